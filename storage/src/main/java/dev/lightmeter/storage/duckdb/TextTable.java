package dev.lightmeter.storage.duckdb;

import dev.lightmeter.core.WeaknessText;
import dev.lightmeter.core.fleet.Dictionary;
import dev.lightmeter.core.report.Feed;
import dev.lightmeter.storage.staging.Micros;
import dev.lightmeter.storage.staging.Texts;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBDataChunkReader;
import org.jspecify.annotations.Nullable;

/**
 * What feeds tell people about weaknesses. All of it is some hundred megabytes, so it is never in memory: an edition goes
 * into the temporary table {@code staged_text} while it is read, and only what is new goes on from there.
 */
final class TextTable {

    private static final List<String> TEXT =
            List.of("description", "cvss_vector", "published_on", "updated_on", "exploit_uris");

    private final Sql sql;
    private @Nullable DuckDBAppender appender;

    TextTable(Sql sql) {
        this.sql = sql;
    }

    /** Takes in one text of the edition. Several threads may take turns. */
    synchronized void stage(int weakness, WeaknessText text) {
        try {
            DuckDBAppender row = table().beginRow();
            row.append(weakness).append(text.description()).append(text.cvssVector());
            time(row, text.publishedOn());
            time(row, text.updatedOn());
            row.append(text.exploitUris().isEmpty() ? null : String.join("\n", text.exploitUris()));
            row.endRow();
        } catch (SQLException e) {
            throw Sql.failed(e);
        }
    }

    /** Puts the texts of the edition in the place of those before. */
    synchronized void save(Feed feed) {
        String mine = "t.feed = '" + feed.name() + "'";
        try {
            if (appender == null && !feed.isComplete()) return;
            table().close();
        } catch (SQLException e) {
            throw Sql.failed(e);
        }
        if (feed.isComplete()) {
            sql.execute("delete from weakness_text t where " + mine
                    + " and t.weakness not in (select weakness from staged_text)");
        }
        sql.execute("create temp table fresh as select s.* from staged_text s where not exists"
                + " (select 1 from weakness_text t where " + mine + " and t.weakness = s.weakness and "
                + TEXT.stream()
                        .map(column -> "t." + column + " is not distinct from s." + column)
                        .collect(Collectors.joining(" and "))
                + ")");
        keepTheNewest();
        sql.execute("delete from weakness_text t using fresh s where " + mine + " and t.weakness = s.weakness");
        sql.execute("insert into weakness_text select '" + feed.name() + "', * from fresh");
        sql.execute("drop table fresh");
        sql.execute("drop table staged_text");
    }

    /** Lets go of what was staged, before a rollback. */
    synchronized void abandon() {
        try {
            if (appender != null) appender.close();
        } catch (SQLException e) {
            // the transaction failed already and takes its rows with it
        }
    }

    /** An edition hardly ever has two texts about one weakness, and sorting long texts is expensive. */
    private void keepTheNewest() {
        if (sql.number("select count(*) - count(distinct weakness) from staged_text") == 0) return;
        sql.execute("""
                create or replace temp table fresh as
                select * exclude place from (
                    select *, row_number() over (
                        partition by weakness order by updated_on desc nulls last, description desc nulls last) as place
                    from staged_text) ranked
                where place = 1""");
    }

    private DuckDBAppender table() throws SQLException {
        if (appender != null) return appender;
        sql.execute("""
                create temp table staged_text (
                    weakness integer, description varchar, cvss_vector varchar, published_on timestamp,
                    updated_on timestamp, exploit_uris varchar)""");
        appender = sql.temporaryAppender("staged_text");
        return appender;
    }

    private static void time(DuckDBAppender row, @Nullable Instant time) throws SQLException {
        if (time == null) row.appendNull();
        else row.appendEpochMicros(Micros.of(time));
    }

    /** Reads the texts about some weaknesses, merged over the feeds. */
    static List<WeaknessText> read(Sql sql, Dictionary dictionary, int[] weaknesses) {
        int[] wanted = IntStream.of(weaknesses).sorted().distinct().toArray();
        SortedMap<Integer, SortedMap<Integer, WeaknessText>> found = new TreeMap<>();
        if (wanted.length == 0) return List.of();
        try (Numbers numbers = new Numbers(sql, "wanted", "weakness")) {
            for (int weakness : wanted) numbers.add(weakness);
            sql.read("""
                    select t.weakness, t.feed, t.description, t.cvss_vector, epoch_us(t.published_on),
                        epoch_us(t.updated_on), t.exploit_uris
                    from weakness_text t
                    where t.weakness between %d and %d and t.weakness in (select weakness from %s)""".formatted(wanted[0], wanted[wanted.length - 1], numbers.relation()), (chunk, rows) -> {
                for (int row = 0; row < rows; row++) {
                    int weakness = chunk.vector(0).getInt(row);
                    int rank = Texts.RANKED.indexOf(
                            Stored.word(Feed.class, chunk.vector(1).getString(row)));
                    found.computeIfAbsent(weakness, absent -> new TreeMap<>())
                            .put(rank, text(chunk, row, dictionary.weaknessName(weakness)));
                }
            });
        }
        return found.values().stream().map(Texts::merged).toList();
    }

    /** The weaknesses that the describing feeds know, ascending. */
    static int[] published(Sql sql) {
        String feeds =
                Texts.RANKED.stream().map(feed -> "'" + feed.name() + "'").collect(Collectors.joining(", "));
        List<Integer> published = new ArrayList<>();
        sql.read(
                "select weakness from feed_fact where feed in (" + feeds
                        + ") union select weakness from weakness_text order by weakness",
                (chunk, rows) -> {
                    for (int row = 0; row < rows; row++)
                        published.add(chunk.vector(0).getInt(row));
                });
        return published.stream().mapToInt(Integer::intValue).toArray();
    }

    private static WeaknessText text(DuckDBDataChunkReader chunk, int row, String weakness) {
        return new WeaknessText(
                weakness,
                Stored.text(chunk.vector(2), row),
                Stored.text(chunk.vector(3), row),
                Stored.instant(chunk.vector(4), row),
                Stored.instant(chunk.vector(5), row),
                Stored.lines(Stored.textOrEmpty(chunk.vector(6), row)));
    }
}
