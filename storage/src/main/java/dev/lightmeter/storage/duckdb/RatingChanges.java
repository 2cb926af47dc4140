package dev.lightmeter.storage.duckdb;

import dev.lightmeter.core.ThreatFacts;
import dev.lightmeter.core.fleet.Dictionary;
import dev.lightmeter.core.fleet.Threats;
import dev.lightmeter.storage.staging.Micros;
import dev.lightmeter.storage.staging.Rating;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import org.duckdb.DuckDBAppender;

/**
 * Watches the ratings of some weaknesses while the facts about them change. Needs the temporary table {@code rated}, which
 * says which ones.
 */
final class RatingChanges {

    private final Sql sql;
    private final Dictionary dictionary;
    private final Map<Integer, Rating> before;

    /** @param weaknesses a query for the ints of the weaknesses that are watched */
    RatingChanges(Sql sql, Dictionary dictionary, String weaknesses) {
        this.sql = sql;
        this.dictionary = dictionary;
        sql.execute("create temp table rated as " + weaknesses);
        this.before = ratings();
    }

    /** Writes down which ratings are other ones now. */
    void save(long now) {
        SortedSet<Integer> changed = Rating.changed(before, before.isEmpty() ? Map.of() : ratings());
        sql.execute("drop table rated");
        if (changed.isEmpty()) return;
        try (DuckDBAppender rows = sql.appender("weakness_change")) {
            for (int weakness : changed) {
                rows.beginRow().append(weakness).appendEpochMicros(now).endRow();
            }
        } catch (SQLException e) {
            throw Sql.failed(e);
        }
    }

    /** The weaknesses whose rating changed in a time, each with the last change in it. */
    static SortedMap<Integer, Instant> between(Sql sql, Instant from, Instant to) {
        SortedMap<Integer, Instant> changed = new TreeMap<>();
        sql.read("""
                select weakness, epoch_us(max(changed_at)) from weakness_change
                where changed_at >= %s and changed_at < %s group by weakness""".formatted(Stored.time(Micros.of(from)), Stored.time(Micros.of(to))), (chunk, rows) -> {
            for (int row = 0; row < rows; row++) {
                changed.put(
                        chunk.vector(0).getInt(row),
                        Micros.instant(chunk.vector(1).getLong(row)));
            }
        });
        return changed;
    }

    private Map<Integer, Rating> ratings() {
        Threats threats = FactTables.load(sql, dictionary, "weakness in (select weakness from rated)");
        Map<Integer, Rating> ratings = new HashMap<>();
        for (int weakness = 0; weakness < threats.size(); weakness++) {
            ThreatFacts facts = threats.of(weakness);
            if (facts != null) ratings.put(weakness, Rating.of(facts));
        }
        return ratings;
    }
}
