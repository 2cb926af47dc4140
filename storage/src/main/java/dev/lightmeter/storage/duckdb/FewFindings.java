package dev.lightmeter.storage.duckdb;

import dev.lightmeter.storage.staging.FindingChanges;
import dev.lightmeter.storage.staging.Micros;
import dev.lightmeter.storage.staging.StatedFindings;
import java.sql.SQLException;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.duckdb.DuckDBAppender;

/** Compares the findings of a small report in Java: what it reads are the rows of a few devices. */
final class FewFindings implements FindingCommit {

    private final ReportContext report;
    private final Sql sql;
    private final SlotRange slots;
    private final Map<Integer, StatedFindings> statedByNumber;

    /** @param statedByNumber what the report states, by the number of the device in the report */
    FewFindings(ReportContext report, SlotRange slots, Map<Integer, StatedFindings> statedByNumber) {
        this.report = report;
        this.sql = report.sql();
        this.slots = slots;
        this.statedByNumber = statedByNumber;
    }

    @Override
    public Changes apply(List<NamedDevice> named, BitSet touched) {
        Map<Integer, Known> knownBySlot = read();
        SortedMap<Integer, FindingChanges> changes = new TreeMap<>();
        int unchanged = 0;
        try (Numbers closing = new Numbers(sql, "closing", "device", "weakness", "path", "previously")) {
            for (NamedDevice device : named) {
                StatedFindings stated = statedByNumber.getOrDefault(device.staged.number(), new StatedFindings());
                if (!device.findingsCount(report.time())) {
                    unchanged += stated.size();
                    continue;
                }
                FindingChanges change = compare(device, stated, knownBySlot.getOrDefault(device.slot, new Known()));
                unchanged += change.unchanged();
                if (change.isEmpty()) continue;
                touched.set(device.slot);
                changes.put(device.slot, change);
                change.closing()
                        .keySet()
                        .forEach(what -> closing.add(
                                device.slot,
                                StatedFindings.weakness(what),
                                StatedFindings.path(what),
                                device.findingsAt));
            }
            int closed = close(closing);
            return new Changes(open(changes), unchanged, closed);
        }
    }

    private FindingChanges compare(NamedDevice device, StatedFindings stated, Known known) {
        return FindingChanges.of(
                report.kind(),
                device.isAssessed(),
                stated,
                known.open,
                what -> known.lastFix.getOrDefault(what, Micros.NEVER),
                report.time());
    }

    private Map<Integer, Known> read() {
        Map<Integer, Known> bySlot = new HashMap<>();
        sql.read(
                "select device, weakness, path, epoch_us(first_seen), epoch_us(fixed_at) from finding where source = "
                        + report.source() + " and " + slots.of("device"),
                (chunk, rows) -> {
                    for (int row = 0; row < rows; row++) {
                        Known known = bySlot.computeIfAbsent(chunk.vector(0).getInt(row), absent -> new Known());
                        long what = StatedFindings.what(
                                chunk.vector(1).getInt(row), chunk.vector(2).getInt(row));
                        if (chunk.vector(4).isNull(row)) {
                            known.open.put(what, chunk.vector(3).getLong(row));
                        } else {
                            known.lastFix.merge(what, chunk.vector(4).getLong(row), Math::max);
                        }
                    }
                });
        return bySlot;
    }

    private int open(SortedMap<Integer, FindingChanges> changes) {
        int opened = 0;
        if (changes.values().stream().allMatch(change -> change.opening().isEmpty())) return 0;
        try (DuckDBAppender rows = sql.appender("finding")) {
            for (Map.Entry<Integer, FindingChanges> entry : changes.entrySet()) {
                for (Map.Entry<Long, Long> opening : entry.getValue().opening().entrySet()) {
                    rows.beginRow()
                            .append(entry.getKey().intValue())
                            .append(StatedFindings.weakness(opening.getKey()))
                            .append(StatedFindings.path(opening.getKey()))
                            .append(report.source())
                            .appendEpochMicros(opening.getValue())
                            .appendNull()
                            .appendNull()
                            .appendEpochMicros(report.now())
                            .appendNull()
                            .endRow();
                    opened++;
                }
            }
        } catch (SQLException e) {
            throw Sql.failed(e);
        }
        return opened;
    }

    private int close(Numbers closing) {
        if (closing.isEmpty()) return 0;
        return sql.execute("""
                update finding set fixed_at = %s, last_seen = make_timestamp(closing.previously),
                    fixed_recorded_at = make_timestamp(%d)
                from %s
                where finding.device = closing.device and finding.weakness = closing.weakness
                    and finding.path = closing.path and finding.source = %d and finding.fixed_at is null and %s""".formatted(
                        report.at(), report.now(), closing.relation(), report.source(), slots.of("finding.device")));
    }

    /** The findings of one device that the source reported. */
    private static final class Known {
        final Map<Long, Long> open = new HashMap<>();
        final Map<Long, Long> lastFix = new HashMap<>();
    }
}
