package dev.lightmeter.storage.staging;

import dev.lightmeter.core.Evidence;
import dev.lightmeter.core.Severity;
import dev.lightmeter.core.ThreatFacts;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/** What is said of a weakness that people follow; a changed one is news. EPSS changes every day and is none. */
public record Rating(int cvssTenths, Severity severity, Evidence evidence) {

    public static Rating of(ThreatFacts facts) {
        return new Rating(facts.cvssTenths(), facts.severity(), facts.evidence());
    }

    /** The weaknesses that had one rating and now have another. That somebody said something for the first time is no news. */
    public static SortedSet<Integer> changed(Map<Integer, Rating> before, Map<Integer, Rating> after) {
        Map<Integer, Rating> both = new HashMap<>(before);
        both.keySet().retainAll(after.keySet());
        both.entrySet().removeIf(entry -> entry.getValue().equals(after.get(entry.getKey())));
        return new TreeSet<>(both.keySet());
    }
}
