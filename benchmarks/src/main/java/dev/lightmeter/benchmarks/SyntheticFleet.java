package dev.lightmeter.benchmarks;

import dev.lightmeter.core.AttackVector;
import dev.lightmeter.core.Device;
import dev.lightmeter.core.DeviceValue;
import dev.lightmeter.core.EndOfSupport;
import dev.lightmeter.core.Evidence;
import dev.lightmeter.core.FindingPath;
import dev.lightmeter.core.Severity;
import dev.lightmeter.core.Software;
import dev.lightmeter.core.ThreatFacts;
import dev.lightmeter.core.fleet.Dictionary;
import dev.lightmeter.core.fleet.Fleet;
import dev.lightmeter.core.fleet.FleetDevice;
import dev.lightmeter.core.fleet.Threats;
import dev.lightmeter.core.group.DeviceGroup;
import dev.lightmeter.core.group.GroupRules;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * A large fleet made of nothing but a seed: 300,000 known weaknesses of which products on devices have some, skewed as in
 * real fleets (a few products are everywhere, most are rare). The same numbers give the same fleet on every machine.
 */
final class SyntheticFleet {

    static final LocalDate DAY = LocalDate.of(2026, 10, 1);
    static final Instant NOON = DAY.atTime(12, 0).toInstant(ZoneOffset.UTC);
    static final int WEAKNESSES = 300_000;
    static final int GROUPS = 10;

    private static final int PRODUCTS = 2_000;
    private static final int WEAKNESSES_OF_PRODUCTS = 40_000;

    private static final int KNOWN_EXPLOITED_ONE_IN = 2_000;

    private final int devices;
    private final int findingsPerDevice;
    private final Dictionary dictionary;
    private final int[] productOfWeakness = new int[WEAKNESSES_OF_PRODUCTS];
    private final int[] pathOfProduct = new int[PRODUCTS];

    SyntheticFleet(int devices, int findingsPerDevice) {
        this(devices, findingsPerDevice, new Dictionary());
    }

    /** The same fleet in the ints of a dictionary that exists; it must be empty. */
    SyntheticFleet(int devices, int findingsPerDevice, Dictionary dictionary) {
        this.devices = devices;
        this.findingsPerDevice = findingsPerDevice;
        this.dictionary = dictionary;
        SplittableRandom random = new SplittableRandom(1);
        for (int w = 0; w < WEAKNESSES; w++) dictionary.weakness(weaknessName(w));
        for (int p = 0; p < PRODUCTS; p++) {
            pathOfProduct[p] = dictionary.path(FindingPath.open(software(p), "va-_-vendor-_-product_" + p));
        }
        for (int w = 0; w < WEAKNESSES_OF_PRODUCTS; w++) productOfWeakness[w] = skewed(random, PRODUCTS);
    }

    static String weaknessName(int weakness) {
        return "CVE-" + (2010 + weakness % 17) + "-" + (10_000 + weakness);
    }

    static Software software(int product) {
        return new Software("vendor", "product_" + product, "1." + product % 10);
    }

    static List<DeviceGroup> groups() {
        return IntStream.rangeClosed(1, GROUPS)
                .mapToObj(g -> new DeviceGroup(g, "Group " + g))
                .toList();
    }

    /** Number of the group of the device in a slot. */
    static int groupOf(int slot) {
        return 1 + slot % GROUPS;
    }

    /** Forty hexadecimal digits, as Defender's ids. */
    static String deviceId(int slot) {
        return "00".repeat(12) + HexFormat.of().toHexDigits(slot * 0x9E3779B97F4A7C15L);
    }

    int devices() {
        return devices;
    }

    Dictionary dictionary() {
        return dictionary;
    }

    /** EPSS and CVSS of every weakness; another edition gives other EPSS scores. */
    Threats threats(int edition) {
        Threats.Builder builder = new Threats.Builder(dictionary);
        forEachFact(edition, builder::add);
        return builder.build(List.of());
    }

    void forEachFact(int edition, Consumer<ThreatFacts> consumer) {
        SplittableRandom random = new SplittableRandom(edition);
        for (int w = 0; w < WEAKNESSES; w++) {
            consumer.accept(new ThreatFacts(
                    weaknessName(w),
                    epssP5(random),
                    20 + random.nextInt(80),
                    Severity.UNKNOWN,
                    random.nextInt(10) < 7 ? AttackVector.NETWORK : AttackVector.LOCAL,
                    random.nextInt(KNOWN_EXPLOITED_ONE_IN) == 0 ? Evidence.ofBits(1) : Evidence.NONE,
                    false,
                    EndOfSupport.NO));
        }
    }

    Fleet fleet() {
        Fleet.Builder builder =
                Fleet.empty(dictionary, GroupRules.NONE, groups()).builder(List.of());
        for (int slot = 0; slot < devices; slot++) builder.put(device(slot));
        return builder.build();
    }

    FleetDevice device(int slot) {
        return device(slot, 0);
    }

    /** A device as it is after some changes; change 0 is how it starts. */
    FleetDevice device(int slot, int change) {
        SplittableRandom random = new SplittableRandom(slot * 1_000_003L + change);
        int[] weaknesses = new int[findingsPerDevice / 2 + random.nextInt(findingsPerDevice + 1)];
        for (int i = 0; i < weaknesses.length; i++) weaknesses[i] = skewed(random, WEAKNESSES_OF_PRODUCTS);
        Arrays.sort(weaknesses);
        int distinct = 0;
        for (int i = 0; i < weaknesses.length; i++) {
            if (i == 0 || weaknesses[i] != weaknesses[i - 1]) weaknesses[distinct++] = weaknesses[i];
        }
        weaknesses = Arrays.copyOf(weaknesses, distinct);
        int[] paths = new int[distinct];
        for (int i = 0; i < distinct; i++) paths[i] = pathOfProduct[productOfWeakness[weaknesses[i]]];
        return new FleetDevice(slot, identity(slot, random), weaknesses, paths);
    }

    private static Device identity(int slot, SplittableRandom random) {
        String id = deviceId(slot);
        return new Device(
                id,
                "host-" + slot + ".corp.example.org",
                List.of(),
                "Windows11",
                "corp.example.org",
                random.nextInt(20) == 0 ? DeviceValue.HIGH : DeviceValue.NORMAL,
                random.nextInt(10) == 0,
                false,
                DAY.minusDays(random.nextInt(20)),
                "Group " + groupOf(slot),
                List.of());
    }

    /**
     * Most weaknesses are hardly ever exploited and a few are near certain, so steeply that scores of devices spread over
     * all levels: about a quarter Low, most Medium, one in nine High.
     */
    private static int epssP5(SplittableRandom random) {
        return (int) (Math.pow(random.nextDouble(), 80) * 90_000);
    }

    /** Small numbers are much more frequent than large ones. */
    private static int skewed(SplittableRandom random, int bound) {
        double u = random.nextDouble();
        return (int) (u * u * bound);
    }
}
