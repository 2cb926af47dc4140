package dev.lightmeter.cli.score;

import dev.lightmeter.core.Device;
import dev.lightmeter.core.ThreatFacts;
import dev.lightmeter.core.decision.Decisions;
import dev.lightmeter.core.fleet.Fleet;
import dev.lightmeter.core.fleet.FleetDevice;
import dev.lightmeter.core.fleet.Scoreboard;
import dev.lightmeter.core.fleet.Scorer;
import dev.lightmeter.core.fleet.Threats;
import dev.lightmeter.core.group.DeviceGroup;
import dev.lightmeter.core.group.GroupRules;
import dev.lightmeter.core.report.FeedEdition;
import dev.lightmeter.core.report.ReportSink;
import dev.lightmeter.core.report.ReportedDevice;
import dev.lightmeter.core.report.ReportedFinding;
import dev.lightmeter.core.score.Parameters;
import dev.lightmeter.importers.ImportResult;
import dev.lightmeter.importers.ImportResult.Complete;
import dev.lightmeter.importers.ImportResult.Counts;
import dev.lightmeter.importers.ImportResult.Partial;
import dev.lightmeter.importers.ImportResult.Refused;
import dev.lightmeter.importers.ImportResult.Skipped;
import dev.lightmeter.importers.Intake;
import dev.lightmeter.importers.PendingFeed;
import dev.lightmeter.importers.PendingReport;
import dev.lightmeter.importers.PendingStatements;
import dev.lightmeter.importers.Progress;
import dev.lightmeter.storage.FeedTransaction;
import dev.lightmeter.storage.ReportTransaction;
import dev.lightmeter.storage.Store;
import dev.lightmeter.storage.memory.InMemoryStore;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The fleet that a set of files describes. They go through a store in memory, so that identity, pages and repeated reports
 * mean what they mean everywhere; only time is treated differently, see {@link PictureOfToday}.
 */
final class FilesFleet {

    private final Store store;
    private final Instant now;
    private final boolean datesMove;
    private final Watching progress;
    private final ReadFiles files = new ReadFiles();
    private @Nullable Instant latestReport;

    /** Hears what is being read, for a progress bar. */
    interface Watching {
        Progress begin(String what, long bytes);
    }

    private FilesFleet(Clock clock, boolean datesMove, Watching progress) {
        this.store = new InMemoryStore(clock);
        this.now = clock.instant();
        this.datesMove = datesMove;
        this.progress = progress;
    }

    /** Every report counts as made now. */
    static FilesFleet pictureOfToday(Clock clock, Watching progress) {
        return new FilesFleet(clock, true, progress);
    }

    /** Every report keeps its own time, as in a store that took it in at the given one. */
    static FilesFleet asStored(Instant at, Watching progress) {
        return new FilesFleet(Clock.fixed(at, ZoneOffset.UTC), false, progress);
    }

    ReadFiles files() {
        return files;
    }

    /** Reads everything that can be read. */
    void read(Intake intake) {
        files.refuse(intake.refused());
        oldestFirst(intake.reports()).forEach(this::read);
        intake.feeds().forEach(this::read);
        intake.statements().forEach(this::read);
    }

    /** The time that the files describe: that of the newest report, else of the newest feed, else now. */
    Instant asOf() {
        if (latestReport != null) return latestReport;
        return store.threats().feeds().stream()
                .map(FeedEdition::publishedAt)
                .flatMap(Stream::ofNullable)
                .max(Comparator.naturalOrder())
                .orElse(now);
    }

    Scoreboard score(GroupRules rules, Instant asOf) {
        Decisions decisions =
                Decisions.of(List.of(), store.vex().all(), store.aliases(), Parameters.DEFAULT, day(asOf));
        Fleet.Builder fleet = Fleet.empty(store.dictionary(), rules, List.of())
                .under(decisions)
                .builder(groups(rules));
        long shift = ChronoUnit.DAYS.between(day(now), day(asOf));
        store.forEachDevice(device -> fleet.put(aged(device, shift)));
        Threats threats = store.threats();
        return new Scorer(Parameters.DEFAULT).score(fleet.build(), threats, asOf);
    }

    /** With rules, only their groups; without, those that the files name. */
    private List<DeviceGroup> groups(GroupRules rules) {
        if (rules.ranked().isEmpty()) return store.groups();
        List<String> names =
                rules.ranked().stream().map(GroupRules.RankedGroup::name).toList();
        return store.ensureGroups(names).stream()
                .filter(group -> names.contains(group.name()))
                .toList();
    }

    private void read(PendingReport report) {
        try (ReportTransaction transaction = store.beginReport(report.header())) {
            if (!datesMove) {
                readAsItIs(report, transaction);
                return;
            }
            PictureOfToday picture = new PictureOfToday(transaction, now);
            ImportResult result =
                    report.read(picture, progress.begin(report.files().getFirst(), report.bytes()));
            if (note(report.files(), report.format(), result)) {
                picture.time().ifPresent(this::noteTime);
                picture.finish();
                transaction.commit();
            }
        }
    }

    private void readAsItIs(PendingReport report, ReportTransaction transaction) {
        ImportResult result =
                report.read(transaction, progress.begin(report.files().getFirst(), report.bytes()));
        if (note(report.files(), report.format(), result)) transaction.commit();
    }

    private void read(PendingFeed feed) {
        try (FeedTransaction transaction = store.beginFeed(feed.feed())) {
            ImportResult result =
                    feed.read(transaction, progress.begin(feed.files().getFirst(), feed.bytes()));
            if (note(feed.files(), feed.format(), result)) transaction.commit();
        }
    }

    private void read(PendingStatements statements) {
        ImportResult result = statements.read(store.vex()::keep, progress.begin(statements.file(), statements.bytes()));
        note(List.of(statements.file()), statements.format(), result);
    }

    /** Writes down how the reading ended; true if what was read counts. */
    private boolean note(List<String> names, String format, ImportResult result) {
        return switch (result) {
            case Complete(var counts) -> noteRead(names, format, counts, ReadFiles.NOTHING_SKIPPED);
            case Partial(var counts, var skipped) -> noteRead(names, format, counts, skipped);
            case Refused(var why) -> {
                files.refuse(why);
                yield false;
            }
        };
    }

    private boolean noteRead(List<String> names, String format, Counts counts, Skipped skipped) {
        files.add(new ReadFiles.Read(names, format, counts.records(), counts.findings(), skipped));
        return true;
    }

    private void noteTime(Instant time) {
        if (latestReport == null || time.isAfter(latestReport)) latestReport = time;
    }

    /**
     * Reports of one source in the order of their own times, because all of them will count as made now and the last one
     * wins. Where a source has several, each is read once more for its time alone.
     */
    private static List<PendingReport> oldestFirst(List<PendingReport> reports) {
        Map<String, Integer> bySource = new HashMap<>();
        reports.forEach(report -> bySource.merge(report.header().source(), 1, Integer::sum));
        Map<PendingReport, Instant> times = new HashMap<>();
        for (PendingReport report : reports) {
            boolean several =
                    Objects.requireNonNull(bySource.get(report.header().source())) > 1;
            times.put(report, several ? timeOf(report).orElse(Instant.MIN) : Instant.MIN);
        }
        return reports.stream()
                .sorted(Comparator.comparing(report -> times.getOrDefault(report, Instant.MIN)))
                .toList();
    }

    private static Optional<Instant> timeOf(PendingReport report) {
        PictureOfToday picture = new PictureOfToday(NOWHERE, Instant.EPOCH);
        report.read(picture, Progress.NONE);
        return picture.time();
    }

    private static FleetDevice aged(FleetDevice read, long days) {
        Device device = read.device();
        LocalDate assessedOn = device.assessedOn();
        if (assessedOn == null || days == 0) return read;
        Device aged = new Device(
                device.id(),
                device.name(),
                device.tags(),
                device.osPlatform(),
                device.domain(),
                device.value(),
                device.internetFacing(),
                device.excluded(),
                assessedOn.plusDays(days),
                device.sourceGroup(),
                device.controls());
        return new FleetDevice(read.slot(), aged, read.weaknesses(), read.paths());
    }

    private static LocalDate day(Instant time) {
        return LocalDate.ofInstant(time, ZoneOffset.UTC);
    }

    private static final ReportSink NOWHERE = new ReportSink() {
        @Override
        public void reportedAt(Instant time) {}

        @Override
        public void device(ReportedDevice device) {}

        @Override
        public void finding(ReportedFinding finding) {}

        @Override
        public void weakness(ThreatFacts facts) {}
    };
}
