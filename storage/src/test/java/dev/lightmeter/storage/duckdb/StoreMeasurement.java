package dev.lightmeter.storage.duckdb;

import dev.lightmeter.core.FindingPath;
import dev.lightmeter.core.Severity;
import dev.lightmeter.core.Software;
import dev.lightmeter.core.report.ReportHeader;
import dev.lightmeter.core.report.ReportHeader.Kind;
import dev.lightmeter.core.report.ReportSink;
import dev.lightmeter.core.report.ReportedDevice;
import dev.lightmeter.core.report.ReportedFinding;
import dev.lightmeter.storage.Moment;
import dev.lightmeter.storage.RemediationQuestion;
import dev.lightmeter.storage.ReportReceipt;
import dev.lightmeter.storage.ReportTransaction;
import dev.lightmeter.storage.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Prints how long the store takes for bulk and for small work: {@code StoreMeasurement FOLDER DEVICES FINDINGS_PER_DEVICE
 * SMALL_REPORTS}. The folder must be empty or missing. The decision about the store cites its numbers.
 */
final class StoreMeasurement {

    private static final int WEAKNESSES = 20_000;
    private static final int PATHS = 5_000;

    private final FindingPath[] paths = new FindingPath[PATHS];
    private final int devices;
    private final int each;

    private StoreMeasurement(int devices, int each) {
        this.devices = devices;
        this.each = each;
        for (int i = 0; i < PATHS; i++) {
            paths[i] = FindingPath.open(new Software("vendor" + i % 300, "product" + i, "1." + i), "update-" + i);
        }
    }

    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        StoreMeasurement measurement =
                new StoreMeasurement(Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
        Clock clock = Clock.systemUTC();
        long closing;
        try (Store store = timed("open an empty folder", () -> DuckDbStore.open(folder, clock))) {
            timed("commit a first full report", () -> measurement.importAll(store, 0));
            timed("commit the same report again", () -> measurement.importAll(store, 0));
            timed("read the fleet", () -> measurement.read(store));
            timed("read the fleet again", () -> measurement.read(store));
            Instant before = Instant.now();
            timed("change one finding in twenty", () -> measurement.importAll(store, 1));
            timed("read the fleet of before", () -> measurement.readAt(store, before));
            timed("how long findings took to go", () -> measurement.remediationTimes(store));
            measurement.smallReports(store, Integer.parseInt(arguments[3]));
            measurement.readFew(store);
            closing = System.nanoTime();
        }
        System.out.printf("%-32s %8.2f s%n", "close", (System.nanoTime() - closing) / 1e9);
        System.out.printf("on disk %.1f MB%n", size(folder) / 1e6);
        try (Store store = timed("open it again", () -> DuckDbStore.open(folder, clock))) {
            timed("read the fleet", () -> measurement.read(store));
        }
    }

    private String importAll(Store store, int edition) throws InterruptedException {
        long start = System.nanoTime();
        try (ReportTransaction report = store.beginReport(new ReportHeader("scanner", Kind.FULL))) {
            Thread[] threads = new Thread[2];
            for (int t = 0; t < threads.length; t++) {
                int part = t;
                threads[t] = Thread.ofPlatform().start(() -> {
                    for (int device = part; device < devices; device += threads.length) state(report, device, edition);
                });
            }
            for (Thread thread : threads) thread.join();
            double staged = (System.nanoTime() - start) / 1e9;
            ReportReceipt receipt = report.commit();
            return "staged in %.2f s; %d new, %d unchanged, %d touched"
                    .formatted(
                            staged, receipt.findingsNew(), receipt.findingsUnchanged(), receipt.touchedSlots().length);
        }
    }

    /** Each edition of a device's report changes one finding in twenty. */
    private void state(ReportSink sink, int device, int edition) {
        String id = "device-" + device;
        sink.device(ReportedDevice.named(id, "host" + device + ".example.org"));
        Random random = new Random(device);
        for (int i = 0; i < each; i++) {
            int seed = random.nextInt() & Integer.MAX_VALUE;
            if (i % 20 == 0) seed = (seed + edition * 7919) & Integer.MAX_VALUE;
            sink.finding(ReportedFinding.present(id, "CVE-2024-" + seed % WEAKNESSES, paths[seed / 7 % PATHS]));
        }
    }

    private void smallReports(Store store, int count) {
        long[] nanos = new long[count];
        long cpu = cpuNanos();
        Random random = new Random(1);
        for (int i = 0; i < count; i++) {
            int device = random.nextInt(devices);
            long start = System.nanoTime();
            try (ReportTransaction report = store.beginReport(new ReportHeader("scanner", Kind.FULL))) {
                report.reportedAt(Instant.now());
                state(report, device, i + 1);
                report.commit();
            }
            nanos[i] = System.nanoTime() - start;
        }
        print("commit one device's report", nanos);
        System.out.printf("%-32s %6.1f ms%n", "  of processor time each", (cpuNanos() - cpu) / 1e6 / count);
    }

    private void readFew(Store store) {
        long[] nanos = new long[200];
        Random random = new Random(2);
        for (int i = 0; i < nanos.length; i++) {
            int[] slots = {random.nextInt(devices)};
            long start = System.nanoTime();
            store.forEachDevice(slots, device -> {});
            nanos[i] = System.nanoTime() - start;
        }
        print("read one device", nanos);
    }

    private String read(Store store) {
        LongAdder findings = new LongAdder();
        store.forEachDevice(device -> findings.add(device.weaknesses().length));
        Runtime runtime = Runtime.getRuntime();
        return findings + " findings, heap %d MB".formatted((runtime.totalMemory() - runtime.freeMemory()) >> 20);
    }

    private String readAt(Store store, Instant time) {
        LongAdder findings = new LongAdder();
        store.forEachDeviceAt(
                Moment.of(time),
                IntStream.range(0, devices).toArray(),
                device -> findings.add(device.weaknesses().length));
        return findings + " findings";
    }

    private String remediationTimes(Store store) {
        Severity[] severities = new Severity[WEAKNESSES];
        Arrays.setAll(severities, weakness -> Severity.values()[weakness % Severity.values().length]);
        int[] groups = IntStream.range(0, devices).map(slot -> slot % 100).toArray();
        return store.remediationTimes(RemediationQuestion.of(groups, severities, Instant.MIN))
                .getFirst()
                .toString();
    }

    /** Of the whole process. Says on a busy machine what the clock cannot. */
    private static long cpuNanos() {
        return ProcessHandle.current()
                .info()
                .totalCpuDuration()
                .orElse(Duration.ZERO)
                .toNanos();
    }

    private static void print(String what, long[] nanos) {
        Arrays.sort(nanos);
        System.out.printf(
                "%-32s p50 %6.1f ms, p99 %6.1f ms, most %6.1f ms%n",
                what,
                nanos[nanos.length / 2] / 1e6,
                nanos[nanos.length * 99 / 100] / 1e6,
                nanos[nanos.length - 1] / 1e6);
    }

    private static <T> T timed(String what, Work<T> work) throws Exception {
        long start = System.nanoTime();
        T result = work.run();
        System.out.printf(
                "%-32s %8.2f s  %s%n", what, (System.nanoTime() - start) / 1e9, result instanceof String ? result : "");
        return result;
    }

    private static long size(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        }
    }

    private interface Work<T> {
        T run() throws Exception;
    }
}
