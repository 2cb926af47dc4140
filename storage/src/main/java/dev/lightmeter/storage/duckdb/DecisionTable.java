package dev.lightmeter.storage.duckdb;

import dev.lightmeter.core.DeviceValue;
import dev.lightmeter.storage.DeviceDecision;
import dev.lightmeter.storage.staging.Decided;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBDataChunkReader;

/** What the operator decided about devices: one row for each device about which there is a decision. */
final class DecisionTable {

    private DecisionTable() {}

    /** Adds decisions. Returns the slots of the devices about which there is something new, ascending. */
    static int[] add(Sql sql, List<DeviceDecision> decisions, int devices) {
        Map<Integer, Decided> before = load(sql, decisions);
        SortedMap<Integer, Decided> changed =
                Decided.changed(decisions, slot -> before.getOrDefault(slot, Decided.NOTHING), devices);
        int[] slots = changed.keySet().stream().mapToInt(Integer::intValue).toArray();
        if (slots.length > 0) replace(sql, changed);
        return slots;
    }

    /** Reads a decision from the column on at which value, tags added and tags removed stand; nothing if they are null. */
    static Decided decided(DuckDBDataChunkReader chunk, int row, int firstColumn) {
        if (chunk.vector(firstColumn + 1).isNull(row)) return Decided.NOTHING;
        String value = Stored.text(chunk.vector(firstColumn), row);
        return new Decided(
                value == null ? null : Stored.word(DeviceValue.class, value),
                Stored.lines(chunk.vector(firstColumn + 1).getString(row)),
                Stored.lines(chunk.vector(firstColumn + 2).getString(row)));
    }

    private static Map<Integer, Decided> load(Sql sql, List<DeviceDecision> decisions) {
        SlotRange range = new SlotRange(decisions.stream()
                .mapToInt(DeviceDecision::slot)
                .sorted()
                .distinct()
                .toArray());
        Map<Integer, Decided> known = new HashMap<>();
        sql.read(
                "select device, value, tags_added, tags_removed from device_decision where " + range.of("device"),
                (chunk, rows) -> {
                    for (int row = 0; row < rows; row++)
                        known.put(chunk.vector(0).getInt(row), decided(chunk, row, 1));
                });
        return known;
    }

    private static void replace(Sql sql, SortedMap<Integer, Decided> changed) {
        try (Numbers slots = new Numbers(sql, "decided", "device")) {
            changed.keySet().forEach(slots::add);
            sql.execute("delete from device_decision where device in (select device from " + slots.relation() + ")");
        }
        try (DuckDBAppender rows = sql.appender("device_decision")) {
            for (Map.Entry<Integer, Decided> entry : changed.entrySet()) {
                Decided decided = entry.getValue();
                DeviceValue value = decided.value();
                rows.beginRow().append(entry.getKey().intValue());
                if (value == null) rows.appendNull();
                else rows.append(value.name());
                rows.append(String.join("\n", decided.added()))
                        .append(String.join("\n", decided.removed()))
                        .endRow();
            }
        } catch (SQLException e) {
            throw Sql.failed(e);
        }
    }
}
