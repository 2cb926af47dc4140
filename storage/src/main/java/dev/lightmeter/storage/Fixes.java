package dev.lightmeter.storage;

import dev.lightmeter.core.SecurityUpdate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What removes a weakness from a piece of software, where a scanner said so. Immutable. There are few updates for many pairs,
 * so a pair costs twelve bytes.
 */
public final class Fixes {

    private final long[] pairs;
    private final int[] numbers;
    private final SecurityUpdate[] updates;

    private Fixes(long[] pairs, int[] numbers, SecurityUpdate[] updates) {
        this.pairs = pairs;
        this.numbers = numbers;
        this.updates = updates;
    }

    /**
     * All of these.
     *
     * @param byPair updates by the long that {@link #pair} makes
     */
    public static Fixes of(SortedMap<Long, SecurityUpdate> byPair) {
        Builder builder = new Builder();
        byPair.forEach(builder::add);
        return builder.build();
    }

    /** Weakness and software as one long. */
    public static long pair(int weakness, int software) {
        return (long) weakness << 32 | software;
    }

    /** The update that removes the weakness from the software, or null if nobody named one. */
    public @Nullable SecurityUpdate of(int weakness, int software) {
        int at = Arrays.binarySearch(pairs, pair(weakness, software));
        return at < 0 ? null : updates[numbers[at]];
    }

    /** The number of pairs of a weakness and a piece of software for which an update is known. */
    public int size() {
        return pairs.length;
    }

    /** Takes pairs in ascending order. */
    public static final class Builder {

        private final Map<SecurityUpdate, Integer> known = new HashMap<>();
        private long[] pairs = new long[64];
        private int[] numbers = new int[64];
        private int size;

        /** Adds a pair that is greater than all before. */
        public void add(long pair, SecurityUpdate update) {
            if (size > 0 && pair <= pairs[size - 1]) {
                throw new IllegalArgumentException("pair " + pair + " does not follow " + pairs[size - 1]);
            }
            if (size == pairs.length) {
                pairs = Arrays.copyOf(pairs, size * 2);
                numbers = Arrays.copyOf(numbers, size * 2);
            }
            pairs[size] = pair;
            numbers[size++] = known.computeIfAbsent(update, absent -> known.size());
        }

        public Fixes build() {
            SecurityUpdate[] updates = new SecurityUpdate[known.size()];
            known.forEach((update, number) -> updates[number] = update);
            return new Fixes(Arrays.copyOf(pairs, size), Arrays.copyOf(numbers, size), updates);
        }
    }
}
