package dev.lightmeter.storage.memory;

import dev.lightmeter.core.ThreatFacts;
import dev.lightmeter.storage.staging.StatedFindings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes findings of advisories findings of what the advisories are about. */
final class MemoryAdvisories {

    private final InMemoryStore store;
    /** By the int of the advisory, empty for what is none. */
    private final Map<Integer, List<Integer>> known = new HashMap<>();

    MemoryAdvisories(InMemoryStore store) {
        this.store = store;
    }

    /** Takes the findings that are over too, with their dates. Returns the slots of the devices with such open ones. */
    int[] resolve() {
        int[] touched = store.devices.stream()
                .filter(this::resolve)
                .mapToInt(MemoryDevice::slot)
                .toArray();
        known.forEach((advisory, about) -> about.forEach(weakness -> store.knowledge.copyFixes(advisory, weakness)));
        store.sources.values().forEach(this::copyFacts);
        return touched;
    }

    private boolean resolve(MemoryDevice device) {
        boolean touched = false;
        for (Alias alias : device.aliases.values()) {
            touched |= resolveOpen(alias);
            List<Alias.Closed> closed = new ArrayList<>();
            for (Alias.Closed over : alias.closed) {
                List<Integer> about = about(StatedFindings.weakness(over.weaknessAndPath()));
                if (about.isEmpty()) closed.add(over);
                for (int weakness : about) closed.add(over.of(moved(over.weaknessAndPath(), weakness)));
            }
            alias.closed.clear();
            closed.stream().distinct().forEach(alias.closed::add);
        }
        return touched;
    }

    /** What was found as the advisory and as the weakness is one finding, since the earlier day. */
    private boolean resolveOpen(Alias alias) {
        boolean touched = false;
        for (long what : List.copyOf(alias.open.keySet())) {
            List<Integer> about = about(StatedFindings.weakness(what));
            if (about.isEmpty()) continue;
            touched = true;
            Long firstSeen = alias.open.remove(what);
            Long recordedAt = alias.recordedAt.remove(what);
            for (int weakness : about) {
                if (firstSeen != null) alias.open.merge(moved(what, weakness), firstSeen, Math::min);
                if (recordedAt != null) alias.recordedAt.merge(moved(what, weakness), recordedAt, Math::min);
            }
        }
        return touched;
    }

    private void copyFacts(MemorySource source) {
        Map<Integer, MemorySource.Said> copies = new HashMap<>();
        known.forEach((advisory, about) -> {
            MemorySource.Said said = source.facts.get(advisory);
            if (said == null) return;
            for (int weakness : about) {
                ThreatFacts facts = said.facts().withWeakness(store.dictionary.weaknessName(weakness));
                copies.merge(
                        weakness,
                        new MemorySource.Said(facts, said.at()),
                        (one, other) ->
                                one.facts().cvssTenths() >= other.facts().cvssTenths() ? one : other);
            }
        });
        copies.forEach(source.facts::putIfAbsent);
    }

    private List<Integer> about(int weakness) {
        return known.computeIfAbsent(
                weakness, number -> store.knowledge.about(store.dictionary.weaknessName(number)).stream()
                        .map(store.dictionary::weakness)
                        .toList());
    }

    private static long moved(long weaknessAndPath, int weakness) {
        return ((long) weakness << 32) | (weaknessAndPath & 0xffff_ffffL);
    }
}
