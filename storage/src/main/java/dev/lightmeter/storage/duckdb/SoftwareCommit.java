package dev.lightmeter.storage.duckdb;

import dev.lightmeter.core.report.ReportHeader.Kind;
import java.sql.SQLException;
import java.util.List;
import org.duckdb.DuckDBAppender;

/**
 * Brings the software that a report tells into its table. Needs the temporary table {@code staged_software}. Rows that stay
 * as they are are not written.
 */
final class SoftwareCommit {

    private static final String COLUMNS =
            "device, software, has_product_code, support, support_ends, first_seen, disk_paths, registry_paths";

    private final ReportContext report;
    private final Sql sql;
    private final SlotRange slots;

    SoftwareCommit(ReportContext report, SlotRange slots) {
        this.report = report;
        this.sql = report.sql();
        this.slots = slots;
    }

    /** Who lists software that databases know says nothing about the rest, and the reverse. */
    void apply(List<NamedDevice> named) {
        writeTelling(named);
        String mine = "source = " + report.source() + " and " + slots.of("device");
        sql.execute("create temp table known as select " + COLUMNS + " from installed_software where " + mine
                + " and device in (select slot from telling)");
        collectTold();
        sql.execute("create temp table changed_software as select * from told except select * from known");
        sql.execute("""
                delete from installed_software where %s and (
                    (device, software) in (select (device, software) from changed_software)
                    or device in (select slot from telling where whole)
                        and (device, has_product_code) in (select (device, has_product_code) from told)
                        and (device, software) not in (select (device, software) from told))""".formatted(mine));
        sql.execute("insert into installed_software select " + report.source() + ", " + COLUMNS
                + " from changed_software order by device, software");
        for (String table : List.of("telling", "known", "told", "changed_software", "staged_software")) {
            sql.execute("drop table " + table);
        }
    }

    /** Where the devices are of which the source said nothing later, and whether what is not told any more is gone. */
    private void writeTelling(List<NamedDevice> named) {
        sql.execute("create temp table telling (number integer, slot integer, whole boolean)");
        try (DuckDBAppender rows = sql.temporaryAppender("telling")) {
            for (NamedDevice device : named) {
                if (Math.max(device.describedAt, device.findingsAt) > report.time()) continue;
                rows.beginRow()
                        .append(device.staged.number())
                        .append(device.slot)
                        .append(report.kind() != Kind.DELTA && device.isAssessed())
                        .endRow();
            }
        } catch (SQLException e) {
            throw Sql.failed(e);
        }
    }

    /**
     * Several statements about one piece are one, see {@link dev.lightmeter.storage.InstalledSoftware#and}; the first sight
     * is never later than the one that is known.
     */
    private void collectTold() {
        sql.execute("""
                create temp table told as
                select s.device, s.software, s.has_product_code, s.support, s.support_ends,
                    least(make_timestamp(least(s.first_seen, %1$d)), k.first_seen) as first_seen, s.disk_paths,
                    s.registry_paths
                from (
                    select t.slot as device, s.software, bool_or(s.has_product_code) as has_product_code,
                        coalesce(min(nullif(s.support, 'NONE')), min(s.support)) as support,
                        min(s.support_ends) as support_ends, min(coalesce(s.first_seen, %1$d)) as first_seen,
                        %2$s as disk_paths, %3$s as registry_paths
                    from staged_software s join telling t on t.number = s.number
                    group by t.slot, s.software) s
                left join known k on k.device = s.device and k.software = s.software""".formatted(report.time(), union("s.disk_paths"), union("s.registry_paths")));
    }

    /** The lines of all rows, each once, in order. */
    private static String union(String lines) {
        return """
                case when min(%1$s) = max(%1$s) then min(%1$s)
                    else array_to_string(list_sort(list_distinct(
                        string_to_array(string_agg(%1$s, chr(10)), chr(10)))), chr(10)) end""".formatted(lines);
    }
}
