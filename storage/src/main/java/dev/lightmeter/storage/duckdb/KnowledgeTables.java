package dev.lightmeter.storage.duckdb;

import dev.lightmeter.core.SecurityUpdate;
import dev.lightmeter.core.report.ControlDescription;
import dev.lightmeter.storage.Fixes;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.duckdb.DuckDBAppender;

/** What reports tell that is true on every device: fixes and names of controls. The latest statement counts. */
final class KnowledgeTables {

    private static final List<String> FIX = List.of("version", "id", "name", "url");
    private static final List<String> DESCRIPTION = List.of("name", "category", "subcategory", "remediation");

    private KnowledgeTables() {}

    static Fixes fixes(Sql sql) {
        Fixes.Builder fixes = new Fixes.Builder();
        sql.read(
                "select weakness, software, version, id, name, url from fix order by weakness, software",
                (chunk, rows) -> {
                    for (int row = 0; row < rows; row++) {
                        fixes.add(
                                Fixes.pair(
                                        chunk.vector(0).getInt(row),
                                        chunk.vector(1).getInt(row)),
                                new SecurityUpdate(
                                        Stored.text(chunk.vector(2), row),
                                        Stored.text(chunk.vector(3), row),
                                        Stored.text(chunk.vector(4), row),
                                        Stored.text(chunk.vector(5), row)));
                    }
                });
        return fixes.build();
    }

    static List<ControlDescription> controls(Sql sql) {
        List<ControlDescription> controls = new ArrayList<>();
        sql.read("select control, name, category, subcategory, remediation from control_description", (chunk, rows) -> {
            for (int row = 0; row < rows; row++) {
                controls.add(new ControlDescription(
                        chunk.vector(0).getString(row),
                        Stored.text(chunk.vector(1), row),
                        Stored.text(chunk.vector(2), row),
                        Stored.text(chunk.vector(3), row),
                        Stored.text(chunk.vector(4), row)));
            }
        });
        return controls.stream()
                .sorted((one, other) -> one.id().compareTo(other.id()))
                .toList();
    }

    /** Returns whether a fix is another one now. */
    static boolean saveFixes(ReportContext report, SortedMap<Long, SecurityUpdate> fixes) {
        if (fixes.isEmpty()) return false;
        return merge(report, "fix", List.of("weakness", "software"), FIX, rows -> {
            for (var entry : fixes.entrySet()) {
                SecurityUpdate update = entry.getValue();
                rows.beginRow()
                        .append((int) (entry.getKey() >>> 32))
                        .append((int) (long) entry.getKey())
                        .append(update.version())
                        .append(update.id())
                        .append(update.name())
                        .append(update.url())
                        .appendEpochMicros(report.time())
                        .endRow();
            }
        });
    }

    static void saveControls(ReportContext report, Collection<ControlDescription> controls) {
        if (controls.isEmpty()) return;
        merge(report, "control_description", List.of("control"), DESCRIPTION, rows -> {
            for (ControlDescription control : controls) {
                rows.beginRow()
                        .append(control.id())
                        .append(control.name())
                        .append(control.category())
                        .append(control.subcategory())
                        .append(control.remediation())
                        .appendEpochMicros(report.time())
                        .endRow();
            }
        });
    }

    /** Writes the rows that say something else than those of the table, and were not said before them. */
    private static boolean merge(
            ReportContext report, String table, List<String> keys, List<String> values, Rows staging) {
        Sql sql = report.sql();
        sql.execute("create temp table stated as select * from " + table + " limit 0");
        try (DuckDBAppender rows = sql.temporaryAppender("stated")) {
            staging.writeTo(rows);
        } catch (SQLException e) {
            throw Sql.failed(e);
        }
        String sameKey = all(keys, key -> "t." + key + " = s." + key);
        String sameValue = all(values, value -> "t." + value + " is not distinct from s." + value);
        sql.execute("create temp table fresh as select s.* from stated s where not exists (select 1 from " + table
                + " t where " + sameKey + " and (t.stated_at > " + report.at() + " or " + sameValue + "))");
        boolean changed = sql.number("select count(*) from fresh") > 0;
        if (changed) {
            sql.execute("delete from " + table + " t using fresh s where " + sameKey);
            sql.execute("insert into " + table + " select * from fresh order by " + String.join(", ", keys));
        }
        Stream.of("stated", "fresh").forEach(temporary -> sql.execute("drop table " + temporary));
        return changed;
    }

    private static String all(List<String> columns, Function<String, String> condition) {
        return columns.stream().map(condition).collect(Collectors.joining(" and "));
    }

    /** Writes rows of a table, with the time at which they were stated. */
    private interface Rows {
        void writeTo(DuckDBAppender rows) throws SQLException;
    }
}
