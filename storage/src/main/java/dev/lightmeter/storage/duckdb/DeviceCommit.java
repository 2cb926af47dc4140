package dev.lightmeter.storage.duckdb;

import dev.lightmeter.core.DeviceValue;
import dev.lightmeter.storage.staging.Attributes;
import dev.lightmeter.storage.staging.DnsName;
import dev.lightmeter.storage.staging.Micros;
import java.sql.SQLException;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBDataChunkReader;
import org.duckdb.DuckDBReadableVector;
import org.jspecify.annotations.Nullable;

/** Brings what a report says about its devices into their tables. Rows that stay as they are are not written. */
final class DeviceCommit {

    private static final String COLUMNS =
            "slot, id, name, dns_name, tags, os_platform, domain, value, internet_facing, excluded, device_group";

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
                append(rows, device.slot, newIds.get(device.slot - report.nextSlot()), said(device));
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
        sql.read("select " + COLUMNS + " from device where " + slots.of("slot"), (chunk, rows) -> {
            for (int row = 0; row < rows; row++) {
                int slot = chunk.vector(0).getInt(row);
                NamedDevice device = describing.get(slot);
                if (device == null) continue;
                Attributes known = attributes(chunk, row);
                Attributes merged = describedLater.get(slot)
                        ? known.orElse(said(device))
                        : said(device).orElse(known);
                if (!merged.equals(known)) changed.put(slot, merged);
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
                append(rows, entry.getKey(), "", entry.getValue());
                touched.set(entry.getKey());
            }
        } catch (SQLException e) {
            throw Sql.failed(e);
        }
        sql.execute("""
                update device set name = c.name, dns_name = c.dns_name, tags = c.tags, os_platform = c.os_platform,
                    domain = c.domain, value = c.value, internet_facing = c.internet_facing, excluded = c.excluded,
                    device_group = c.device_group
                from changed_device c where c.slot = device.slot and %s""".formatted(slots.of("device.slot")));
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
        try (Numbers renewed =
                new Numbers(sql, "renewed", "device", "described_at", "findings_at", "assessed_at", "vouched_at")) {
            for (NamedDevice device : named) {
                if (device.firstNamed) continue;
                renewed.add(device.slot, device.describedAt, device.findingsAt, device.assessedAt, device.vouchedAt);
            }
            if (renewed.isEmpty()) return;
            sql.execute("""
                    update device_source set
                        described_at = make_timestamp(renewed.described_at),
                        findings_at = make_timestamp(renewed.findings_at),
                        assessed_at = make_timestamp(renewed.assessed_at),
                        vouched_at = make_timestamp(renewed.vouched_at)
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
                rows.endRow();
            }
        } catch (SQLException e) {
            throw Sql.failed(e);
        }
    }

    private Attributes said(NamedDevice device) {
        return device.statement == null ? Attributes.NONE : Attributes.of(device.statement, report.groups());
    }

    private static void append(DuckDBAppender rows, int slot, String id, Attributes attributes) throws SQLException {
        String name = attributes.name();
        List<String> tags = attributes.tags();
        DeviceValue value = attributes.value();
        rows.beginRow().append(slot).append(id);
        text(rows, name);
        text(rows, name == null ? null : DnsName.of(name).orElse(""));
        text(rows, tags == null ? null : String.join("\n", tags));
        text(rows, attributes.osPlatform());
        text(rows, attributes.domain());
        text(rows, value == null ? null : value.name());
        rows.append(attributes.internetFacing()).append(attributes.excluded()).append(attributes.group());
        rows.endRow();
    }

    private static Attributes attributes(DuckDBDataChunkReader chunk, int row) {
        String tags = Stored.text(chunk.vector(4), row);
        String value = Stored.text(chunk.vector(7), row);
        return new Attributes(
                Stored.text(chunk.vector(2), row),
                tags == null ? null : Stored.tags(tags),
                Stored.text(chunk.vector(5), row),
                Stored.text(chunk.vector(6), row),
                value == null ? null : Stored.word(DeviceValue.class, value),
                truth(chunk.vector(8), row),
                truth(chunk.vector(9), row),
                chunk.vector(10).isNull(row)
                        ? null
                        : Integer.valueOf(chunk.vector(10).getInt(row)));
    }

    private static @Nullable Boolean truth(DuckDBReadableVector column, int row) {
        return column.isNull(row) ? null : Boolean.valueOf(column.getBoolean(row));
    }

    private static void text(DuckDBAppender rows, @Nullable String text) throws SQLException {
        rows.append(text);
    }

    private static void time(DuckDBAppender rows, long micros) throws SQLException {
        if (micros == Micros.NEVER) {
            rows.appendNull();
        } else {
            rows.appendEpochMicros(micros);
        }
    }
}
