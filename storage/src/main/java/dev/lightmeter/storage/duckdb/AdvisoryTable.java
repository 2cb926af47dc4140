package dev.lightmeter.storage.duckdb;

import dev.lightmeter.core.decision.Aliases.Alias;
import dev.lightmeter.core.fleet.Dictionary;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.duckdb.DuckDBAppender;

/** Which CVEs the advisories are about, as a feed tells it, and what that means for findings of the advisories. */
final class AdvisoryTable {

    private static final String FACTS =
            "epss_p5, cvss_tenths, severity, attack_vector, evidence, rejected, end_of_support, stated_at";

    private AdvisoryTable() {}

    /** What an advisory is about, in the order of the names; empty if no feed says. */
    static List<String> about(Sql sql, String advisory) {
        List<String> weaknesses = new ArrayList<>();
        sql.read(
                "select weakness from advisory_weakness where advisory = ? order by weakness",
                (chunk, rows) -> {
                    for (int row = 0; row < rows; row++)
                        weaknesses.add(chunk.vector(0).getString(row));
                },
                advisory);
        return weaknesses;
    }

    static void save(Sql sql, Set<Alias> told) {
        if (told.isEmpty()) return;
        sql.execute("create temp table told_advisory as select * from advisory_weakness limit 0");
        try (DuckDBAppender rows = sql.temporaryAppender("told_advisory")) {
            for (Alias alias : told) {
                rows.beginRow()
                        .append(alias.advisory())
                        .append(alias.weakness())
                        .endRow();
            }
        } catch (SQLException e) {
            throw Sql.failed(e);
        }
        sql.execute("""
                insert into advisory_weakness
                select * from (select * from told_advisory except select * from advisory_weakness) order by advisory, weakness""");
        sql.execute("drop table told_advisory");
    }

    /**
     * Makes findings of advisories findings of what the advisories are about, those that are over too, with their dates; and
     * takes along what reports said of the advisories. Returns the slots of the devices with such findings that are open.
     */
    static int[] resolve(Sql sql, Dictionary dictionary) {
        Map<Integer, List<String>> about = new TreeMap<>();
        sql.read("""
                select w.id, a.weakness from advisory_weakness a join weakness w on w.name = a.advisory
                where w.id in (select weakness from finding) order by w.id, a.weakness""", (chunk, rows) -> {
            for (int row = 0; row < rows; row++) {
                about.computeIfAbsent(chunk.vector(0).getInt(row), _ -> new ArrayList<>())
                        .add(chunk.vector(1).getString(row));
            }
        });
        if (about.isEmpty()) return new int[0];
        stage(sql, dictionary, about);
        List<Integer> touched = new ArrayList<>();
        sql.read("""
                select distinct device from finding where fixed_at is null and weakness in (select advisory from resolved)
                order by device""", (chunk, rows) -> {
            for (int row = 0; row < rows; row++) touched.add(chunk.vector(0).getInt(row));
        });
        moveFindings(sql);
        copy(sql, "report_fact", "source", FACTS, "cvss_tenths desc, severity");
        copy(sql, "fix", "software", "version, id, name, url, stated_at", "stated_at desc, version");
        sql.execute("drop table resolved");
        return touched.stream().mapToInt(Integer::intValue).toArray();
    }

    private static void stage(Sql sql, Dictionary dictionary, Map<Integer, List<String>> about) {
        sql.execute("create temp table resolved (advisory integer, weakness integer)");
        try (DuckDBAppender rows = sql.temporaryAppender("resolved")) {
            for (var entry : about.entrySet()) {
                for (String weakness : entry.getValue()) {
                    rows.beginRow()
                            .append((int) entry.getKey())
                            .append(dictionary.weakness(weakness))
                            .endRow();
                }
            }
        } catch (SQLException e) {
            throw Sql.failed(e);
        }
    }

    /** What was found as the advisory and as the weakness is one finding, since the earlier day. */
    private static void moveFindings(Sql sql) {
        String columns =
                "device, weakness, path, source, first_seen, last_seen, fixed_at, recorded_at, fixed_recorded_at";
        sql.execute("""
                create temp table moved as
                select f.device, r.weakness, f.path, f.source, min(f.first_seen) as first_seen, max(f.last_seen) as last_seen,
                    f.fixed_at, min(f.recorded_at) as recorded_at, f.fixed_recorded_at
                from finding f join resolved r on r.advisory = f.weakness
                group by f.device, r.weakness, f.path, f.source, f.fixed_at, f.fixed_recorded_at""");
        sql.execute("delete from finding where weakness in (select advisory from resolved)");
        String same = """
                 from moved m where m.fixed_at is null and finding.fixed_at is null and finding.device = m.device
                and finding.weakness = m.weakness and finding.path = m.path and finding.source = m.source""";
        sql.execute("update finding set first_seen = least(finding.first_seen, m.first_seen),"
                + " recorded_at = least(finding.recorded_at, m.recorded_at)" + same);
        sql.execute("""
                delete from moved where fixed_at is null and exists (select 1 from finding o where o.fixed_at is null
                and o.device = moved.device and o.weakness = moved.weakness and o.path = moved.path and o.source = moved.source)""");
        sql.execute(
                "insert into finding (%1$s) select %1$s from moved order by device, weakness, path".formatted(columns));
        sql.execute("drop table moved");
    }

    /** What was said of the advisory holds for its weaknesses where nothing was said of those. */
    private static void copy(Sql sql, String table, String key, String values, String order) {
        sql.execute("""
                insert into %1$s (%2$s, weakness, %3$s)
                select distinct on (t.%2$s, r.weakness) t.%2$s, r.weakness, t.%4$s
                from %1$s t join resolved r on r.advisory = t.weakness
                where not exists (select 1 from %1$s o where o.%2$s = t.%2$s and o.weakness = r.weakness)
                order by t.%2$s, r.weakness, t.%5$s""".formatted(table, key, values, values.replace(", ", ", t."), order.replace(", ", ", t.")));
    }
}
