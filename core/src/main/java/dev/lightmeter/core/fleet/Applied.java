package dev.lightmeter.core.fleet;

import java.util.Set;
import java.util.TreeSet;

/**
 * Recommendations that a fleet is looked at as if they had been applied: their paths are skipped wherever findings are read.
 * So a what-if over a million devices copies no finding. For the controls among them see {@link Fleet#without}.
 */
final class Applied {

    static final Applied NOTHING = new Applied(Set.of(), new boolean[0]);

    private final Set<String> recommendations;
    /** Whether a path is gone, by path. */
    private final boolean[] gone;

    private Applied(Set<String> recommendations, boolean[] gone) {
        this.recommendations = recommendations;
        this.gone = gone;
    }

    Applied and(Set<String> more, Dictionary dictionary) {
        Set<String> all = new TreeSet<>(recommendations);
        all.addAll(more);
        boolean[] without = new boolean[dictionary.paths()];
        for (int path = 0; path < without.length; path++) {
            without[path] = all.contains(dictionary.path(path).recommendation());
        }
        return new Applied(all, without);
    }

    /** The same for a dictionary that has grown. */
    Applied upToDate(Dictionary dictionary) {
        return isNothing() ? this : and(Set.of(), dictionary);
    }

    boolean isNothing() {
        return recommendations.isEmpty();
    }

    boolean removes(int path) {
        return path < gone.length && gone[path];
    }

    /** Those of some paths that are left; none, if all are gone. */
    int[] left(int[] paths) {
        if (isNothing()) return paths;
        int kept = 0;
        for (int path : paths) if (!removes(path)) kept++;
        if (kept == paths.length) return paths;
        int[] left = new int[kept];
        int next = 0;
        for (int path : paths) if (!removes(path)) left[next++] = path;
        return left;
    }
}
