package dev.lightmeter.storage.staging;

import dev.lightmeter.core.ThreatFacts;
import dev.lightmeter.core.fleet.Dictionary;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** What one report or one edition says about weaknesses, collected from several threads; of several statements the worst. */
public final class StagedFacts {

    private final Dictionary dictionary;
    private final ConcurrentHashMap<Integer, ThreatFacts> byWeakness = new ConcurrentHashMap<>();

    public StagedFacts(Dictionary dictionary) {
        this.dictionary = dictionary;
    }

    public void add(ThreatFacts facts) {
        ThreatFacts storable = storable(facts);
        int weakness = dictionary.weakness(storable.weakness());
        ThreatFacts known = byWeakness.get(weakness);
        if (storable.equals(known)) return; // a scanner repeats itself once for each finding
        byWeakness.merge(weakness, storable, ThreatFacts::worst);
    }

    /** The facts by the int of their weakness, ascending. */
    public SortedMap<Integer, ThreatFacts> byWeakness() {
        return new TreeMap<>(byWeakness);
    }

    private static ThreatFacts storable(ThreatFacts facts) {
        String name = Text.storable(facts.weakness());
        if (name.equals(facts.weakness())) return facts;
        return new ThreatFacts(
                name,
                facts.epssP5(),
                facts.cvssTenths(),
                facts.severity(),
                facts.attackVector(),
                facts.evidence(),
                facts.rejected(),
                facts.endOfSupport());
    }
}
