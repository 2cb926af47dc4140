package dev.lightmeter.storage.staging;

import dev.lightmeter.core.SecurityUpdate;
import dev.lightmeter.core.Software;
import dev.lightmeter.core.decision.Aliases.Alias;
import dev.lightmeter.core.fleet.Dictionary;
import dev.lightmeter.core.report.ControlDescription;
import dev.lightmeter.storage.Fixes;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What a report tells that is true on every device: fixes and names of controls, collected from several threads. Of several
 * statements one counts, whatever the order in which they arrive.
 */
public final class StagedKnowledge {

    private final Dictionary dictionary;
    private final ConcurrentHashMap<Long, SecurityUpdate> fixes = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<String, ControlDescription> controls = new ConcurrentHashMap<>();
    private final Set<Alias> aliases = ConcurrentHashMap.newKeySet();

    public StagedKnowledge(Dictionary dictionary) {
        this.dictionary = dictionary;
    }

    /** Adds what removes a weakness from a piece of software. */
    public void fix(String weakness, Software software, SecurityUpdate update) {
        long pair =
                Fixes.pair(dictionary.weakness(Text.storable(weakness)), dictionary.software(Text.storable(software)));
        if (update.equals(fixes.get(pair))) return; // a scanner repeats itself once for each device
        fixes.merge(pair, storable(update), StagedKnowledge::oneOf);
    }

    /** Adds what a control is called. */
    public void control(ControlDescription control) {
        if (control.equals(controls.get(control.id()))) return;
        ControlDescription storable = new ControlDescription(
                Text.storable(control.id()),
                Text.storableOrNull(control.name()),
                Text.storableOrNull(control.category()),
                Text.storableOrNull(control.subcategory()),
                Text.storableOrNull(control.remediation()));
        controls.merge(storable.id(), storable, StagedKnowledge::oneOf);
    }

    /** Adds another name of a weakness. */
    public void alias(Alias alias) {
        aliases.add(new Alias(Text.storable(alias.advisory()), Text.storable(alias.weakness())));
    }

    /** Each once, in any order. */
    public Set<Alias> aliases() {
        return Set.copyOf(aliases);
    }

    /** Updates by the long of weakness and software, see {@link Fixes#pair}. */
    public SortedMap<Long, SecurityUpdate> fixes() {
        return new TreeMap<>(fixes);
    }

    /** Descriptions by the id of the control. */
    public SortedMap<String, ControlDescription> controls() {
        return new TreeMap<>(controls);
    }

    private static SecurityUpdate storable(SecurityUpdate update) {
        return new SecurityUpdate(
                Text.storableOrNull(update.version()),
                Text.storableOrNull(update.id()),
                Text.storableOrNull(update.name()),
                Text.storableOrNull(update.url()));
    }

    private static <T> T oneOf(T one, T other) {
        return one.toString().compareTo(other.toString()) >= 0 ? one : other;
    }
}
