package dev.lightmeter.storage.duckdb;

import dev.lightmeter.storage.staging.Attributes;
import dev.lightmeter.storage.staging.Micros;
import java.sql.SQLException;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.duckdb.DuckDBAppender;

/** Brings what a report says about its devices into their tables. Rows that stay as they are are not written. */
final class DeviceCommit {

    private final ReportContext report;
    private final Sql sql;
    private final List<NamedDevice> named;
    private final SlotRange slots;
    private final BitSet touched;

    DeviceCommit(ReportContext report, List<NamedDevice> named, SlotRange slots, BitSet touched) {
        this.report = report;
        this.sql = report.sql();
        this.named = named;
        this.slots = slots;
        this.touched = touched;
    }

    /** @param newIds the ids of the new devices, in the order of their slots */
    void apply(List<String> newIds) {
        addDevices(newIds);
        describeDevices();
        if (report.firstAboutFindings()) touchWhatItListedBefore();
        for (NamedDevice device : named) {
            if (device.advance(report) || device.firstNamed) touched.set(device.slot);
        }
        updateAliases();
        addAliases();
    }

    private void addDevices(List<String> newIds) {
        if (newIds.isEmpty()) return;
        try (DuckDBAppender rows = sql.appender("device")) {
            for (NamedDevice device : named) {
                if (!device.isNew) continue;
                DeviceRow.append(rows, device.slot, newIds.get(device.slot - report.nextSlot()), said(device));
            }
        } catch (SQLException e) {
            throw Sql.failed(e);
        }
    }

    /** Newer statements overrule; those of a report that is older than another source's fill gaps. */
    private void describeDevices() {
        Map<Integer, NamedDevice> describing = new HashMap<>();
        for (NamedDevice device : named) {
            if (!device.isNew && device.attributesCount(report.time())) describing.put(device.slot, device);
        }
        if (describing.isEmpty()) return;
        BitSet describedLater = describedLater();
        Map<Integer, Attributes> changed = new HashMap<>();
        sql.read("select " + DeviceRow.COLUMNS + " from device where " + slots.of("slot"), (chunk, rows) -> {
            for (int row = 0; row < rows; row++) {
                int slot = chunk.vector(0).getInt(row);
                NamedDevice device = describing.get(slot);
                if (device == null) continue;
                Attributes known = DeviceRow.attributes(chunk, row);
                Attributes merged = describedLater.get(slot)
                        ? known.orElse(said(device))
                        : said(device).orElse(known);
                if (!merged.equals(known)) changed.put(slot, merged);
                if (!merged.countLike(known)) touched.set(slot);
            }
        });
        if (!changed.isEmpty()) update(changed);
    }

    /** The devices about which another source said something at a later time. */
    private BitSet describedLater() {
        BitSet later = new BitSet();
        sql.read(
                "select device from device_source where described_at > %s and source <> %d and %s"
                        .formatted(report.at(), report.source(), slots.of("device")),
                (chunk, rows) -> {
                    for (int row = 0; row < rows; row++)
                        later.set(chunk.vector(0).getInt(row));
                });
        return later;
    }

    private void update(Map<Integer, Attributes> changed) {
        sql.execute("create temp table changed_device as select * from device limit 0");
        try (DuckDBAppender rows = sql.temporaryAppender("changed_device")) {
            for (Map.Entry<Integer, Attributes> entry : changed.entrySet()) {
                DeviceRow.append(rows, entry.getKey(), "", entry.getValue());
            }
        } catch (SQLException e) {
            throw Sql.failed(e);
        }
        sql.execute("update device set " + DeviceRow.ASSIGNMENTS
                + " from changed_device c where c.slot = device.slot and " + slots.of("device.slot"));
        sql.execute("drop table changed_device");
    }

    private void touchWhatItListedBefore() {
        sql.read(
                "select device from device_source where vouched_at is not null and source = " + report.source(),
                (chunk, rows) -> {
                    for (int row = 0; row < rows; row++)
                        touched.set(chunk.vector(0).getInt(row));
                });
    }

    private void updateAliases() {
        try (Numbers renewed = new Numbers(
                sql,
                "renewed",
                "device",
                "described_at",
                "findings_at",
                "assessed_at",
                "vouched_at",
                "first_seen",
                "last_seen",
                "controls_at")) {
            for (NamedDevice device : named) {
                if (device.firstNamed) continue;
                renewed.add(
                        device.slot,
                        device.describedAt,
                        device.findingsAt,
                        device.assessedAt,
                        device.vouchedAt,
                        device.seen.first(),
                        device.seen.last(),
                        device.controlsAt);
            }
            if (renewed.isEmpty()) return;
            sql.execute("""
                    update device_source set
                        described_at = make_timestamp(renewed.described_at),
                        findings_at = make_timestamp(renewed.findings_at),
                        assessed_at = make_timestamp(renewed.assessed_at),
                        vouched_at = make_timestamp(renewed.vouched_at),
                        first_seen = make_timestamp(renewed.first_seen),
                        last_seen = make_timestamp(renewed.last_seen),
                        controls_at = make_timestamp(renewed.controls_at)
                    from %s
                    where renewed.device = device_source.device and device_source.source = %d and %s""".formatted(renewed.relation(), report.source(), slots.of("device_source.device")));
        }
    }

    private void addAliases() {
        if (named.stream().noneMatch(device -> device.firstNamed)) return;
        try (DuckDBAppender rows = sql.appender("device_source")) {
            for (NamedDevice device : named) {
                if (!device.firstNamed) continue;
                rows.beginRow()
                        .append(report.source())
                        .append(device.staged.id())
                        .append(device.slot);
                time(rows, device.describedAt);
                time(rows, device.findingsAt);
                time(rows, device.assessedAt);
                time(rows, device.vouchedAt);
                time(rows, device.seen.first());
                time(rows, device.seen.last());
                time(rows, device.controlsAt);
                rows.endRow();
            }
        } catch (SQLException e) {
            throw Sql.failed(e);
        }
    }

    private Attributes said(NamedDevice device) {
        return device.statement == null ? Attributes.NONE : Attributes.of(device.statement, report.groups());
    }

    private static void time(DuckDBAppender rows, long micros) throws SQLException {
        if (micros == Micros.NEVER) {
            rows.appendNull();
        } else {
            rows.appendEpochMicros(micros);
        }
    }
}
