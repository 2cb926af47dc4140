package dev.lightmeter.core.decision;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * By which names weaknesses are also called: the advisories of projects and distributions, and the weaknesses that sources say
 * they are about. Immutable.
 */
public final class Aliases {

    /** Nobody knows another name of anything. */
    public static final Aliases NONE = new Aliases(Map.of());

    private final Map<String, SortedSet<String>> weaknesses;
    /** The other way round, but only of advisories that are about a single weakness. */
    private final Map<String, SortedSet<String>> advisories = new HashMap<>();

    private Aliases(Map<String, SortedSet<String>> weaknesses) {
        this.weaknesses = weaknesses;
        weaknesses.forEach((advisory, all) -> {
            if (all.size() == 1)
                advisories
                        .computeIfAbsent(all.first(), added -> new TreeSet<>())
                        .add(advisory);
        });
    }

    /**
     * One advisory is about a weakness.
     *
     * @param advisory {@code GHSA-jfh8-c2jp-5v3q}, {@code DSA-5020-1}
     * @param weakness what findings count as: {@code CVE-2021-44228}
     */
    public record Alias(String advisory, String weakness) {
        public Alias {
            if (advisory.isBlank() || weakness.isBlank())
                throw new IllegalArgumentException("an alias needs two names");
        }
    }

    /** Those that are known. */
    public static Aliases of(Iterable<Alias> all) {
        Map<String, SortedSet<String>> weaknesses = new HashMap<>();
        all.forEach(alias -> weaknesses
                .computeIfAbsent(alias.advisory(), added -> new TreeSet<>())
                .add(alias.weakness()));
        return new Aliases(weaknesses);
    }

    /**
     * Everything that somebody means who names a weakness or an advisory: what the advisory is about, and the advisory that is
     * about this weakness alone. What is said of one weakness is not said of an advisory about several.
     */
    public SortedSet<String> meantBy(String name) {
        SortedSet<String> meant = new TreeSet<>(List.of(name));
        meant.addAll(weaknesses.getOrDefault(name, Collections.emptySortedSet()));
        meant.addAll(advisories.getOrDefault(name, Collections.emptySortedSet()));
        return meant;
    }
}
