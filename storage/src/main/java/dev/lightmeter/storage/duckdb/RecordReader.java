package dev.lightmeter.storage.duckdb;

import dev.lightmeter.core.DeviceValue;
import dev.lightmeter.storage.DeviceRecord;
import dev.lightmeter.storage.query.Filter;
import dev.lightmeter.storage.query.SqlFilter;
import dev.lightmeter.storage.staging.Decided;
import dev.lightmeter.storage.staging.Micros;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.duckdb.DuckDBDataChunkReader;

/** Reads what is known of devices, a stretch of slots at a time: a page from the middle costs no more than the first one. */
final class RecordReader {

    /** A page is small and wanted soon; a walk over everything is long. */
    private static final int FIRST_STRETCH = 1 << 12;

    private static final int LONGEST_STRETCH = 1 << 15;

    private static final int FIRST_DETAIL = 14;

    private static final SqlFilter EVERYTHING = SqlFilter.of(Filter.everything());

    private final Sql sql;
    private final int devices;

    RecordReader(Sql sql) {
        this.sql = sql;
        this.devices = Math.toIntExact(sql.number("select count(*) from device"));
    }

    void read(int fromSlot, SqlFilter where, Predicate<DeviceRecord> more) {
        int stretch = FIRST_STRETCH;
        int from = Math.max(fromSlot, 0);
        while (from < devices) {
            int to = Math.min(from + stretch, devices);
            for (DeviceRecord device : read(SlotRange.between(from, to), where)) {
                if (!more.test(device)) return;
            }
            from = to;
            stretch = LONGEST_STRETCH;
        }
    }

    List<DeviceRecord> read(int[] chosen) {
        int[] slots = IntStream.of(chosen).sorted().distinct().toArray();
        SlotRange range = new SlotRange(slots);
        if (range.isShort()) return read(range, EVERYTHING);
        try (Numbers wanted = new Numbers(sql, "wanted", "slot")) {
            for (int slot : slots) wanted.add(slot);
            return read(range, new SqlFilter("d.slot in (select slot from " + wanted.relation() + ")", List.of()));
        }
    }

    private List<DeviceRecord> read(SlotRange range, SqlFilter where) {
        List<DeviceRecord> records = new ArrayList<>();
        String question =
                """
                select d.slot, d.id, d.name, d.tags, d.os_platform, d.domain, d.value, d.internet_facing, d.excluded,
                    epoch_us(s.first_seen), epoch_us(s.last_seen), o.value, o.tags_added, o.tags_removed, %s
                from device d
                left join device_decision o on o.device = d.slot
                join (
                    select x.device, min(x.first_seen) as first_seen, max(x.last_seen) as last_seen
                    from device_source x where %s group by x.device) s
                on s.device = d.slot
                where %s and %s
                order by d.slot""".formatted(DeviceRow.DETAIL_COLUMNS, range.of("x.device"), range.of("d.slot"), where.condition());
        sql.read(
                question,
                (chunk, rows) -> {
                    for (int row = 0; row < rows; row++) records.add(device(chunk, row));
                },
                where.parameters().toArray());
        return records;
    }

    private static DeviceRecord device(DuckDBDataChunkReader chunk, int row) {
        String id = chunk.vector(1).getString(row);
        String name = Stored.text(chunk.vector(2), row);
        String value = Stored.text(chunk.vector(6), row);
        Decided decided = DecisionTable.decided(chunk, row, 11);
        return new DeviceRecord(
                chunk.vector(0).getInt(row),
                id,
                name == null ? id : name,
                decided.tags(Stored.lines(Stored.textOrEmpty(chunk.vector(3), row))),
                Stored.textOrEmpty(chunk.vector(4), row),
                Stored.textOrEmpty(chunk.vector(5), row),
                decided.value(value == null ? null : Stored.word(DeviceValue.class, value)),
                Stored.truth(chunk.vector(7), row),
                Stored.truth(chunk.vector(8), row),
                DeviceRow.details(chunk, row, FIRST_DETAIL),
                Micros.instant(chunk.vector(9).getLong(row)),
                Micros.instant(chunk.vector(10).getLong(row)));
    }
}
