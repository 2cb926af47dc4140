package dev.lightmeter.storage.duckdb;

import dev.lightmeter.core.AttackVector;
import dev.lightmeter.core.EndOfSupport;
import dev.lightmeter.core.Evidence;
import dev.lightmeter.core.Severity;
import dev.lightmeter.core.ThreatFacts;
import dev.lightmeter.core.fleet.Dictionary;
import dev.lightmeter.core.fleet.Threats;
import dev.lightmeter.core.report.Feed;
import dev.lightmeter.core.report.FeedEdition;
import dev.lightmeter.storage.FeedState;
import dev.lightmeter.storage.staging.Micros;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBDataChunkReader;

/** Threat facts in their tables: one row for each feed and weakness, one for each source of reports and weakness. */
final class FactTables {

    private static final String FACTS =
            "weakness, epss_p5, cvss_tenths, severity, attack_vector, evidence, rejected, end_of_support";

    /** Up to here weaknesses stand in the statement; for more it is quicker to read them all. */
    private static final int FEW = 10_000;

    private FactTables() {}

    /** Columns that a rating is made of, see {@link dev.lightmeter.storage.staging.Rating}. */
    private static final String RATING = "weakness, cvss_tenths, severity, evidence";

    /** Merges everything by rank. */
    static Threats load(Sql sql, Dictionary dictionary) {
        return load(sql, dictionary, "true");
    }

    /** The same for some weaknesses at least. */
    static Threats load(Sql sql, Dictionary dictionary, int[] weaknesses) {
        if (weaknesses.length == 0) return Threats.NONE;
        if (weaknesses.length > FEW) return load(sql, dictionary);
        String listed = IntStream.of(weaknesses).mapToObj(Integer::toString).collect(Collectors.joining(", "));
        return load(sql, dictionary, "weakness in (" + listed + ")");
    }

    /** The same for the weaknesses that fulfil a condition. */
    static Threats load(Sql sql, Dictionary dictionary, String condition) {
        Threats.Builder threats = new Threats.Builder(dictionary);
        for (Feed feed : Feed.values()) {
            sql.read(
                    "select " + FACTS + " from feed_fact where feed = '" + feed.name() + "' and " + condition,
                    (chunk, rows) -> {
                        for (int row = 0; row < rows; row++) {
                            ThreatFacts facts = facts(chunk, row, dictionary);
                            threats.add(chunk.vector(0).getInt(row), facts);
                        }
                    });
        }
        Map<Integer, ThreatFacts> reported = new HashMap<>();
        sql.read("select " + FACTS + " from report_fact where " + condition, (chunk, rows) -> {
            for (int row = 0; row < rows; row++) {
                reported.merge(chunk.vector(0).getInt(row), facts(chunk, row, dictionary), ThreatFacts::worst);
            }
        });
        reported.forEach(threats::add);
        return threats.build(List.copyOf(editions(sql).values()));
    }

    /** The editions in the store, by rank. */
    static Map<Feed, FeedEdition> editions(Sql sql) {
        Map<Feed, FeedEdition> editions = new EnumMap<>(Feed.class);
        sql.read("select feed, model, epoch_us(published_at) from feed_edition", (chunk, rows) -> {
            for (int row = 0; row < rows; row++) {
                Feed feed = Stored.word(Feed.class, chunk.vector(0).getString(row));
                editions.put(
                        feed,
                        new FeedEdition(
                                feed,
                                Stored.text(chunk.vector(1), row),
                                chunk.vector(2).isNull(row)
                                        ? null
                                        : Micros.instant(chunk.vector(2).getLong(row))));
            }
        });
        return editions;
    }

    /** The editions in the store with their sizes, by rank. */
    static List<FeedState> feeds(Sql sql) {
        Map<Feed, Integer> sizes = new EnumMap<>(Feed.class);
        sql.read("select feed, count(*) from feed_fact group by feed", (chunk, rows) -> {
            for (int row = 0; row < rows; row++) {
                sizes.put(
                        Stored.word(Feed.class, chunk.vector(0).getString(row)),
                        Math.toIntExact(chunk.vector(1).getLong(row)));
            }
        });
        return editions(sql).values().stream()
                .map(edition -> new FeedState(edition, sizes.getOrDefault(edition.feed(), 0)))
                .toList();
    }

    /** Puts an edition in the place of the one before. */
    static void saveEdition(
            Sql sql, Dictionary dictionary, FeedEdition edition, Map<Integer, ThreatFacts> facts, long now) {
        String feed = "'" + edition.feed().name() + "'";
        stage(sql, facts);
        String known = "select " + RATING + " from feed_fact where feed = " + feed;
        String gone = edition.feed().isComplete()
                ? " union select weakness from (" + known + " except select " + RATING + " from staged_fact) k"
                : "";
        RatingChanges ratings = new RatingChanges(
                sql,
                dictionary,
                "select weakness from (select " + RATING + " from staged_fact except " + known + ") s" + gone);
        sql.execute("delete from feed_fact where feed = " + feed
                + (edition.feed().isComplete() ? "" : " and weakness in (select weakness from staged_fact)"));
        sql.execute("insert into feed_fact select " + feed + ", " + FACTS + " from staged_fact order by weakness");
        sql.execute("delete from feed_edition where feed = " + feed);
        String published = edition.publishedAt() == null ? "null" : Stored.time(Micros.of(edition.publishedAt()));
        sql.execute(
                "insert into feed_edition values (" + feed + ", nullif(?, ''), " + published + ")",
                Objects.requireNonNullElse(edition.model(), ""));
        ratings.save(now);
        sql.execute("drop table staged_fact");
    }

    /** Replaces what a source said earlier about these weaknesses. Returns whether anything is different from before. */
    static boolean saveReported(ReportContext report, Dictionary dictionary, Map<Integer, ThreatFacts> facts) {
        if (facts.isEmpty()) return false;
        Sql sql = report.sql();
        int source = report.source();
        stage(sql, facts);
        // what the source said later about a weakness stays
        sql.execute("delete from staged_fact where weakness in (select weakness from report_fact where source = "
                + source + " and stated_at > " + report.at() + ")");
        long different = sql.number("select count(*) from (select " + FACTS + " from staged_fact except select " + FACTS
                + " from report_fact where source = " + source + ")");
        // nearly every report repeats what was known
        RatingChanges ratings =
                different == 0 ? null : new RatingChanges(sql, dictionary, "select weakness from staged_fact");
        sql.execute("delete from report_fact where source = " + source
                + " and weakness in (select weakness from staged_fact)");
        sql.execute("insert into report_fact select " + source + ", " + FACTS + ", " + report.at()
                + " from staged_fact order by weakness");
        if (ratings != null) ratings.save(report.now());
        sql.execute("drop table staged_fact");
        return different > 0;
    }

    private static void stage(Sql sql, Map<Integer, ThreatFacts> facts) {
        sql.execute("create temp table staged_fact as select " + FACTS + " from feed_fact limit 0");
        try (DuckDBAppender rows = sql.temporaryAppender("staged_fact")) {
            for (Map.Entry<Integer, ThreatFacts> entry : facts.entrySet()) {
                ThreatFacts said = entry.getValue();
                rows.beginRow()
                        .append(entry.getKey().intValue())
                        .append(said.epssP5())
                        .append(said.cvssTenths())
                        .append(said.severity().name())
                        .append(said.attackVector().name())
                        .append(said.evidence().bits())
                        .append(said.rejected())
                        .append(said.endOfSupport().name())
                        .endRow();
            }
        } catch (SQLException e) {
            throw Sql.failed(e);
        }
    }

    private static ThreatFacts facts(DuckDBDataChunkReader chunk, int row, Dictionary dictionary) {
        return new ThreatFacts(
                dictionary.weaknessName(chunk.vector(0).getInt(row)),
                chunk.vector(1).getInt(row),
                chunk.vector(2).getInt(row),
                Stored.word(Severity.class, chunk.vector(3).getString(row)),
                Stored.word(AttackVector.class, chunk.vector(4).getString(row)),
                Evidence.ofBits(chunk.vector(5).getInt(row)),
                chunk.vector(6).getBoolean(row),
                Stored.word(EndOfSupport.class, chunk.vector(7).getString(row)));
    }
}
