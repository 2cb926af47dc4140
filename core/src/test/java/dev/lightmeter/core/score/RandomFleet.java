package dev.lightmeter.core.score;

import dev.lightmeter.core.AttackVector;
import dev.lightmeter.core.Control;
import dev.lightmeter.core.Device;
import dev.lightmeter.core.DeviceValue;
import dev.lightmeter.core.EndOfSupport;
import dev.lightmeter.core.Evidence;
import dev.lightmeter.core.FindingPath;
import dev.lightmeter.core.FindingStatus;
import dev.lightmeter.core.RemediationException;
import dev.lightmeter.core.RemediationException.Justification;
import dev.lightmeter.core.Severity;
import dev.lightmeter.core.Software;
import dev.lightmeter.core.ThreatFacts;
import dev.lightmeter.core.score.ExposureModel.Assessed;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Small random fleets with everything in them that the formula knows. The same seed gives the same fleet. */
public final class RandomFleet {

    public static final LocalDate DAY = LocalDate.of(2026, 10, 1);
    public static final int RECOMMENDATIONS = 7;

    private final Random random;
    private final Map<String, ThreatFacts> threats = new LinkedHashMap<>();
    private int devices;

    public RandomFleet(long seed) {
        this.random = new Random(seed);
        for (int i = 0; i < 80; i++) {
            ThreatFacts facts = threatFacts("CVE-2026-" + (1000 + i));
            threats.put(facts.weakness(), facts);
        }
    }

    public Random random() {
        return random;
    }

    public Map<String, ThreatFacts> threats() {
        return threats;
    }

    public ThreatFacts facts(String weakness) {
        return threats.getOrDefault(weakness, ThreatFacts.unknown(weakness));
    }

    public ExposureModel model() {
        return new ExposureModel(Parameters.DEFAULT, this::facts, DAY);
    }

    public List<Assessed> devices(int count) {
        return IntStream.range(0, count).mapToObj(i -> device()).toList();
    }

    public String weakness() {
        return "CVE-2026-" + (1000 + random.nextInt(85)); // the last five are not in the catalogue
    }

    public static String recommendation(int number) {
        return "r" + number;
    }

    /** A device in any state. */
    public Assessed device() {
        String id = "device-" + devices++;
        List<Finding> findings = new ArrayList<>();
        for (int i = random.nextInt(31); i > 0; i--) findings.add(finding());
        return new Assessed(
                new Device(
                        id,
                        id + ".example.org",
                        List.of(),
                        "Linux",
                        "example.org",
                        pick(DeviceValue.LOW, DeviceValue.NORMAL, DeviceValue.NORMAL, DeviceValue.HIGH),
                        chance(0.2),
                        chance(0.05),
                        assessedOn(),
                        chance(0.2) ? null : "Group " + random.nextInt(4),
                        controls()),
                findings);
    }

    /** A device that counts. */
    public Assessed scoredDevice() {
        while (true) {
            Assessed assessed = device();
            if (new Formula(Parameters.DEFAULT).state(assessed.device(), DAY)
                    == dev.lightmeter.core.DeviceState.SCORED) {
                return assessed;
            }
        }
    }

    /** One path of some weakness, mostly plain. */
    public Finding finding() {
        String product = "product-" + random.nextInt(12);
        Software software = new Software("vendor", product, "1." + random.nextInt(3));
        String recommendation = chance(0.05) ? "" : recommendation(random.nextInt(RECOMMENDATIONS));
        return new Finding(
                weakness(),
                chance(0.85)
                        ? FindingPath.open(software, recommendation)
                        : new FindingPath(
                                software, recommendation, pick(FindingStatus.values()), chance(0.2), exception()));
    }

    private @Nullable RemediationException exception() {
        if (chance(0.5)) return null;
        return new RemediationException(
                pick(Justification.values()), chance(0.3) ? null : DAY.plusDays(random.nextInt(5) - 2));
    }

    private @Nullable LocalDate assessedOn() {
        if (chance(0.8)) return DAY.minusDays(1);
        return chance(0.3) ? null : DAY.minusDays(random.nextInt(40) - 1);
    }

    private List<Control> controls() {
        if (chance(0.6)) return List.of();
        return IntStream.range(0, 1 + random.nextInt(8))
                .mapToObj(i -> new Control("ctl-" + i, 1 + random.nextInt(10), chance(0.4)))
                .toList();
    }

    private ThreatFacts threatFacts(String id) {
        return new ThreatFacts(
                id,
                chance(0.1) ? ThreatFacts.MISSING : (int) Math.round(Math.pow(random.nextDouble(), 8) * 100_000),
                chance(0.1) ? ThreatFacts.MISSING : random.nextInt(101),
                pick(Severity.values()),
                pick(AttackVector.values()),
                new Evidence(chance(0.04), chance(0.01), chance(0.03), chance(0.05), chance(0.1)),
                chance(0.02),
                chance(0.03) ? pick(EndOfSupport.values()) : EndOfSupport.NO);
    }

    public boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    @SafeVarargs
    private <T> T pick(T... values) {
        return values[random.nextInt(values.length)];
    }
}
