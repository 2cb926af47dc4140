package dev.lightmeter.benchmarks;

import dev.lightmeter.core.fleet.Scoreboard;
import dev.lightmeter.core.group.GroupRules;
import dev.lightmeter.core.score.Parameters;
import dev.lightmeter.importers.ImportResult;
import dev.lightmeter.importers.InputFile;
import dev.lightmeter.importers.Intake;
import dev.lightmeter.importers.PendingFeed;
import dev.lightmeter.importers.PendingReport;
import dev.lightmeter.importers.Progress;
import dev.lightmeter.server.exposure.LiveExposure;
import dev.lightmeter.storage.FeedTransaction;
import dev.lightmeter.storage.HistoryMark;
import dev.lightmeter.storage.ReportReceipt;
import dev.lightmeter.storage.ReportTransaction;
import dev.lightmeter.storage.Store;
import dev.lightmeter.storage.duckdb.DuckDbStore;
import java.nio.file.Path;
import java.util.List;

/** A durable store with its scores, as a running server holds them, and the way of a file into both. */
final class Installation implements AutoCloseable {

    private final Store store;
    private final LiveExposure exposure;

    Installation(Path folder) {
        store = DuckDbStore.open(folder, StoredFleet.CLOCK);
        exposure = LiveExposure.of(store, GroupRules.NONE, Parameters.DEFAULT, StoredFleet.CLOCK);
    }

    Scoreboard current() {
        return exposure.current();
    }

    /** Takes in a report: when this returns, it is durable and {@link #current} shows it. */
    ReportReceipt takeReport(Path file) {
        PendingReport pending = intake(file).reports().getFirst();
        ReportReceipt receipt;
        try (ReportTransaction report = store.beginReport(pending.header())) {
            requireComplete(pending.read(report, Progress.NONE));
            receipt = report.commit();
        }
        exposure.take(receipt, HistoryMark.of(HistoryMark.Kind.IMPORT, "measurement"));
        return receipt;
    }

    /** Takes in an edition of a feed: when this returns, it is durable and {@link #current} shows it. */
    void takeFeed(Path file) {
        PendingFeed pending = intake(file).feeds().getFirst();
        try (FeedTransaction edition = store.beginFeed(pending.feed())) {
            requireComplete(pending.read(edition, Progress.NONE));
            edition.commit();
        }
        exposure.takeFeed(HistoryMark.of(HistoryMark.Kind.FEED, "EPSS"));
    }

    @Override
    public void close() {
        store.close();
    }

    private static Intake intake(Path file) {
        return Intake.of(List.of(InputFile.of(file)));
    }

    /** A file of ours of which a row is left out would make a race look faster than it is. */
    private static void requireComplete(ImportResult result) {
        if (!(result instanceof ImportResult.Complete)) throw new IllegalStateException("not read whole: " + result);
    }
}
