package dev.lightmeter.storage.duckdb;

import dev.lightmeter.core.Control;
import dev.lightmeter.core.report.ReportedDevice;
import dev.lightmeter.storage.staging.StagedDevice;
import java.sql.SQLException;
import java.util.List;
import org.duckdb.DuckDBAppender;

/** Replaces the configuration results of the devices for which a report has some that differ. */
final class ControlCommit {

    private final ReportContext report;
    private final Sql sql;
    private final SlotRange slots;

    ControlCommit(ReportContext report, SlotRange slots) {
        this.report = report;
        this.sql = report.sql();
        this.slots = slots;
    }

    void apply(List<StagedDevice> devices) {
        sql.execute(
                "create temp table staged_control (number integer, control varchar, weight integer, failed boolean)");
        if (stage(devices)) {
            collectChanges();
            replace();
            sql.execute("insert into touched select device from changed_control");
            sql.execute("drop table changed_control");
        }
        sql.execute("drop table staged_control");
    }

    /** Returns whether any device has results to tell, be it that it has none. */
    private boolean stage(List<StagedDevice> devices) {
        boolean any = false;
        try (DuckDBAppender rows = sql.temporaryAppender("staged_control")) {
            for (StagedDevice device : devices) {
                ReportedDevice statement = device.statement();
                List<Control> controls = statement == null ? null : StagedDevice.controls(statement);
                if (controls == null) continue;
                any = true;
                for (Control control : controls) {
                    rows.beginRow()
                            .append(device.number())
                            .append(control.id())
                            .append(control.weight())
                            .append(control.failed())
                            .endRow();
                }
            }
        } catch (SQLException e) {
            throw Sql.failed(e);
        }
        return any;
    }

    private void collectChanges() {
        sql.execute("""
                create temp table changed_control as
                with stating as (
                    select n.number, n.slot
                    from named n join staged_device s on s.number = n.number
                    where s.has_controls and not n.attributes_outdated),
                said as (
                    select t.slot as device, c.control, c.weight, c.failed
                    from staged_control c join stating t on t.number = c.number),
                known as (
                    select device, control, weight, failed from control_result
                    where source = %d and %s and device in (select slot from stating))
                select distinct device from (
                    (select * from said except select * from known)
                    union all
                    (select * from known except select * from said)) different""".formatted(report.source(), slots.of("device")));
    }

    private void replace() {
        sql.execute(
                "delete from control_result where source = %d and %s and device in (select device from changed_control)"
                        .formatted(report.source(), slots.of("device")));
        sql.execute("""
                insert into control_result
                select %d, n.slot, c.control, c.weight, c.failed
                from staged_control c join named n on n.number = c.number
                where n.slot in (select device from changed_control)
                order by n.slot, c.control""".formatted(report.source()));
    }
}
