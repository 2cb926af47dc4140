package dev.lightmeter.storage.duckdb;

import dev.lightmeter.storage.DeviceMerge;
import dev.lightmeter.storage.DeviceMerges;
import dev.lightmeter.storage.staging.Micros;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.duckdb.DuckDBAppender;

/** Merges of devices, in a table that nothing else writes to; so a connection of its own is enough. */
final class DuckDbMerges implements DeviceMerges {

    private final Supplier<Sql> connections;

    DuckDbMerges(Supplier<Sql> connections) {
        this.connections = connections;
    }

    @Override
    public List<DeviceMerge> all() {
        List<DeviceMerge> merges = new ArrayList<>();
        try (Sql sql = connections.get()) {
            sql.read(
                    "select device, into_device, epoch_us(merged_at) from device_merge order by device",
                    (chunk, rows) -> {
                        for (int row = 0; row < rows; row++) {
                            merges.add(new DeviceMerge(
                                    chunk.vector(0).getInt(row),
                                    chunk.vector(1).getInt(row),
                                    Micros.instant(chunk.vector(2).getLong(row))));
                        }
                    });
        }
        return List.copyOf(merges);
    }

    @Override
    public void add(List<DeviceMerge> merges) {
        if (merges.isEmpty()) return;
        writing(sql -> {
            delete(sql, merges.stream().map(DeviceMerge::slot).collect(Collectors.toSet()));
            try (DuckDBAppender rows = sql.appender("device_merge")) {
                for (DeviceMerge merge : merges) {
                    rows.beginRow()
                            .append(merge.slot())
                            .append(merge.into())
                            .appendEpochMicros(Micros.of(merge.at()))
                            .endRow();
                }
            } catch (SQLException e) {
                throw Sql.failed(e);
            }
        });
    }

    @Override
    public void remove(Set<Integer> slots) {
        if (!slots.isEmpty()) writing(sql -> delete(sql, slots));
    }

    private static void delete(Sql sql, Set<Integer> slots) {
        String list = slots.stream().map(String::valueOf).collect(Collectors.joining(", "));
        sql.execute("delete from device_merge where device in (" + list + ")");
    }

    /** Changes all of it or nothing, one after the other. */
    private synchronized void writing(Consumer<Sql> change) {
        try (Sql sql = connections.get()) {
            change.accept(sql);
            sql.commit();
        }
    }
}
