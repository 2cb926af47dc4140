package dev.lightmeter.storage.duckdb;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The slots that a statement is about, as a condition that lets DuckDB skip the blocks without any of them. Without it, a
 * report about one device would read all findings.
 */
final class SlotRange {

    /** Up to here every slot is named; beyond, from the first to the last one. */
    private static final int NAMED = 256;

    private final int[] slots;

    /** @param slots ascending, each once */
    SlotRange(int[] slots) {
        this.slots = slots;
    }

    /** All slots of a stretch, the last one excluded. */
    static SlotRange between(int from, int to) {
        return new SlotRange(IntStream.range(from, to).toArray());
    }

    /** True if every slot is named. */
    boolean isShort() {
        return slots.length <= NAMED;
    }

    /** The condition on a column. False if there are no slots. */
    String of(String column) {
        if (slots.length == 0) return "false";
        if (slots.length == 1) return column + " = " + slots[0];
        if (slots.length > NAMED) return column + " between " + slots[0] + " and " + slots[slots.length - 1];
        return column + " in ("
                + Arrays.stream(slots).mapToObj(Integer::toString).collect(Collectors.joining(", ")) + ")";
    }
}
