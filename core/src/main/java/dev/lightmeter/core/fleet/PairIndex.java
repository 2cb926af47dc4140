package dev.lightmeter.core.fleet;

import java.util.Arrays;

/**
 * Pairs of weakness (upper half) and path (lower half), found by something that belongs to the path: its product, its
 * recommendation.
 */
final class PairIndex {

    private final long[] pairs;
    /** Key in the upper half, place of the pair in the lower; ascending. */
    private final long[] places;

    /** @param pairs ascending */
    PairIndex(long[] pairs, int[] keyByPath) {
        this.pairs = pairs;
        this.places = new long[pairs.length];
        for (int i = 0; i < pairs.length; i++) places[i] = (long) keyByPath[(int) pairs[i]] << 32 | i;
        Arrays.sort(places);
    }

    /** The pairs of a key, ascending. */
    long[] of(int key) {
        int from = Arrays.binarySearch(places, (long) key << 32);
        int start = from >= 0 ? from : ~from;
        int end = start;
        while (end < places.length && places[end] >> 32 == key) end++;
        long[] found = new long[end - start];
        for (int i = 0; i < found.length; i++) found[i] = pairs[(int) places[start + i]];
        return found;
    }
}
