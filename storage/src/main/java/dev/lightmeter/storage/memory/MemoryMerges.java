package dev.lightmeter.storage.memory;

import dev.lightmeter.storage.DeviceMerge;
import dev.lightmeter.storage.DeviceMerges;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/** Merges in a map. */
final class MemoryMerges implements DeviceMerges {

    /** By slot; guarded by {@code this}. */
    private final TreeMap<Integer, DeviceMerge> merges = new TreeMap<>();

    @Override
    public synchronized List<DeviceMerge> all() {
        return List.copyOf(merges.values());
    }

    @Override
    public synchronized void add(List<DeviceMerge> added) {
        added.forEach(merge -> merges.put(merge.slot(), merge));
    }

    @Override
    public synchronized void remove(Set<Integer> slots) {
        merges.keySet().removeAll(slots);
    }
}
