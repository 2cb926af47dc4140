package dev.lightmeter.server.imports;

import dev.lightmeter.core.decision.VexDocument;
import dev.lightmeter.core.report.Feed;
import dev.lightmeter.importers.ImportResult;
import dev.lightmeter.importers.Intake;
import dev.lightmeter.importers.PendingFeed;
import dev.lightmeter.importers.PendingReport;
import dev.lightmeter.importers.PendingStatements;
import dev.lightmeter.importers.Progress;
import dev.lightmeter.importers.Recognition;
import dev.lightmeter.importers.RefusedFile;
import dev.lightmeter.server.imports.FileImport.Kept;
import dev.lightmeter.server.imports.FileImport.Outcome;
import dev.lightmeter.server.imports.FileImport.Rows;
import dev.lightmeter.storage.FeedState;
import dev.lightmeter.storage.FeedTransaction;
import dev.lightmeter.storage.HistoryMark;
import dev.lightmeter.storage.ReportReceipt;
import dev.lightmeter.storage.ReportTransaction;
import dev.lightmeter.storage.Store;
import dev.lightmeter.storage.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads sorted files into a store, each report and each edition of a feed in a transaction of its own. */
public final class FileImports {

    private static final Logger LOG = LoggerFactory.getLogger(FileImports.class);

    private final Store store;
    private final BiConsumer<ReportReceipt, HistoryMark> reportStored;
    private final Consumer<HistoryMark> feedStored;
    private final Consumer<String> statementsStored;

    /** Into a store that nobody scores at the moment. */
    public FileImports(Store store) {
        this(store, (receipt, mark) -> {}, mark -> {}, what -> {});
    }

    /**
     * Into a store that is scored.
     *
     * @param reportStored called after each report is durable, with its mark on the line of scores; likewise {@code
     *     feedStored}, and {@code statementsStored} with words about them
     */
    public FileImports(
            Store store,
            BiConsumer<ReportReceipt, HistoryMark> reportStored,
            Consumer<HistoryMark> feedStored,
            Consumer<String> statementsStored) {
        this.store = store;
        this.reportStored = reportStored;
        this.feedStored = feedStored;
        this.statementsStored = statementsStored;
    }

    /**
     * Feeds first, so that reports are scored with them at once; then reports; then statements, which are compared with
     * them; what was refused before reading comes last.
     *
     * @param progress hears the bytes read of all files together
     */
    public List<FileImport> run(Intake intake, Progress progress) {
        List<FileImport> done = new ArrayList<>();
        Course course = new Course(progress);
        for (PendingFeed feed : intake.feeds()) {
            done.add(stored(feed.files(), feed.recognition(), feed.bytes(), () -> read(feed, course)));
            course.passed(feed.bytes());
        }
        for (PendingReport report : intake.reports()) {
            done.add(stored(report.files(), report.recognition(), report.bytes(), () -> read(report, course)));
            course.passed(report.bytes());
        }
        for (PendingStatements statements : intake.statements()) {
            List<String> files = List.of(statements.file());
            done.add(stored(files, statements.recognition(), statements.bytes(), () -> read(statements, course)));
            course.passed(statements.bytes());
        }
        for (RefusedFile refused : intake.refused()) {
            Outcome outcome = new Outcome.Refused(refused.toString());
            done.add(logged(new FileImport(List.of(refused.file()), Recognition.NONE, 0, Duration.ZERO, outcome)));
        }
        return done;
    }

    /** A store that fails at one report must not hide what became of the others. */
    private static FileImport stored(List<String> files, Recognition recognition, long bytes, Supplier<Outcome> read) {
        long start = System.nanoTime();
        Outcome outcome;
        try {
            outcome = read.get();
        } catch (StoreException e) {
            LOG.error("event=import outcome=failed", e);
            outcome = new Outcome.Refused("not stored: " + e.getMessage());
        }
        return logged(new FileImport(files, recognition, bytes, Duration.ofNanos(System.nanoTime() - start), outcome));
    }

    private Outcome read(PendingReport report, Progress progress) {
        ReportReceipt receipt;
        Rows rows;
        NotedReport noted;
        try (ReportTransaction transaction = store.beginReport(report.header())) {
            noted = new NotedReport(transaction);
            switch (report.read(noted, noted.alsoTo(progress))) {
                case ImportResult.Refused(var why) -> {
                    return new Outcome.Refused(why);
                }
                case ImportResult.Partial(var counts, var leftOut) -> rows = new Rows(counts.records(), leftOut);
                case ImportResult.Complete(var counts) -> rows = Rows.all(counts);
            }
            receipt = transaction.commit();
        }
        score(() -> reportStored.accept(receipt, mark(report)));
        return new Outcome.Report(
                report.header().source(),
                receipt.devicesNew(),
                receipt.devicesKnown(),
                receipt.findingsNew(),
                receipt.findingsUnchanged(),
                receipt.findingsFixed(),
                WeaknessGaps.of(noted.weaknesses(), store),
                rows);
    }

    private Outcome read(PendingFeed feed, Progress progress) {
        int weaknesses;
        Rows rows;
        try (FeedTransaction transaction = store.beginFeed(feed.feed())) {
            switch (feed.read(transaction, progress)) {
                case ImportResult.Refused(var why) -> {
                    return new Outcome.Refused(why);
                }
                case ImportResult.Partial(var counts, var leftOut) -> rows = new Rows(counts.records(), leftOut);
                case ImportResult.Complete(var counts) -> rows = Rows.all(counts);
            }
            weaknesses = transaction.commit();
        }
        score(() -> feedStored.accept(mark(feed.feed())));
        return new Outcome.Feed(feed.feed().wire(), weaknesses, rows);
    }

    private Outcome read(PendingStatements pending, Progress progress) {
        AtomicReference<@Nullable VexDocument> read = new AtomicReference<>();
        Rows rows;
        switch (pending.read(read::set, progress)) {
            case ImportResult.Refused(var why) -> {
                return new Outcome.Refused(why);
            }
            case ImportResult.Partial(var counts, var leftOut) -> rows = new Rows(counts.records(), leftOut);
            case ImportResult.Complete(var counts) -> rows = Rows.all(counts);
        }
        VexDocument document = Objects.requireNonNull(read.get(), "a document that was read");
        Kept kept = keep(document);
        if (kept == Kept.NEW || kept == Kept.REPLACED)
            score(() -> statementsStored.accept("statements of " + document.author() + ": " + document.name()));
        return new Outcome.Statements(document.name(), document.author(), kept, StatementFit.of(document, store), rows);
    }

    private Kept keep(VexDocument document) {
        Optional<VexDocument> known = store.vex().all().stream()
                .filter(other -> other.id().equals(document.id()))
                .findFirst();
        if (known.isPresent() && known.get().saysTheSameAs(document)) return Kept.UNCHANGED;
        if (known.isPresent() && known.get().writtenAt().isAfter(document.writtenAt())) return Kept.OUTDATED;
        store.vex().keep(document);
        return known.isPresent() ? Kept.REPLACED : Kept.NEW;
    }

    /** {@code trivy: web.json and 3 more}. */
    private static HistoryMark mark(PendingReport report) {
        List<String> files = report.files();
        String more = files.size() > 1 ? " and " + (files.size() - 1) + " more" : "";
        String first = files.isEmpty() ? "" : files.getFirst();
        String named = first.isEmpty() ? "" : ": " + first.substring(first.lastIndexOf('/') + 1) + more;
        return HistoryMark.of(HistoryMark.Kind.IMPORT, report.header().source() + named);
    }

    /** {@code EPSS v2025.03.14 of 2026-01-30}. */
    private HistoryMark mark(Feed feed) {
        StringBuilder edition = new StringBuilder(feed.name());
        for (FeedState state : store.feeds()) {
            if (state.edition().feed() != feed) continue;
            if (state.edition().model() != null)
                edition.append(' ').append(state.edition().model());
            Instant published = state.edition().publishedAt();
            if (published != null) edition.append(" of ").append(LocalDate.ofInstant(published, ZoneOffset.UTC));
        }
        return HistoryMark.of(HistoryMark.Kind.FEED, edition.toString());
    }

    /** What is durable stays so even if scoring it fails, which is tried again by itself. */
    private static void score(Runnable scoring) {
        try {
            scoring.run();
        } catch (RuntimeException e) {
            LOG.error("event=scoring outcome=failed", e);
        }
    }

    private static FileImport logged(FileImport done) {
        switch (done.outcome()) {
            case Outcome.Report report ->
                LOG.info(
                        "event=import files={} format={} source={} devicesNew={} findingsNew={} findingsFixed={} skipped={} millis={}",
                        done.files().size(),
                        done.recognition().format(),
                        report.source(),
                        report.devicesNew(),
                        report.findingsNew(),
                        report.findingsFixed(),
                        report.rows().skipped().total(),
                        done.took().toMillis());
            case Outcome.Feed feed ->
                LOG.info(
                        "event=feed feed={} weaknesses={} skipped={}",
                        feed.feed(),
                        feed.weaknesses(),
                        feed.rows().skipped().total());
            case Outcome.Statements statements ->
                LOG.info(
                        "event=statements format={} kept={} statements={} fitting={} skipped={}",
                        done.recognition().format(),
                        statements.kept(),
                        statements.fit().statements(),
                        statements.fit().fitting(),
                        statements.rows().skipped().total());
            case Outcome.Refused refused -> LOG.warn("event=refused why=\"{}\"", refused.why());
        }
        return done;
    }
}
