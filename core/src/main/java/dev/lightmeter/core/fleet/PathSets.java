package dev.lightmeter.core.fleet;

import java.util.Arrays;

/**
 * Which paths a weakness has on a device, as one int: a path itself if there is only one, which is nearly always so, else
 * the complement of the number of an interned set. Append-only and shared by all versions of a fleet.
 */
final class PathSets {

    private final Interned<Members> sets = new Interned<>();

    /** The int for the paths {@code paths[from..to)}, ascending and distinct. */
    int of(int[] paths, int from, int to) {
        return to - from == 1 ? paths[from] : ~sets.intern(new Members(Arrays.copyOfRange(paths, from, to)));
    }

    static boolean isSingle(int code) {
        return code >= 0;
    }

    /** The paths behind a code that is not single. Not to be changed. */
    int[] members(int code) {
        return sets.get(~code).paths;
    }

    /** All paths behind a code. */
    int[] paths(int code) {
        return isSingle(code) ? new int[] {code} : members(code).clone();
    }

    @SuppressWarnings("ArrayRecordComponent") // compared by content, and never handed out of the package
    private record Members(int[] paths) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Members that && Arrays.equals(paths, that.paths);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(paths);
        }
    }
}
