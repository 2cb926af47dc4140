package dev.lightmeter.storage.duckdb;

import dev.lightmeter.core.Control;
import dev.lightmeter.storage.staging.StagedDevice;
import java.sql.SQLException;
import java.util.BitSet;
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

    /** Adds the devices whose results change to {@code touched}. */
    void apply(List<NamedDevice> named, BitSet touched) {
        List<NamedDevice> stating = named.stream()
                .filter(device -> device.statement != null && device.statement.controls() != null)
                .filter(device -> device.attributesCount(report.time()))
                .toList();
        if (stating.isEmpty()) return;
        stage(stating);
        collectChanges();
        replace();
        sql.read("select device from changed_control", (chunk, rows) -> {
            for (int row = 0; row < rows; row++) touched.set(chunk.vector(0).getInt(row));
        });
        for (String table : List.of("stating", "staged_control", "changed_control")) sql.execute("drop table " + table);
    }

    private void stage(List<NamedDevice> named) {
        sql.execute("create temp table stating (device integer)");
        sql.execute(
                "create temp table staged_control (device integer, control varchar, weight integer, failed boolean)");
        try (DuckDBAppender devices = sql.temporaryAppender("stating");
                DuckDBAppender rows = sql.temporaryAppender("staged_control")) {
            for (NamedDevice device : named) {
                devices.beginRow().append(device.slot).endRow();
                if (device.statement == null || device.statement.controls() == null) continue;
                for (Control control : StagedDevice.worstById(device.statement.controls())) {
                    rows.beginRow()
                            .append(device.slot)
                            .append(control.id())
                            .append(control.weight())
                            .append(control.failed())
                            .endRow();
                }
            }
        } catch (SQLException e) {
            throw Sql.failed(e);
        }
    }

    private void collectChanges() {
        sql.execute("""
                create temp table changed_control as
                with known as (
                    select device, control, weight, failed from control_result
                    where source = %d and %s and device in (select device from stating))
                select distinct device from (
                    (select * from staged_control except select * from known)
                    union all
                    (select * from known except select * from staged_control)) different""".formatted(report.source(), slots.of("device")));
    }

    private void replace() {
        sql.execute(
                "delete from control_result where source = %d and %s and device in (select device from changed_control)"
                        .formatted(report.source(), slots.of("device")));
        sql.execute("""
                insert into control_result
                select %d, device, control, weight, failed from staged_control
                where device in (select device from changed_control)
                order by device, control""".formatted(report.source()));
    }
}
