package dev.lightmeter.server.feed;

import dev.lightmeter.core.report.Feed;
import dev.lightmeter.importers.InputFile;
import dev.lightmeter.importers.Progress;
import dev.lightmeter.importers.feed.FeedDownloads.Outcome;
import dev.lightmeter.server.audit.AuditLog;
import dev.lightmeter.server.feed.FeedAttempts.Attempt;
import dev.lightmeter.server.feed.FeedFetch.Fetched;
import dev.lightmeter.server.imports.FileImport;
import dev.lightmeter.server.imports.FileImports;
import dev.lightmeter.server.imports.ImportRuns;
import dev.lightmeter.storage.Actor;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Year;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches newer editions of the feeds and reads them in. A feed that cannot be had keeps its edition. One update runs at a
 * time.
 */
public final class FeedUpdates {

    /** The feeds that one address serves as a whole; CVE records come one by one. */
    static final EnumSet<Feed> FETCHED = EnumSet.of(Feed.EPSS, Feed.KEV, Feed.NVD);

    private static final Logger LOG = LoggerFactory.getLogger(FeedUpdates.class);

    private final FeedFetch fetch;
    private final FeedAttempts attempts;
    private final Supplier<FileImports> imports;
    private final ImportRuns runs;
    private final AuditLog audit;
    private final Clock clock;

    private final ReentrantLock running = new ReentrantLock();

    /**
     * Updates one installation.
     *
     * @param imports asked when there is something to read
     */
    public FeedUpdates(
            FeedFetch fetch,
            FeedAttempts attempts,
            Supplier<FileImports> imports,
            ImportRuns runs,
            AuditLog audit,
            Clock clock) {
        this.fetch = fetch;
        this.attempts = attempts;
        this.imports = imports;
        this.runs = runs;
        this.audit = audit;
        this.clock = clock;
    }

    boolean isRunning() {
        return running.isLocked();
    }

    /** Looks for newer editions of some feeds. False if another update is under way, which this one leaves alone. */
    boolean update(EnumSet<Feed> wanted, Actor actor) {
        if (!running.tryLock()) return false;
        try {
            int thisYear = Year.now(clock.withZone(ZoneOffset.UTC)).getValue();
            List<Fetched> fetched = fetch.fetch(wanted, FeedFetch.FIRST_NVD_YEAR, thisYear);
            for (Feed feed : wanted) {
                take(feed, fetched.stream().filter(each -> each.feed() == feed).toList(), actor);
            }
        } catch (IOException e) {
            for (Feed feed : wanted) failed(feed, "the download cannot be written: " + e.getMessage(), actor);
        } finally {
            running.unlock();
        }
        return true;
    }

    /** The same when it is time to. */
    public void updateOnSchedule() {
        updateLogged(FETCHED, Actor.SCHEDULE);
    }

    /** The same where nobody waits for it; never throws, because a schedule that throws would never run again. */
    void updateLogged(EnumSet<Feed> wanted, Actor actor) {
        try {
            var _ = update(wanted, actor);
        } catch (RuntimeException e) {
            LOG.error("event=feeds outcome=failed", e);
        }
    }

    private void take(Feed feed, List<Fetched> parts, Actor actor) throws IOException {
        List<Path> fresh = parts.stream().flatMap(part -> part.fresh().stream()).toList();
        List<String> flaws = new ArrayList<>();
        for (Fetched part : parts) {
            if (part.outcome() instanceof Outcome.Failed(var why)) flaws.add(part.what() + ": " + why);
        }
        if (!fresh.isEmpty()) flaws.addAll(read(feed, fresh, actor));
        if (!flaws.isEmpty()) {
            failed(feed, String.join("; ", flaws), actor);
        } else {
            attempts.keep(feed, Attempt.succeeded(clock.instant(), !fresh.isEmpty()));
        }
    }

    /** Reads files in; answers why, if some are refused. */
    private List<String> read(Feed feed, List<Path> files, Actor actor) throws IOException {
        List<InputFile> inputs = files.stream().map(InputFile::of).toList();
        ImportRuns.Ended ended = runs.run(imports.get(), actor, feed.wire() + " update", inputs, Progress.NONE);
        List<String> refusals = new ArrayList<>();
        for (FileImport each : ended.imports()) {
            if (each.outcome() instanceof FileImport.Outcome.Refused(var why)) refusals.add(why);
        }
        if (refusals.isEmpty()) FeedFetch.markLoaded(files);
        return refusals;
    }

    private void failed(Feed feed, String why, Actor actor) {
        attempts.keep(feed, Attempt.failed(clock.instant(), why));
        LOG.warn("event=feed feed={} outcome=failed why=\"{}\"", feed.wire(), why);
        audit.record(actor, "feed.update.failed", feed.wire(), why);
    }
}
