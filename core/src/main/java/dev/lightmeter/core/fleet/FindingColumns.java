package dev.lightmeter.core.fleet;

import java.util.Arrays;

/**
 * The findings of the devices of one {@link DeviceBlock}, device behind device in two parallel arrays. Reading straight on
 * is what memory does best: with an array for each device, waiting for the first lines of each takes twice as long as all
 * the sums.
 *
 * <p>Of every device the distinct weaknesses, and what {@link PathSets} says of each. The first of them, ascending, count
 * with their plain hazard; the rest, ascending too, have a path with an alert, a VEX status or an exception and are looked
 * at one by one. Not changed once its fleet is published.
 */
final class FindingColumns {

    /** A settled block has at most one unused place in so many. */
    private static final int UNUSED_ONE_IN = 8;

    /** Where the findings of a device begin, where those that are not plain begin, and where they end. */
    final int[] start;

    final int[] plainEnd;
    final int[] end;
    int[] weakness;
    int[] paths;

    /** Places given out; those of replaced devices are gaps. */
    private int filled;
    /** Places that devices use. */
    private int used;

    FindingColumns(int devices) {
        start = new int[devices];
        plainEnd = new int[devices];
        end = new int[devices];
        weakness = new int[0];
        paths = new int[0];
    }

    FindingColumns(FindingColumns other) {
        start = other.start.clone();
        plainEnd = other.plainEnd.clone();
        end = other.end.clone();
        weakness = other.weakness.clone();
        paths = other.paths.clone();
        filled = other.filled;
        used = other.used;
    }

    /** Puts the findings of a device in the place of those it had. */
    void set(int at, FleetDevice device, Dictionary dictionary, PathSets pathSets) {
        int[] saidWeaknesses = device.weaknesses();
        int[] saidPaths = device.paths();
        int distinct = 0;
        int special = 0;
        for (int from = 0, to; from < saidWeaknesses.length; from = to) {
            to = endOfRun(saidWeaknesses, from);
            distinct++;
            if (!allPlain(saidPaths, from, to, dictionary)) special++;
        }
        reserve(distinct);
        used += distinct - (end[at] - start[at]);
        int nextPlain = filled;
        int nextSpecial = filled + distinct - special;
        start[at] = nextPlain;
        plainEnd[at] = nextSpecial;
        filled += distinct;
        end[at] = filled;
        for (int from = 0, to; from < saidWeaknesses.length; from = to) {
            to = endOfRun(saidWeaknesses, from);
            int place = allPlain(saidPaths, from, to, dictionary) ? nextPlain++ : nextSpecial++;
            weakness[place] = saidWeaknesses[from];
            paths[place] = pathSets.of(saidPaths, from, to);
        }
    }

    /** Takes the findings of a device away. */
    void clear(int at) {
        used -= end[at] - start[at];
        plainEnd[at] = start[at];
        end[at] = start[at];
    }

    /** Closes the gaps and gives back spare places, if there are many. Not for a fleet that is published. */
    void settle() {
        if (weakness.length - used <= used / UNUSED_ONE_IN) return;
        int[] settledWeakness = new int[used];
        int[] settledPaths = new int[used];
        int next = 0;
        for (int at = 0; at < start.length; at++) {
            int length = end[at] - start[at];
            System.arraycopy(weakness, start[at], settledWeakness, next, length);
            System.arraycopy(paths, start[at], settledPaths, next, length);
            plainEnd[at] += next - start[at];
            start[at] = next;
            next += length;
            end[at] = next;
        }
        weakness = settledWeakness;
        paths = settledPaths;
        filled = used;
    }

    private void reserve(int more) {
        if (filled + more <= weakness.length) return;
        int length = Math.max(filled + more, filled + filled / 2);
        weakness = Arrays.copyOf(weakness, length);
        paths = Arrays.copyOf(paths, length);
    }

    private static int endOfRun(int[] weaknesses, int from) {
        int to = from + 1;
        while (to < weaknesses.length && weaknesses[to] == weaknesses[from]) to++;
        return to;
    }

    private static boolean allPlain(int[] paths, int from, int to, Dictionary dictionary) {
        for (int i = from; i < to; i++) {
            if (!dictionary.isPlain(paths[i])) return false;
        }
        return true;
    }
}
