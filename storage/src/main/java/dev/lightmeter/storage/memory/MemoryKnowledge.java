package dev.lightmeter.storage.memory;

import dev.lightmeter.core.SecurityUpdate;
import dev.lightmeter.core.WeaknessText;
import dev.lightmeter.core.decision.Aliases;
import dev.lightmeter.core.decision.Aliases.Alias;
import dev.lightmeter.core.report.ControlDescription;
import dev.lightmeter.core.report.Feed;
import dev.lightmeter.storage.Fixes;
import dev.lightmeter.storage.staging.StagedKnowledge;
import dev.lightmeter.storage.staging.Texts;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** What is true on every device: fixes, names of controls, texts about weaknesses. Guarded by its store. */
final class MemoryKnowledge {

    final Map<Feed, Map<Integer, WeaknessText>> texts = new EnumMap<>(Feed.class);

    private final SortedMap<Long, Stated<SecurityUpdate>> fixes = new TreeMap<>();
    private final SortedMap<String, Stated<ControlDescription>> controls = new TreeMap<>();
    private final Set<Alias> aliases = new HashSet<>();

    /** Takes over other names. Returns whether there is one that nobody told before. */
    boolean takeAliases(StagedKnowledge told) {
        return aliases.addAll(told.aliases());
    }

    Aliases aliases() {
        return Aliases.of(aliases);
    }

    /** Takes over what else a report tells. Returns whether a fix is another one now. */
    boolean take(StagedKnowledge told, long time) {
        take(controls, told.controls(), time);
        return take(fixes, told.fixes(), time);
    }

    Fixes fixes() {
        SortedMap<Long, SecurityUpdate> byPair = new TreeMap<>();
        fixes.forEach((pair, stated) -> byPair.put(pair, stated.what));
        return Fixes.of(byPair);
    }

    List<ControlDescription> controls() {
        return controls.values().stream().map(Stated::what).toList();
    }

    /** @param weaknesses ascending, each once */
    List<WeaknessText> texts(int[] weaknesses) {
        List<WeaknessText> found = new ArrayList<>();
        for (int weakness : weaknesses) {
            SortedMap<Integer, WeaknessText> byRank = new TreeMap<>();
            for (int rank = 0; rank < Texts.RANKED.size(); rank++) {
                WeaknessText text =
                        texts.getOrDefault(Texts.RANKED.get(rank), Map.of()).get(weakness);
                if (text != null) byRank.put(rank, text);
            }
            if (!byRank.isEmpty()) found.add(Texts.merged(byRank));
        }
        return found;
    }

    /** What says the same as before is not stated anew. */
    private static <K, T> boolean take(SortedMap<K, Stated<T>> known, SortedMap<K, T> told, long time) {
        boolean changed = false;
        for (Map.Entry<K, T> entry : told.entrySet()) {
            Stated<T> before = known.get(entry.getKey());
            if (before != null && (before.at > time || before.what.equals(entry.getValue()))) continue;
            known.put(entry.getKey(), new Stated<>(entry.getValue(), time));
            changed = true;
        }
        return changed;
    }

    private record Stated<T>(T what, long at) {}
}
