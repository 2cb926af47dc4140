package dev.lightmeter.storage.duckdb;

import dev.lightmeter.core.SupportStatus;
import dev.lightmeter.storage.InstalledSoftware;
import dev.lightmeter.storage.staging.Micros;
import java.util.function.Consumer;
import org.duckdb.DuckDBDataChunkReader;
import org.jspecify.annotations.Nullable;

/** Reads the software on devices, a stretch of slots at a time, what several sources tell of one piece as one. */
final class SoftwareReader {

    private static final int STRETCH = 1 << 12;

    private final Sql sql;
    private final Consumer<InstalledSoftware> consumer;
    private @Nullable InstalledSoftware last;

    SoftwareReader(Sql sql, Consumer<InstalledSoftware> consumer) {
        this.sql = sql;
        this.consumer = consumer;
    }

    void read(int fromSlot, int toSlot) {
        for (int from = fromSlot; from < toSlot; from += STRETCH) {
            sql.read("""
                    select device, software, has_product_code, support, support_ends, epoch_us(first_seen), disk_paths,
                        registry_paths
                    from installed_software where device >= %d and device < %d
                    order by device, software""".formatted(from, Math.min(from + STRETCH, toSlot)), (chunk, rows) -> {
                for (int row = 0; row < rows; row++) take(software(chunk, row));
            });
        }
        if (last != null) consumer.accept(last);
        last = null;
    }

    private void take(InstalledSoftware next) {
        InstalledSoftware before = last;
        boolean same = before != null && before.slot() == next.slot() && before.software() == next.software();
        if (before != null && !same) consumer.accept(before);
        last = before != null && same ? before.and(next) : next;
    }

    private static InstalledSoftware software(DuckDBDataChunkReader chunk, int row) {
        String support = Stored.text(chunk.vector(3), row);
        return new InstalledSoftware(
                chunk.vector(0).getInt(row),
                chunk.vector(1).getInt(row),
                chunk.vector(2).getBoolean(row),
                support == null ? null : Stored.word(SupportStatus.class, support),
                chunk.vector(4).isNull(row) ? null : chunk.vector(4).getLocalDate(row),
                Micros.instant(chunk.vector(5).getLong(row)),
                Stored.lines(Stored.textOrEmpty(chunk.vector(6), row)),
                Stored.lines(Stored.textOrEmpty(chunk.vector(7), row)));
    }
}
