package dev.lightmeter.core.fleet;

import java.util.Arrays;

/** Distinct longs of 0 and above, in a table with open addressing: asked once for every finding of the fleet. */
final class LongSet {

    private static final long EMPTY = -1;

    private long[] table = empty(1 << 10);
    private int size;

    void add(long value) {
        int mask = table.length - 1;
        int at = (int) ((value * 0x9E3779B97F4A7C15L) >>> 32) & mask;
        while (table[at] != EMPTY) {
            if (table[at] == value) return;
            at = at + 1 & mask;
        }
        table[at] = value;
        if (++size > table.length / 2) grow();
    }

    void addAll(LongSet others) {
        for (long value : others.table) if (value != EMPTY) add(value);
    }

    long[] sorted() {
        return Arrays.stream(table).filter(value -> value != EMPTY).sorted().toArray();
    }

    private void grow() {
        long[] before = table;
        table = empty(before.length * 2);
        size = 0;
        for (long value : before) if (value != EMPTY) add(value);
    }

    private static long[] empty(int length) {
        long[] empty = new long[length];
        Arrays.fill(empty, EMPTY);
        return empty;
    }
}
