package dev.lightmeter.benchmarks;

import dev.lightmeter.core.Device;
import dev.lightmeter.core.Software;
import dev.lightmeter.core.fleet.FleetDevice;
import dev.lightmeter.core.fleet.GroupScore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;

/** One device reports: how long until its report is durable and its group's score tells. */
final class DeviceReportRace implements Race {

    private static final int FINDINGS = 200;
    private static final int READERS = 8;
    private static final Duration PAUSE = Duration.ofMillis(1);

    @Override
    public String id() {
        return "device-report";
    }

    @Override
    public String title() {
        return "One device's report";
    }

    @Override
    public String about() {
        return """
                A file in the generic format with about 200 findings of one device, nearly all of them other than \
                before, into the durable store of the largest fleet: parsed, compared, committed, the device and its \
                group scored anew, published. Meanwhile eight readers look at all group scores, each a thousand times a \
                second. Reports come one after the other, each of another device; the first tenth warms up.""";
    }

    @Override
    public Result run(Course course) throws Exception {
        SyntheticFleet fleet =
                new SyntheticFleet(course.scale().largestFleet(), course.scale().findingsPerDevice());
        Path folder = Files.createDirectories(course.freshFolder("reports"));
        try (Installation installation = new Installation(course.largeStore());
                Readers readers = new Readers(installation)) {
            int warmUps = course.scale().reports() / 10;
            long[] taken = new long[course.scale().reports()];
            SplittableRandom random = new SplittableRandom(7);
            for (int i = -warmUps; i < taken.length; i++) {
                int slot = random.nextInt(fleet.devices());
                Path file = folder.resolve("report.json");
                write(file, fleet, fleet.device(slot, i + warmUps + 1, FINDINGS), i + warmUps);
                long time = timeOf(installation, file, slot);
                if (i >= 0) taken[i] = time;
            }
            Times times = new Times(taken);
            Table table = new Table("devices", "reports", "p50", "p99", "longest", "scores read meanwhile")
                    .row(
                            Figures.count(fleet.devices()),
                            Figures.count(taken.length),
                            Figures.time(times.median()),
                            Figures.time(times.percentile(99)),
                            Figures.time(times.longest()),
                            Figures.count(readers.count()));
            String what = "milliseconds until visible (p99) at " + Figures.count(fleet.devices()) + " devices";
            return new Result(List.of(table), List.of(Target.atMost(50, what, times.percentile(99) / 1e6)));
        }
    }

    private static long timeOf(Installation installation, Path file, int slot) {
        GroupScore before = groupOf(installation, slot);
        long start = System.nanoTime();
        installation.takeReport(file);
        GroupScore after = groupOf(installation, slot);
        long taken = System.nanoTime() - start;
        if (after.weighted() == before.weighted()) {
            throw new IllegalStateException("the report about the device in slot " + slot + " left its group's score");
        }
        return taken;
    }

    private static GroupScore groupOf(Installation installation, int slot) {
        return installation.current().group(SyntheticFleet.groupName(slot)).orElseThrow();
    }

    private static void write(Path file, SyntheticFleet fleet, FleetDevice device, int seconds) throws IOException {
        Device said = device.device();
        StringBuilder json = new StringBuilder(
                """
                {"asOf":"%s","devices":[{"id":"%s","name":"%s","group":"%s","daysSinceAssessed":0,"findings":[""".formatted(SyntheticFleet.NOON.plusSeconds(seconds), said.id(), said.name(), said.sourceGroup()));
        for (int i = 0; i < device.weaknesses().length; i++) {
            var path = fleet.dictionary().path(device.paths()[i]);
            Software software = path.software();
            json.append(i == 0 ? "" : ",").append("""
                            {"cve":"%s","rec":"%s","vendor":"%s","product":"%s","version":"%s"}""".formatted(
                            SyntheticCatalogue.name(device.weaknesses()[i]),
                            path.recommendation(),
                            software.vendor(),
                            software.product(),
                            software.version()));
        }
        Files.writeString(file, json.append("]}]}"));
    }

    /** Whoever looks at the scores while they change. */
    private static final class Readers implements AutoCloseable {

        private final AtomicBoolean done = new AtomicBoolean();
        private final LongAdder count = new LongAdder();
        private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

        Readers(Installation installation) {
            for (int i = 0; i < READERS; i++) threads.execute(() -> readAgainAndAgain(installation));
        }

        long count() {
            return count.sum();
        }

        private void readAgainAndAgain(Installation installation) {
            while (!done.get()) {
                for (GroupScore group : installation.current().groups()) {
                    if (group.score().isPresent()) count.increment();
                }
                try {
                    Thread.sleep(PAUSE);
                } catch (InterruptedException e) {
                    return;
                }
            }
        }

        @Override
        public void close() {
            done.set(true);
            threads.close();
        }
    }
}
