package dev.lightmeter.storage.merged;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** What the store has of survivors and of the devices merged into them, asked for many survivors at a time. */
final class Ahead<R> {

    private static final int AT_ONCE = 512;

    private final Clusters clusters;
    private final int[] survivors;
    private final BiConsumer<int[], Map<Integer, R>> reader;
    private final Function<List<R>, R> union;
    private final Map<Integer, R> read = new HashMap<>();
    private int next;

    /**
     * @param survivors ascending, in which order they are asked for
     * @param reader puts what it reads of some devices into a map, by slot
     * @param union of what is known of a survivor, which comes first, and of the others
     */
    Ahead(Clusters clusters, int[] survivors, BiConsumer<int[], Map<Integer, R>> reader, Function<List<R>, R> union) {
        this.clusters = clusters;
        this.survivors = survivors;
        this.reader = reader;
        this.union = union;
    }

    /** All that is known of a survivor and the others, as one; empty if the store does not have it. */
    Optional<R> of(int survivor) {
        if (next < survivors.length && survivors[next] <= survivor) readMore();
        List<R> known = Arrays.stream(clusters.membersOf(survivor))
                .filter(read::containsKey)
                .mapToObj(read::get)
                .toList();
        return known.isEmpty() ? Optional.empty() : Optional.of(union.apply(known));
    }

    private void readMore() {
        read.clear();
        int end = Math.min(next + AT_ONCE, survivors.length);
        int[] slots = Arrays.stream(survivors, next, end)
                .flatMap(survivor -> Arrays.stream(clusters.membersOf(survivor)))
                .sorted()
                .toArray();
        reader.accept(slots, read);
        next = end;
    }
}
