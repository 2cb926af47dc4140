package dev.lightmeter.storage.duckdb;

import dev.lightmeter.storage.Delivery;
import dev.lightmeter.storage.Outbox;
import dev.lightmeter.storage.staging.Micros;
import dev.lightmeter.storage.staging.Text;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Notifications, in two tables that nothing else writes to; so a connection of its own is enough. */
final class DuckDbOutbox implements Outbox {

    private final Supplier<Sql> connections;

    DuckDbOutbox(Supplier<Sql> connections) {
        this.connections = connections;
    }

    @Override
    public SortedMap<String, String> states() {
        TreeMap<String, String> states = new TreeMap<>();
        try (Sql sql = connections.get()) {
            sql.read("select watch, state from notification_state", (chunk, rows) -> {
                for (int row = 0; row < rows; row++) {
                    states.put(chunk.vector(0).getString(row), chunk.vector(1).getString(row));
                }
            });
        }
        return states;
    }

    @Override
    public void keep(Map<String, String> changedStates, List<Delivery> added) {
        writing(sql -> {
            changedStates.forEach((watch, state) -> {
                sql.execute("delete from notification_state where watch = ?", watch);
                sql.execute("insert into notification_state values (?, ?)", watch, state);
            });
            added.forEach(delivery -> insert(sql, delivery));
        });
    }

    @Override
    public void keep(Delivery changed) {
        writing(sql -> {
            sql.execute("delete from notification_delivery where id = ?", changed.id());
            insert(sql, changed);
        });
    }

    @Override
    public List<Delivery> waiting() {
        return deliveries("where outcome = 'WAITING' order by created_at, id");
    }

    @Override
    public List<Delivery> recent(int most) {
        return deliveries("order by created_at desc, id desc limit " + most);
    }

    @Override
    public void forget(Instant before) {
        writing(sql -> sql.execute("delete from notification_delivery where outcome <> 'WAITING' and created_at < "
                + Stored.time(Micros.of(before))));
    }

    private List<Delivery> deliveries(String which) {
        List<Delivery> deliveries = new ArrayList<>();
        try (Sql sql = connections.get()) {
            sql.read(
                    "select id, epoch_us(created_at), channel, subject, body, attempts, epoch_us(next_at), outcome, problem"
                            + " from notification_delivery " + which,
                    (chunk, rows) -> {
                        for (int row = 0; row < rows; row++) {
                            deliveries.add(new Delivery(
                                    chunk.vector(0).getString(row),
                                    Micros.instant(chunk.vector(1).getLong(row)),
                                    chunk.vector(2).getString(row),
                                    chunk.vector(3).getString(row),
                                    chunk.vector(4).getString(row),
                                    chunk.vector(5).getInt(row),
                                    Micros.instant(chunk.vector(6).getLong(row)),
                                    Stored.word(
                                            Delivery.Outcome.class,
                                            chunk.vector(7).getString(row)),
                                    chunk.vector(8).getString(row)));
                        }
                    });
        }
        return deliveries;
    }

    private static void insert(Sql sql, Delivery delivery) {
        sql.execute(
                "insert into notification_delivery values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                delivery.id(),
                time(delivery.createdAt()),
                Text.storable(delivery.channel()),
                Text.storable(delivery.subject()),
                Text.storable(delivery.body()),
                delivery.attempts(),
                time(delivery.nextAt()),
                delivery.outcome().name(),
                Text.storable(delivery.problem()));
    }

    private static LocalDateTime time(Instant at) {
        return LocalDateTime.ofInstant(at, ZoneOffset.UTC);
    }

    /** Changes all of it or nothing, one after the other. */
    private synchronized void writing(Consumer<Sql> change) {
        try (Sql sql = connections.get()) {
            change.accept(sql);
            sql.commit();
        }
    }
}
