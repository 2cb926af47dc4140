package dev.lightmeter.storage.merged;

import dev.lightmeter.storage.DeviceMerge;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Which devices are told together, by their slots. Immutable. */
final class Clusters {

    /** By the slot of the device that was merged. */
    private final Map<Integer, Integer> survivors = new HashMap<>();
    /** By the slot of the survivor: first itself, then the others, ascending. */
    private final NavigableMap<Integer, int[]> members = new TreeMap<>();

    Clusters(List<DeviceMerge> merges) {
        Map<Integer, Integer> into = new HashMap<>();
        merges.forEach(merge -> into.put(merge.slot(), merge.into()));
        Map<Integer, SortedSet<Integer>> others = new HashMap<>();
        for (DeviceMerge merge : merges) {
            int end = end(merge.slot(), into);
            survivors.put(merge.slot(), end);
            others.computeIfAbsent(end, absent -> new TreeSet<>()).add(merge.slot());
        }
        others.forEach((survivor, slots) -> {
            int[] all = new int[slots.size() + 1];
            all[0] = survivor;
            int next = 1;
            for (int slot : slots) all[next++] = slot;
            members.put(survivor, all);
        });
    }

    private static int end(int slot, Map<Integer, Integer> into) {
        int at = slot;
        for (int steps = 0; into.containsKey(at); steps++) {
            if (steps > into.size()) throw new IllegalArgumentException("device " + slot + " is merged into itself");
            at = into.getOrDefault(at, at);
        }
        return at;
    }

    boolean isEmpty() {
        return survivors.isEmpty();
    }

    /** True if the device is told under another one. */
    boolean isMerged(int slot) {
        return survivors.containsKey(slot);
    }

    /** True if the device is told otherwise than its own rows say. */
    boolean isConcerned(int slot) {
        return isMerged(slot) || members.containsKey(slot);
    }

    /** The device under which a device is told: mostly itself. */
    int survivorOf(int slot) {
        return survivors.getOrDefault(slot, slot);
    }

    /** The devices that are told under one: itself first, then the others, ascending. */
    int[] membersOf(int survivor) {
        int[] known = members.get(survivor);
        return known == null ? new int[] {survivor} : known.clone();
    }

    /** The survivors from a slot on until before another, ascending. */
    int[] survivors(int from, int to) {
        if (from >= to) return new int[0];
        return members.subMap(from, to).keySet().stream()
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** Under which devices these are told, ascending, each once. */
    int[] survivorsOf(int[] slots) {
        return Arrays.stream(slots).map(this::survivorOf).sorted().distinct().toArray();
    }
}
