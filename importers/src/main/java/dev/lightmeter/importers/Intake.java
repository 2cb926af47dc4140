package dev.lightmeter.importers;

import dev.lightmeter.core.report.ReportHeader;
import dev.lightmeter.core.report.ReportHeader.Kind;
import dev.lightmeter.importers.feed.ThreatFeedFormat;
import dev.lightmeter.importers.feed.ThreatFeeds;
import dev.lightmeter.importers.reading.Content;
import dev.lightmeter.importers.reading.FileHead;
import dev.lightmeter.importers.reading.Limits;
import dev.lightmeter.importers.reading.Unpacking;
import dev.lightmeter.importers.reading.UnreadableException;
import dev.lightmeter.importers.scanner.ScannerFormat;
import dev.lightmeter.importers.scanner.ScannerFormats;
import dev.lightmeter.importers.vex.VexFormat;
import dev.lightmeter.importers.vex.VexFormats;
import java.io.Closeable;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Any mixture of files, sorted by their content into what can be read. Nothing is read yet but the heads.
 *
 * @param reports in the order of their first files, a full one before the changes of the same source
 * @param feeds editions of one feed from the oldest to the newest, so that the newest is committed last
 * @param statements documents of statements (VEX), in the order of their files
 * @param refused what is not read at all, and why
 */
public record Intake(
        List<PendingReport> reports,
        List<PendingFeed> feeds,
        List<PendingStatements> statements,
        List<RefusedFile> refused) {

    public Intake {
        reports = List.copyOf(reports);
        feeds = List.copyOf(feeds);
        statements = List.copyOf(statements);
        refused = List.copyOf(refused);
    }

    /** Looks into archives and at the head of every file. Never throws for what is in a file. */
    public static Intake of(List<InputFile> files) {
        return of(files, Limits.DEFAULT);
    }

    static Intake of(List<InputFile> files, Limits limits) {
        Sorter sorter = new Sorter();
        for (InputFile file : files) {
            try {
                List<Content> contents = Unpacking.contentsOf(file, limits);
                try (Closeable _ = Unpacking.keepingOpen(contents)) {
                    contents.forEach(sorter::sort);
                }
            } catch (IOException e) {
                sorter.refused.add(new RefusedFile(file.name(), UnreadableException.sentence(e)));
            }
        }
        return sorter.sorted();
    }

    /** True if there is nothing to read. */
    public boolean isEmpty() {
        return reports.isEmpty() && feeds.isEmpty() && statements.isEmpty();
    }

    private static final class Sorter {

        private final Map<Object, ReportFiles> reports = new LinkedHashMap<>();
        private final List<FeedFile> feeds = new ArrayList<>();
        private final List<PendingStatements> statements = new ArrayList<>();
        private final List<RefusedFile> refused = new ArrayList<>();

        void sort(Content content) {
            try {
                FileHead head = content.head();
                Optional<String> hopeless = head.hopeless();
                if (hopeless.isPresent()) {
                    refused.add(new RefusedFile(content.name(), hopeless.get()));
                } else if (!isReport(content, head) && !isStatement(content, head) && !isFeed(content, head)) {
                    refused.add(new RefusedFile(
                            content.name(),
                            "is " + head.appearance()
                                    + " of no format that Lightmeter reads; docs/formats.md lists those it does"));
                }
            } catch (IOException e) {
                refused.add(new RefusedFile(content.name(), UnreadableException.sentence(e)));
            }
        }

        Intake sorted() {
            List<PendingReport> pending = reports.values().stream()
                    .sorted(Comparator.comparing(files -> files.header.kind() == Kind.DELTA))
                    .map(files -> new PendingReport(files.format, files.header, files.recognition, files.contents))
                    .toList();
            return new Intake(pending, pendingFeeds(), statements, refused);
        }

        private boolean isStatement(Content content, FileHead head) {
            for (VexFormat format : VexFormats.ALL) {
                Optional<Recognition> recognition =
                        Recognition.of(head, format.id(), format::recognises, format::version);
                if (recognition.isEmpty()) continue;
                statements.add(new PendingStatements(format, recognition.get(), content));
                return true;
            }
            return false;
        }

        private boolean isReport(Content content, FileHead head) {
            for (ScannerFormat format : ScannerFormats.ALL) {
                Optional<Recognition> recognition =
                        Recognition.of(head, format.id(), format::recognises, format::version);
                if (recognition.isEmpty()) continue;
                ReportHeader header = format.header(head);
                Object report =
                        format.comesInPages() ? List.of(format.id(), header.kind() == Kind.DELTA) : new Object();
                reports.computeIfAbsent(report, _ -> new ReportFiles(format, header, recognition.get()))
                        .add(header, recognition.get(), content);
                return true;
            }
            return false;
        }

        private boolean isFeed(Content content, FileHead head) {
            for (ThreatFeedFormat format : ThreatFeeds.ALL) {
                Optional<Recognition> recognition =
                        Recognition.of(head, format.id(), format::recognises, format::version);
                if (recognition.isEmpty()) continue;
                Instant publishedAt = format.publishedAt(head).orElse(Instant.MIN);
                feeds.add(new FeedFile(format, recognition.get(), publishedAt, content));
                return true;
            }
            return false;
        }

        /** A complete edition is a file of its own; pages, years and single records are read as one edition. */
        private List<PendingFeed> pendingFeeds() {
            feeds.sort(
                    Comparator.comparing((FeedFile file) -> file.format.feed()).thenComparing(FeedFile::publishedAt));
            Map<Object, List<FeedFile>> editions = new LinkedHashMap<>();
            for (FeedFile file : feeds) {
                Object edition = file.format.feed().isComplete() ? new Object() : file.format.id();
                editions.computeIfAbsent(edition, _ -> new ArrayList<>()).add(file);
            }
            return editions.values().stream()
                    .map(files -> new PendingFeed(
                            files.getFirst().format,
                            files.stream()
                                    .map(FeedFile::recognition)
                                    .reduce(Recognition::and)
                                    .orElse(Recognition.NONE),
                            files.stream().map(FeedFile::content).toList()))
                    .toList();
        }
    }

    private record FeedFile(ThreatFeedFormat format, Recognition recognition, Instant publishedAt, Content content) {}

    private static final class ReportFiles {

        private final ScannerFormat format;
        private final List<Content> contents = new ArrayList<>();
        private ReportHeader header;
        private Recognition recognition;

        ReportFiles(ScannerFormat format, ReportHeader header, Recognition recognition) {
            this.format = format;
            this.header = header;
            this.recognition = recognition;
        }

        /** One page with findings makes a full report of all pages. */
        void add(ReportHeader another, Recognition alike, Content content) {
            if (another.kind() == Kind.FULL) header = another;
            recognition = recognition.and(alike);
            contents.add(content);
        }
    }
}
