package dev.lightmeter.core.fleet;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;

/** Values by small ints in the order of their first appearance. Look-ups take no lock; only a new value does. */
final class Interned<T> {

    private static final int BLOCK_BITS = 12;
    private static final int BLOCK = 1 << BLOCK_BITS;

    private final ConcurrentHashMap<T, Integer> ints = new ConcurrentHashMap<>();
    /** Replaced whole when it grows, so that readers see either list; the blocks inside never move. Guarded by this for writes. */
    private volatile List<Object[]> blocks = List.of();

    private volatile int size;

    int intern(T value) {
        Integer known = ints.get(value);
        return known != null ? known : add(value);
    }

    /** The int of a value; -1 if it was never interned. */
    int find(T value) {
        Integer known = ints.get(value);
        return known != null ? known : -1;
    }

    @SuppressWarnings("unchecked") // only intern puts values into the blocks
    T get(int at) {
        if (at < 0 || at >= size) throw new IndexOutOfBoundsException("no value has the int " + at);
        return (T) blocks.get(at >> BLOCK_BITS)[at & (BLOCK - 1)];
    }

    int size() {
        return size;
    }

    private synchronized int add(T value) {
        Integer known = ints.get(value);
        if (known != null) return known;
        int at = size;
        if (at >> BLOCK_BITS == blocks.size()) {
            List<Object[]> grown = new ArrayList<>(blocks);
            grown.add(new Object[BLOCK]);
            blocks = grown;
        }
        blocks.get(at >> BLOCK_BITS)[at & (BLOCK - 1)] = value;
        size = at + 1;
        ints.put(value, at);
        return at;
    }
}
