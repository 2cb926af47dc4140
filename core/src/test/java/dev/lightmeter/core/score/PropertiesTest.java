package dev.lightmeter.core.score;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lightmeter.core.AttackVector;
import dev.lightmeter.core.Control;
import dev.lightmeter.core.Decimals;
import dev.lightmeter.core.Device;
import dev.lightmeter.core.DeviceValue;
import dev.lightmeter.core.EndOfSupport;
import dev.lightmeter.core.Evidence;
import dev.lightmeter.core.FindingPath;
import dev.lightmeter.core.FindingStatus;
import dev.lightmeter.core.Level;
import dev.lightmeter.core.RemediationException;
import dev.lightmeter.core.RemediationException.Justification;
import dev.lightmeter.core.Severity;
import dev.lightmeter.core.Software;
import dev.lightmeter.core.ThreatFacts;
import dev.lightmeter.core.score.DeviceExplanation.Part;
import dev.lightmeter.core.score.ExposureModel.Assessed;
import dev.lightmeter.core.score.ExposureModel.AttributionKey;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The laws of docs/scoring.md section 11 over random fleets. A failure names its seed; the seed alone gives the fleet. */
class PropertiesTest {

    private static final Set<String> NOTHING = ExposureModel.NOTHING_FIXED;

    static LongStream seeds() {
        return LongStream.range(0, 150);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void holdsForOneDevice(long seed) {
        RandomFleet fleet = new RandomFleet(seed);
        ExposureModel model = fleet.model();
        Assessed one = fleet.scoredDevice();
        int score = model.deviceScore(one, NOTHING);
        Assessed bare = new Assessed(one.device().withControls(List.of()), List.of());
        Finding added = fleet.finding();
        Assessed more = with(one, added);

        assertThat(score).as("P01").isBetween(0, Formula.DEVICE_SCORE_MAX - 1);
        assertThat(model.deviceScore(bare, NOTHING)).as("P02").isZero();
        assertThat(model.deviceScore(more, NOTHING)).as("P03").isGreaterThanOrEqualTo(score);

        Finding fresh = new Finding("EOS-FRESH", FindingPath.open(Software.UNKNOWN, ""));
        assertThat(model.deviceScore(with(one, fresh), NOTHING)).as("P04").isGreaterThan(score);

        if (!one.findings().isEmpty()) {
            Finding first = one.findings().get(0);
            FindingPath path = first.path();
            FindingPath elsewhere = new FindingPath(
                    new Software("other", "product", "9"), "other", path.status(), path.alert(), path.exception());
            assertThat(model.deviceScore(with(one, new Finding(first.weakness(), elsewhere)), NOTHING))
                    .as("P05")
                    .isEqualTo(score);
        }
        List<Finding> shuffled = new ArrayList<>(one.findings());
        Collections.shuffle(shuffled, fleet.random());
        assertThat(model.deviceScore(new Assessed(one.device(), shuffled), NOTHING))
                .as("P06")
                .isEqualTo(score);

        Assessed inside = new Assessed(one.device().withInternetFacing(false), one.findings());
        Assessed outside = new Assessed(one.device().withInternetFacing(true), one.findings());
        assertThat(model.deviceScore(outside, NOTHING))
                .as("P10")
                .isGreaterThanOrEqualTo(model.deviceScore(inside, NOTHING));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void neverFallsWhenAThreatGrows(long seed) {
        RandomFleet fleet = new RandomFleet(seed);
        Assessed one = fleet.scoredDevice();
        int score = fleet.model().deviceScore(one, NOTHING);
        String weakness = fleet.weakness();
        ThreatFacts facts = fleet.facts(weakness);
        List<ThreatFacts> worse = new ArrayList<>();
        if (facts.hasEpss()) worse.add(withEpss(facts, Math.min(100_000, facts.epssP5() + 10_000))); // P07
        if (facts.hasCvss()) worse.add(withCvss(facts, Math.min(100, facts.cvssTenths() + 10))); // P08
        for (int bit = 1; bit < 32; bit *= 2) { // P09
            worse.add(withEvidence(facts, Evidence.ofBits(facts.evidence().bits() | bit)));
        }
        for (ThreatFacts each : worse) {
            ExposureModel model = new ExposureModel(
                    Parameters.DEFAULT, id -> id.equals(weakness) ? each : fleet.facts(id), RandomFleet.DAY);
            assertThat(model.deviceScore(one, NOTHING)).as("P07-P09 %s", each).isGreaterThanOrEqualTo(score);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void honoursWhatIsSaidAboutFindings(long seed) {
        RandomFleet fleet = new RandomFleet(seed);
        ExposureModel model = fleet.model();
        Assessed any = fleet.scoredDevice();
        Assessed one = eachPath(
                new Assessed(any.device().withControls(List.of()), any.findings()),
                path -> FindingPath.open(path.software(), path.recommendation()));
        int score = model.deviceScore(one, NOTHING);
        LocalDate yesterday = RandomFleet.DAY.minusDays(1);

        int controlled = model.deviceScore(excepted(one, Justification.THIRD_PARTY_CONTROL, null), NOTHING);
        if (score == 0) assertThat(controlled).as("P11").isZero();
        else assertThat(controlled).as("P11").isLessThan(score);
        assertThat(model.deviceScore(excepted(one, Justification.RISK_ACCEPTED, null), NOTHING))
                .as("P12")
                .isEqualTo(score);
        assertThat(model.deviceScore(excepted(one, Justification.THIRD_PARTY_CONTROL, yesterday), NOTHING))
                .as("P13")
                .isEqualTo(score);
        assertThat(model.deviceScore(excepted(one, Justification.THIRD_PARTY_CONTROL, RandomFleet.DAY), NOTHING))
                .as("the last day is part of an exception")
                .isEqualTo(controlled);
        Assessed notAffected = eachPath(
                one,
                path -> new FindingPath(
                        path.software(), path.recommendation(), FindingStatus.NOT_AFFECTED, path.alert(), null));
        assertThat(model.deviceScore(notAffected, NOTHING)).as("P14").isZero();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void explainsADeviceToTheLastUnit(long seed) {
        RandomFleet fleet = new RandomFleet(seed);
        ExposureModel model = fleet.model();
        Assessed one = fleet.scoredDevice();
        Assessed left = new Assessed(
                one.device(),
                one.findings().stream()
                        .filter(finding -> !finding.path().recommendation().equals("r1"))
                        .toList());
        assertThat(model.deviceScore(one, Set.of("r1"))).as("P15").isEqualTo(model.deviceScore(left, NOTHING));

        DeviceExplanation explanation = model.explain(one);
        assertThat(explanation.parts().stream().mapToLong(Part::shareE7).sum())
                .as("P16")
                .isEqualTo(explanation.scoreE7());
        assertThat(explanation.parts()).as("P17").allMatch(part -> part.wouldSaveE7() <= part.shareE7() + 1);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void sumsAGroupInAnyOrderAndPartition(long seed) {
        RandomFleet fleet = new RandomFleet(seed);
        ExposureModel model = fleet.model();
        List<Assessed> devices =
                new ArrayList<>(fleet.devices(1 + fleet.random().nextInt(25)));
        GroupSum whole = model.sum(devices, NOTHING);
        int cut = fleet.random().nextInt(devices.size() + 1);
        GroupSum left = model.sum(devices.subList(0, cut), NOTHING);
        GroupSum right = model.sum(devices.subList(cut, devices.size()), NOTHING);

        GroupSum merged = new GroupSum();
        merged.merge(right);
        merged.merge(left);
        assertThat(merged).as("P19").isEqualTo(whole);
        merged.subtract(left);
        assertThat(merged).as("P20").isEqualTo(right);
        assertThat(left.weighted() + right.weighted()).as("P21").isEqualTo(whole.weighted());
        assertThat(left.weight() + right.weight()).as("P21").isEqualTo(whole.weight());
        Collections.shuffle(devices, fleet.random());
        assertThat(model.sum(devices, NOTHING)).as("P18").isEqualTo(whole);

        GroupSum twice = new GroupSum();
        twice.merge(whole);
        twice.merge(whole);
        assertThat(twice.score()).as("P30").isEqualTo(whole.score());
        assertThat(model.sum(allOfValue(devices, DeviceValue.LOW), NOTHING).score())
                .as("P31")
                .isEqualTo(model.sum(allOfValue(devices, DeviceValue.HIGH), NOTHING)
                        .score());
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void boundsAndExplainsAGroup(long seed) {
        RandomFleet fleet = new RandomFleet(seed);
        ExposureModel model = fleet.model();
        List<Assessed> devices =
                new ArrayList<>(fleet.devices(1 + fleet.random().nextInt(25)));
        devices.add(fleet.scoredDevice());
        GroupSum sum = model.sum(devices, NOTHING);
        long score = sum.score().orElseThrow();
        GroupSum.Bounds bounds = sum.bounds().orElseThrow();
        long best = Collections.min(sum.histogram().keySet()) * 100L;
        long worst = Collections.max(sum.histogram().keySet()) * 100L;

        assertThat(score).as("P22").isBetween(bounds.low(), bounds.high());
        assertThat(score).as("P23").isBetween(best, worst);
        assertThat(sum.tail(5).orElseThrow()).as("P24").isBetween(score, worst);
        for (AttributionKey by :
                List.of(AttributionKey.WEAKNESS, AttributionKey.RECOMMENDATION, AttributionKey.DEVICE)) {
            assertThat(model.attribution(devices, by).values().stream()
                            .mapToLong(Long::longValue)
                            .sum())
                    .as("P25")
                    .isEqualTo(sum.weighted());
        }
        long impact = model.exposureImpact(devices, Set.of("r1")).orElseThrow();
        long after = model.sum(devices, Set.of("r1")).score().orElseThrow();
        assertThat(impact).as("P26").isNotNegative().isEqualTo(score - after);
        assertThat(model.exposureImpact(devices, Set.of("r1", "r2")).orElseThrow())
                .as("P27")
                .isGreaterThanOrEqualTo(impact)
                .isGreaterThanOrEqualTo(
                        model.exposureImpact(devices, Set.of("r2")).orElseThrow());
        assertThat(model.sum(devices, everything(devices)).score().orElseThrow())
                .as("P28")
                .isZero();
        assertThat(sum.unknownWeight() == 0).as("P29").isEqualTo(bounds.low() == bounds.high());
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void keepsTheOldScoreWithinItsBoundsWhenADeviceGoesStale(long seed) { // T41
        RandomFleet fleet = new RandomFleet(seed);
        ExposureModel model = fleet.model();
        List<Assessed> others = new ArrayList<>(fleet.devices(1 + fleet.random().nextInt(25)));
        others.add(fleet.scoredDevice());
        Assessed leaving = fleet.scoredDevice();
        Assessed stale = new Assessed(assessedOn(leaving.device(), RandomFleet.DAY.minusDays(31)), leaving.findings());
        GroupSum before = model.sum(with(others, leaving), NOTHING);
        GroupSum after = model.sum(with(others, stale), NOTHING);
        long old = before.score().orElseThrow();

        assertThat(after.score()).isEqualTo(model.sum(others, NOTHING).score());
        long weight = before.weight() - after.weight();
        long aside = Math.abs(model.deviceScore(leaving, NOTHING) * 100L - old);
        if (aside * weight > 2 * after.weight()) {
            assertThat(after.score().orElseThrow())
                    .as("it stood aside by %d", aside)
                    .isNotEqualTo(old);
        }
        GroupSum.Bounds bounds = after.bounds().orElseThrow();
        assertThat(old).isBetween(bounds.low(), bounds.high());
        assertThat(after.coverage().orElseThrow()).isLessThan(before.coverage().orElseThrow());
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void followsTheDevicesThatMatterMore(long seed) { // T39
        RandomFleet fleet = new RandomFleet(seed);
        ExposureModel model = fleet.model();
        List<Assessed> devices = new ArrayList<>();
        for (int i = 2 + fleet.random().nextInt(20); i > 0; i--) {
            Assessed scored = fleet.scoredDevice();
            devices.add(new Assessed(scored.device().withValue(DeviceValue.NORMAL), scored.findings()));
        }
        devices.sort(Comparator.comparingInt(assessed -> model.deviceScore(assessed, NOTHING)));
        long score = model.sum(devices, NOTHING).score().orElseThrow();

        assertThat(model.sum(upgraded(devices, devices.size() - 1), NOTHING)
                        .score()
                        .orElseThrow())
                .as("the worst")
                .isGreaterThanOrEqualTo(score);
        assertThat(model.sum(upgraded(devices, 0), NOTHING).score().orElseThrow())
                .as("the best")
                .isLessThanOrEqualTo(score);
    }

    private static List<Assessed> upgraded(List<Assessed> devices, int at) {
        List<Assessed> upgraded = new ArrayList<>(devices);
        upgraded.set(
                at,
                new Assessed(
                        devices.get(at).device().withValue(DeviceValue.HIGH),
                        devices.get(at).findings()));
        return upgraded;
    }

    private static List<Assessed> with(List<Assessed> devices, Assessed one) {
        List<Assessed> all = new ArrayList<>(devices);
        all.add(one);
        return all;
    }

    private static Device assessedOn(Device device, LocalDate day) {
        return new Device(
                device.id(),
                device.name(),
                device.tags(),
                device.osPlatform(),
                device.domain(),
                device.value(),
                device.internetFacing(),
                device.excluded(),
                day,
                device.sourceGroup(),
                device.controls());
    }

    @Test
    void staysWithinALongAtTheLargestHazard() { // P32
        long huge = 9_000_000_000_000_000L;
        assertThat(Formula.deviceScore(huge)).isBetween(0, Formula.DEVICE_SCORE_MAX);
        assertThat(Math.addExact(2_000_000_000_000_000_000L, 1_000_000_000L + huge))
                .isPositive();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void neverFallsWhenAControlFails(long seed) { // P33
        RandomFleet fleet = new RandomFleet(seed);
        List<Control> controls = IntStream.range(0, 12)
                .mapToObj(i -> new Control("k" + i, 1 + fleet.random().nextInt(10), fleet.chance(0.5)))
                .toList();
        List<Control> worse = controls.stream()
                .map(control -> control.id().equals("k3") ? new Control("k3", control.weight(), true) : control)
                .toList();
        Assessed one = fleet.scoredDevice();
        ExposureModel model = fleet.model();
        assertThat(model.deviceScore(new Assessed(one.device().withControls(worse), one.findings()), NOTHING))
                .isGreaterThanOrEqualTo(
                        model.deviceScore(new Assessed(one.device().withControls(controls), one.findings()), NOTHING));
        assertThat(model.deviceScore(new Assessed(one.device().withControls(worse), List.of()), NOTHING))
                .isLessThanOrEqualTo(200_000_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"NaN", "", "-1", "abc", "Infinity", "-1e999999999"})
    void takesAnEpssThatIsNoNumberAsMissing(String text) { // P34
        assertThat(Decimals.scaled(text, 5, 100_000)).isEmpty();
    }

    @Test
    void givesARejectedWeaknessNoHazard() { // P35
        ThreatFacts rejected = new ThreatFacts(
                "CVE-2026-1",
                90_000,
                98,
                Severity.UNKNOWN,
                AttackVector.NETWORK,
                Evidence.ofBits(1),
                true,
                EndOfSupport.NO);
        assertThat(new Formula(Parameters.DEFAULT).baseHazard(rejected, true)).isZero();
    }

    @Test
    void cutsTheLevelsOnTheExactValue() { // T42
        assertThat(Level.ofScore(29_999_999_999L)).isEqualTo(Level.LOW);
        assertThat(Level.ofScore(30_000_000_000L)).isEqualTo(Level.MEDIUM);
        assertThat(Level.ofScore(69_999_999_999L)).isEqualTo(Level.MEDIUM);
        assertThat(Level.ofScore(70_000_000_000L)).isEqualTo(Level.HIGH);
    }

    private static Set<String> everything(List<Assessed> devices) {
        Set<String> all = devices.stream()
                .flatMap(device -> device.findings().stream())
                .map(finding -> finding.path().recommendation())
                .collect(Collectors.toSet());
        devices.forEach(device -> device.device().controls().forEach(control -> all.add(control.id())));
        return all;
    }

    private static Assessed with(Assessed assessed, Finding added) {
        List<Finding> findings = new ArrayList<>(assessed.findings());
        findings.add(added);
        return new Assessed(assessed.device(), findings);
    }

    private static Assessed eachPath(Assessed assessed, UnaryOperator<FindingPath> change) {
        return new Assessed(
                assessed.device(),
                assessed.findings().stream()
                        .map(finding -> new Finding(finding.weakness(), change.apply(finding.path())))
                        .toList());
    }

    private static Assessed excepted(Assessed assessed, Justification justification, @Nullable LocalDate expires) {
        return eachPath(
                assessed,
                path -> new FindingPath(
                        path.software(),
                        path.recommendation(),
                        path.status(),
                        path.alert(),
                        new RemediationException(justification, expires)));
    }

    private static List<Assessed> allOfValue(List<Assessed> devices, DeviceValue value) {
        return devices.stream()
                .map(device -> new Assessed(device.device().withValue(value), device.findings()))
                .toList();
    }

    private static ThreatFacts withEpss(ThreatFacts facts, int epssP5) {
        return copy(facts, epssP5, facts.cvssTenths(), facts.evidence());
    }

    private static ThreatFacts withCvss(ThreatFacts facts, int cvssTenths) {
        return copy(facts, facts.epssP5(), cvssTenths, facts.evidence());
    }

    private static ThreatFacts withEvidence(ThreatFacts facts, Evidence evidence) {
        return copy(facts, facts.epssP5(), facts.cvssTenths(), evidence);
    }

    private static ThreatFacts copy(ThreatFacts facts, int epssP5, int cvssTenths, Evidence evidence) {
        return new ThreatFacts(
                facts.weakness(),
                epssP5,
                cvssTenths,
                facts.severity(),
                facts.attackVector(),
                evidence,
                facts.rejected(),
                facts.endOfSupport());
    }
}
