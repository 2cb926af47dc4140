package dev.lightmeter.storage.staging;

import dev.lightmeter.core.DeviceValue;
import dev.lightmeter.storage.DeviceDecision;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * All that the operator has decided about a device so far. It stands above what reports say, whatever they say later.
 *
 * @param value null if the operator left it to the reports
 * @param added tags that the device has in any case
 * @param removed tags that it has in no case; none of them is in {@code added}
 */
public record Decided(@Nullable DeviceValue value, List<String> added, List<String> removed) {

    public static final Decided NOTHING = new Decided(null, List.of(), List.of());

    public Decided {
        added = List.copyOf(added);
        removed = List.copyOf(removed);
    }

    /** These decisions and one more. */
    public Decided and(DeviceDecision decision) {
        return new Decided(
                decision.value() == null ? value : decision.value(),
                with(without(added, decision.tagsRemoved()), decision.tagsAdded()),
                with(without(removed, decision.tagsAdded()), decision.tagsRemoved()));
    }

    /**
     * What is decided after some more decisions, by slot, for the devices for which it is something else than before.
     *
     * @param before what was decided so far
     * @param devices number of devices; their slots are 0 up to here
     * @throws IllegalArgumentException if one is about a device that does not exist
     */
    public static SortedMap<Integer, Decided> changed(
            List<DeviceDecision> decisions, Function<Integer, Decided> before, int devices) {
        SortedMap<Integer, Decided> changed = new TreeMap<>();
        for (DeviceDecision decision : decisions) {
            int slot = decision.slot();
            if (slot < 0 || slot >= devices) throw new IllegalArgumentException("no device has the slot " + slot);
            Decided known = changed.get(slot);
            changed.put(slot, (known == null ? before.apply(slot) : known).and(decision));
        }
        changed.entrySet().removeIf(entry -> entry.getValue().equals(before.apply(entry.getKey())));
        return changed;
    }

    /** The tags of the device: those that reports give it, then those that the operator gave it. */
    public List<String> tags(List<String> reported) {
        return without(with(reported, added), removed);
    }

    /** The value of the device. */
    public DeviceValue value(@Nullable DeviceValue reported) {
        if (value != null) return value;
        return reported == null ? DeviceValue.NORMAL : reported;
    }

    private static List<String> with(List<String> tags, List<String> more) {
        if (more.isEmpty()) return tags;
        Set<String> all = new LinkedHashSet<>(tags);
        all.addAll(more);
        return List.copyOf(all);
    }

    private static List<String> without(List<String> tags, List<String> fewer) {
        if (fewer.isEmpty()) return tags;
        List<String> left = new ArrayList<>(tags);
        left.removeAll(Set.copyOf(fewer));
        return List.copyOf(left);
    }
}
