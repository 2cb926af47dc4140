package dev.lightmeter.importers;

import dev.lightmeter.core.ThreatFacts;
import dev.lightmeter.core.report.ReportHeader;
import dev.lightmeter.core.report.ReportSink;
import dev.lightmeter.core.report.ReportedDevice;
import dev.lightmeter.core.report.ReportedFinding;
import dev.lightmeter.importers.reading.Content;
import dev.lightmeter.importers.reading.ContentInMemory;
import dev.lightmeter.importers.scanner.ScannerFormat;
import dev.lightmeter.importers.scanner.ScannerFormats;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** Reads one large file and says what came of it; a program of its own, so that its heap can be as small as we like. */
final class LargeReading {

    private LargeReading() {}

    /** @param args id of the format, size of the file in MiB */
    public static void main(String[] args) throws IOException {
        ScannerFormat format = ScannerFormats.ALL.stream()
                .filter(each -> each.id().equals(args[0]))
                .findFirst()
                .orElseThrow();
        long mebibytes = Long.parseLong(args[1]);
        LargeFile file = LargeFile.of(format.id());
        Content content = ContentInMemory.of("given", mebibytes << 20, () -> file.open(mebibytes << 20));
        ReportHeader header = format.header(content.head());
        Counting sink = new Counting();
        long start = System.nanoTime();
        ImportResult result =
                new PendingReport(format, header, Recognition.NONE, List.of(content)).read(sink, Progress.NONE);
        System.out.printf(
                "%s: %,d MiB, %,d findings in %,d ms, peak of the heap %,d MiB: %s%n",
                format.id(),
                mebibytes,
                sink.findings.sum(),
                Duration.ofNanos(System.nanoTime() - start).toMillis(),
                peakOfHeap() >> 20,
                result);
    }

    private static long peakOfHeap() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getPeakUsage)
                .mapToLong(usage -> usage.getUsed())
                .sum();
    }

    /** Keeps nothing: what a store keeps is its own business. */
    private static final class Counting implements ReportSink {

        private final LongAdder findings = new LongAdder();

        @Override
        public void reportedAt(Instant time) {}

        @Override
        public void device(ReportedDevice device) {}

        @Override
        public void finding(ReportedFinding finding) {
            findings.increment();
        }

        @Override
        public void weakness(ThreatFacts facts) {}
    }
}
