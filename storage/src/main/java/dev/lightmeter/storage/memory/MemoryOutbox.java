package dev.lightmeter.storage.memory;

import dev.lightmeter.storage.Delivery;
import dev.lightmeter.storage.Outbox;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Notifications in maps. */
final class MemoryOutbox implements Outbox {

    private static final Comparator<Delivery> OLDEST_FIRST =
            Comparator.comparing(Delivery::createdAt).thenComparing(Delivery::id);

    /** Guarded by {@code this}, like the other. */
    private final TreeMap<String, String> states = new TreeMap<>();

    private final Map<String, Delivery> deliveries = new HashMap<>();

    @Override
    public synchronized SortedMap<String, String> states() {
        return new TreeMap<>(states);
    }

    @Override
    public synchronized void keep(Map<String, String> changedStates, List<Delivery> added) {
        states.putAll(changedStates);
        added.forEach(delivery -> deliveries.put(delivery.id(), delivery));
    }

    @Override
    public synchronized void keep(Delivery changed) {
        deliveries.put(changed.id(), changed);
    }

    @Override
    public synchronized List<Delivery> waiting() {
        return deliveries.values().stream()
                .filter(delivery -> delivery.outcome() == Delivery.Outcome.WAITING)
                .sorted(OLDEST_FIRST)
                .toList();
    }

    @Override
    public synchronized List<Delivery> recent(int most) {
        return deliveries.values().stream()
                .sorted(OLDEST_FIRST.reversed())
                .limit(most)
                .toList();
    }

    @Override
    public synchronized void forget(Instant before) {
        deliveries
                .values()
                .removeIf(delivery -> delivery.outcome() != Delivery.Outcome.WAITING
                        && delivery.createdAt().isBefore(before));
    }
}
