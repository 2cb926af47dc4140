package dev.lightmeter.storage.duckdb;

import dev.lightmeter.storage.FindingChange;
import dev.lightmeter.storage.staging.Micros;
import dev.lightmeter.storage.staging.Sightings;
import dev.lightmeter.storage.staging.StatedFindings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads which findings came and went in a time. When they were recorded is the same for all rows of a report, so DuckDB
 * passes over the blocks of reports outside of it.
 */
final class ChangeReader {

    /** Devices at once, so that a first report about everything does not fill the heap. */
    private static final int STRETCH = 1 << 12;

    private final Sql sql;
    private final long from;
    private final long to;

    ChangeReader(Sql sql, Instant from, Instant to) {
        this.sql = sql;
        this.from = Micros.of(from);
        this.to = Micros.of(to);
    }

    void read(int fromSlot, int toSlot, Consumer<FindingChange> consumer) {
        int[] devices = changedDevices(fromSlot, toSlot);
        for (int i = 0; i < devices.length; i += STRETCH) {
            read(new SlotRange(Arrays.copyOfRange(devices, i, Math.min(i + STRETCH, devices.length))), consumer);
        }
    }

    private int[] changedDevices(int fromSlot, int toSlot) {
        List<Integer> devices = new ArrayList<>();
        String slots = "device >= " + fromSlot + " and device < " + toSlot;
        sql.read(
                "select distinct device from finding where " + slots + " and " + inTime() + " order by device",
                (chunk, rows) -> {
                    for (int row = 0; row < rows; row++)
                        devices.add(chunk.vector(0).getInt(row));
                });
        return devices.stream().mapToInt(Integer::intValue).toArray();
    }

    /** What other sources say about a path decides whether it came or went, so all its periods are read. */
    private void read(SlotRange range, Consumer<FindingChange> consumer) {
        Sightings[] current = new Sightings[1];
        sql.read(
                """
                select f.device, f.weakness, f.path, epoch_us(f.recorded_at), epoch_us(f.fixed_recorded_at),
                    epoch_us(f.first_seen),
                    epoch_us(case when f.fixed_at is null then x.findings_at else f.last_seen end)
                from finding f
                join device_source x on x.source = f.source and x.device = f.device
                where %s and %s and (f.device, f.weakness, f.path) in
                    (select (device, weakness, path) from finding where %s and %s)
                order by f.device, f.weakness, f.path""".formatted(range.of("f.device"), range.of("x.device"), range.of("device"), inTime()),
                (chunk, rows) -> {
                    for (int row = 0; row < rows; row++) {
                        int device = chunk.vector(0).getInt(row);
                        long what = StatedFindings.what(
                                chunk.vector(1).getInt(row), chunk.vector(2).getInt(row));
                        Sightings sightings = current[0];
                        if (sightings == null || !sightings.areOf(device, what)) {
                            tell(sightings, consumer);
                            sightings = new Sightings(device, what);
                            current[0] = sightings;
                        }
                        sightings.add(
                                chunk.vector(3).getLong(row),
                                chunk.vector(4).isNull(row)
                                        ? Micros.NEVER
                                        : chunk.vector(4).getLong(row),
                                chunk.vector(5).getLong(row),
                                chunk.vector(6).getLong(row));
                    }
                });
        tell(current[0], consumer);
    }

    private void tell(@Nullable Sightings sightings, Consumer<FindingChange> consumer) {
        if (sightings != null) sightings.tell(from, to, consumer);
    }

    private String inTime() {
        String start = Stored.time(from);
        String end = Stored.time(to);
        return "(recorded_at >= " + start + " and recorded_at < " + end + " or fixed_recorded_at >= " + start
                + " and fixed_recorded_at < " + end + ")";
    }
}
