package dev.lightmeter.storage.staging;

import java.util.HashSet;
import java.util.Set;
import java.util.TreeMap;

/** The findings that a report states about one device. Weakness and path stand in one long, the weakness above. */
public final class StatedFindings {

    /** Stands for a first sight that the source does not tell. */
    public static final long UNTOLD = Long.MAX_VALUE;

    final TreeMap<Long, Long> present = new TreeMap<>();
    final Set<Long> fixed = new HashSet<>();

    /** The long of a weakness and a path. */
    public static long what(int weakness, int path) {
        return (long) weakness << 32 | path;
    }

    public static int weakness(long what) {
        return (int) (what >>> 32);
    }

    public static int path(long what) {
        return (int) what;
    }

    /**
     * Adds a path that is there. Stated twice, the earlier first sight counts.
     *
     * @param firstSeen in microseconds, or {@link #UNTOLD}
     */
    public void addPresent(long what, long firstSeen) {
        present.merge(what, firstSeen, Math::min);
    }

    public void addFixed(long what) {
        fixed.add(what);
    }

    /** The number of paths that are there. */
    public int size() {
        return present.size();
    }
}
