package dev.lightmeter.storage.duckdb;

import dev.lightmeter.core.Control;
import dev.lightmeter.storage.ControlResult;
import dev.lightmeter.storage.staging.WorstResults;
import java.util.function.Consumer;

/** Reads configuration results, a stretch of slots at a time. */
final class ControlReader {

    private static final int STRETCH = 1 << 12;

    private final Sql sql;
    private final Consumer<ControlResult> consumer;
    private WorstResults results = new WorstResults(-1);

    ControlReader(Sql sql, Consumer<ControlResult> consumer) {
        this.sql = sql;
        this.consumer = consumer;
    }

    void read(int fromSlot, int toSlot) {
        for (int from = fromSlot; from < toSlot; from += STRETCH) {
            int to = Math.min(from + STRETCH, toSlot);
            sql.read("""
                    select c.device, c.control, c.weight, c.failed, epoch_us(x.controls_at)
                    from control_result c
                    join device_source x on x.source = c.source and x.device = c.device
                    where c.device >= %1$d and c.device < %2$d and x.device >= %1$d and x.device < %2$d
                    order by c.device""".formatted(from, to), (chunk, rows) -> {
                for (int row = 0; row < rows; row++) {
                    int device = chunk.vector(0).getInt(row);
                    if (!results.areOf(device)) {
                        results.inOrder().forEach(consumer);
                        results = new WorstResults(device);
                    }
                    results.add(
                            new Control(
                                    chunk.vector(1).getString(row),
                                    chunk.vector(2).getInt(row),
                                    chunk.vector(3).getBoolean(row)),
                            chunk.vector(4).getLong(row));
                }
            });
        }
        results.inOrder().forEach(consumer);
    }
}
