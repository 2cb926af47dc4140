package dev.lightmeter.storage.staging;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The stable ids of devices that a source names first. */
public final class NewIds {

    private final String source;
    private final List<String> named;

    /** @param named the source's own ids of the new devices, in the order of their slots */
    public NewIds(String source, List<String> named) {
        this.source = source;
        this.named = List.copyOf(named);
    }

    /** Every id that matters for the choice: a store tells which of them it has given to a device. */
    public List<String> candidates() {
        List<String> candidates = new ArrayList<>(named);
        named.forEach(id -> candidates.add(prefixed(id)));
        return candidates;
    }

    /**
     * The source's id where it is free, else the id with the source before it, else with the slot behind.
     *
     * @param taken the candidates that other devices have
     * @param firstSlot slot of the first new device; the others follow
     */
    public List<String> choose(Set<String> taken, int firstSlot) {
        Set<String> free = new HashSet<>(named);
        free.removeAll(taken);
        List<String> chosen = new ArrayList<>();
        for (String id : named) {
            String prefixed = prefixed(id);
            if (free.contains(id)) {
                chosen.add(id);
            } else if (!taken.contains(prefixed) && !free.contains(prefixed)) {
                chosen.add(prefixed);
            } else {
                chosen.add(prefixed + "#" + (firstSlot + chosen.size()));
            }
        }
        return chosen;
    }

    private String prefixed(String id) {
        return source + ":" + id;
    }
}
