package dev.lightmeter.benchmarks;

import dev.lightmeter.core.AttackVector;
import dev.lightmeter.core.EndOfSupport;
import dev.lightmeter.core.Evidence;
import dev.lightmeter.core.Severity;
import dev.lightmeter.core.ThreatFacts;
import dev.lightmeter.core.report.Feed;
import dev.lightmeter.core.report.ReportHeader;
import dev.lightmeter.storage.FeedTransaction;
import dev.lightmeter.storage.ReportTransaction;
import dev.lightmeter.storage.Store;
import dev.lightmeter.storage.duckdb.DuckDbStore;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** The synthetic fleet in a data folder, with three feeds, as a server finds it when it starts. */
final class StoredFleet {

    static final Clock CLOCK = Clock.fixed(SyntheticFleet.NOON, ZoneOffset.UTC);

    /** Who reports it: the name that a file in the generic format has if it does not name another. */
    private static final String SOURCE = "generic";

    private static final int DEVICES_PER_REPORT = 100_000;

    /** Devices that one thread writes at a time. */
    private static final int BATCH = 1_000;

    private StoredFleet() {}

    static void write(Path folder, SyntheticFleet fleet, Consumer<String> progress) {
        try (Store store = DuckDbStore.open(folder, CLOCK)) {
            writeFeed(store, Feed.EPSS, facts -> facts(facts, facts.epssP5(), ThreatFacts.MISSING, Evidence.NONE));
            writeFeed(store, Feed.NVD, facts -> facts(facts, ThreatFacts.MISSING, facts.cvssTenths(), Evidence.NONE));
            writeFeed(
                    store, Feed.KEV, facts -> facts(facts, ThreatFacts.MISSING, ThreatFacts.MISSING, facts.evidence()));
            for (int from = 0; from < fleet.devices(); from += DEVICES_PER_REPORT) {
                int to = Math.min(from + DEVICES_PER_REPORT, fleet.devices());
                writeDevices(store, fleet, from, to);
                progress.accept("a store with " + Figures.count(to) + " devices");
            }
        }
    }

    private static void writeFeed(Store store, Feed feed, UnaryOperator<ThreatFacts> part) {
        try (FeedTransaction edition = store.beginFeed(feed)) {
            edition.edition("v1", SyntheticFleet.NOON);
            SyntheticCatalogue.forEachFact(1, facts -> {
                ThreatFacts said = part.apply(facts);
                if (said.hasEpss() || said.hasCvss() || !said.evidence().equals(Evidence.NONE)) edition.weakness(said);
            });
            edition.commit();
        }
    }

    private static ThreatFacts facts(ThreatFacts of, int epssP5, int cvssTenths, Evidence evidence) {
        AttackVector vector = cvssTenths == ThreatFacts.MISSING ? AttackVector.UNKNOWN : of.attackVector();
        return new ThreatFacts(
                of.weakness(), epssP5, cvssTenths, Severity.UNKNOWN, vector, evidence, false, EndOfSupport.NO);
    }

    private static void writeDevices(Store store, SyntheticFleet fleet, int from, int to) {
        try (ReportTransaction report = store.beginReport(new ReportHeader(SOURCE, ReportHeader.Kind.FULL))) {
            report.reportedAt(SyntheticFleet.NOON);
            IntStream.rangeClosed(0, (to - from - 1) / BATCH)
                    .parallel()
                    .map(batch -> from + batch * BATCH)
                    .forEach(first -> fleet.report(first, Math.min(first + BATCH, to), report));
            report.commit();
        }
    }
}
