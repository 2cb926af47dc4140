package dev.lightmeter.benchmarks;

import dev.lightmeter.core.Device;
import dev.lightmeter.core.DeviceValue;
import dev.lightmeter.core.FindingPath;
import dev.lightmeter.core.Software;
import dev.lightmeter.core.fleet.Dictionary;
import dev.lightmeter.core.fleet.Fleet;
import dev.lightmeter.core.fleet.FleetDevice;
import dev.lightmeter.core.fleet.Threats;
import dev.lightmeter.core.group.DeviceGroup;
import dev.lightmeter.core.group.GroupRules;
import dev.lightmeter.core.report.ReportSink;
import dev.lightmeter.core.report.ReportedDevice;
import dev.lightmeter.core.report.ReportedFinding;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * A large fleet made of nothing but a seed: products on devices have some of the weaknesses of the catalogue, skewed as in
 * real fleets (a few products are everywhere, most are rare). The same numbers give the same fleet on every machine.
 */
final class SyntheticFleet {

    /** The day of the scores: today, so that a server with the real clock does not find the fleet stale. */
    @SuppressWarnings("TimeInStaticInitializer") // all races of a run share the day on which it began
    static final LocalDate DAY = LocalDate.now(ZoneOffset.UTC);

    static final Instant NOON = DAY.atTime(12, 0).toInstant(ZoneOffset.UTC);
    static final int GROUPS = 10;

    private static final int PRODUCTS = 2_000;
    private static final int WEAKNESSES_OF_PRODUCTS = 40_000;

    private final int devices;
    private final int findingsPerDevice;
    private final Dictionary dictionary = new Dictionary();
    private final int[] productOfWeakness = new int[WEAKNESSES_OF_PRODUCTS];
    private final int[] pathOfProduct = new int[PRODUCTS];

    SyntheticFleet(int devices, int findingsPerDevice) {
        this.devices = devices;
        this.findingsPerDevice = findingsPerDevice;
        SplittableRandom random = new SplittableRandom(1);
        for (int w = 0; w < SyntheticCatalogue.WEAKNESSES; w++) dictionary.weakness(SyntheticCatalogue.name(w));
        for (int p = 0; p < PRODUCTS; p++) {
            pathOfProduct[p] = dictionary.path(FindingPath.open(software(p), "va-_-vendor-_-product_" + p));
        }
        for (int w = 0; w < WEAKNESSES_OF_PRODUCTS; w++) productOfWeakness[w] = skewed(random, PRODUCTS);
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

    static String groupName(int slot) {
        return "Group " + groupOf(slot);
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
        SyntheticCatalogue.forEachFact(edition, builder::add);
        return builder.build(List.of());
    }

    Fleet fleet() {
        Fleet.Builder builder =
                Fleet.empty(dictionary, GroupRules.NONE, groups()).builder(List.of());
        for (int slot = 0; slot < devices; slot++) builder.put(device(slot));
        return builder.build();
    }

    FleetDevice device(int slot) {
        SplittableRandom random = new SplittableRandom(slot * 1_000_003L);
        return device(slot, findingsPerDevice / 2 + random.nextInt(findingsPerDevice + 1), random);
    }

    /** The same device after a change, with about this many findings, of which few are those of before. */
    FleetDevice device(int slot, int change, int findings) {
        return device(slot, findings, new SplittableRandom(slot * 1_000_003L + change));
    }

    /** Writes the devices in the slots from {@code from} up to {@code to} and all their findings into a report. */
    void report(int from, int to, ReportSink sink) {
        for (int slot = from; slot < to; slot++) {
            FleetDevice device = device(slot);
            Device said = device.device();
            sink.device(new ReportedDevice(
                    said.id(),
                    said.name(),
                    said.sourceGroup(),
                    null,
                    null,
                    said.osPlatform(),
                    said.domain(),
                    said.value(),
                    said.internetFacing(),
                    false,
                    true,
                    DAY.minusDays(slot % 20).atStartOfDay().toInstant(ZoneOffset.UTC),
                    null));
            for (int i = 0; i < device.weaknesses().length; i++) {
                sink.finding(ReportedFinding.present(
                        said.id(),
                        dictionary.weaknessName(device.weaknesses()[i]),
                        dictionary.path(device.paths()[i])));
            }
        }
    }

    private FleetDevice device(int slot, int findings, SplittableRandom random) {
        int[] weaknesses = new int[findings];
        for (int i = 0; i < findings; i++) weaknesses[i] = skewed(random, WEAKNESSES_OF_PRODUCTS);
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
                DAY.minusDays(slot % 20),
                groupName(slot),
                List.of());
    }

    /** Small numbers are much more frequent than large ones. */
    private static int skewed(SplittableRandom random, int bound) {
        double u = random.nextDouble();
        return (int) (u * u * bound);
    }
}
