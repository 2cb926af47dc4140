package dev.lightmeter.importers.scanner;

import org.jspecify.annotations.Nullable;

/**
 * A table of what was seen lately. Each hash has one slot, so that memory is bounded and nothing is ever searched; whoever asks
 * compares. For one thread.
 */
final class Recent<T> {

    private static final int GOLDEN_RATIO = 0x9e3779b9;
    private static final int PATIENCE = 8;

    private final @Nullable Object[] slots;
    private final int shift;
    private int refused;

    /** @param slots a power of two */
    Recent(int slots) {
        this.slots = new Object[slots];
        this.shift = Integer.numberOfLeadingZeros(slots) + 1;
    }

    /** What has the slot of this hash, which may be something else; null if nothing has. */
    @SuppressWarnings("unchecked") // only put() fills the slots
    @Nullable
    T get(int hash) {
        return (T) slots[slot(hash)];
    }

    /** Takes the slot, whoever has it. */
    void put(int hash, T newcomer) {
        slots[slot(hash)] = newcomer;
    }

    /**
     * Takes the slot if it is free; else one newcomer in eight does. Where there are more things than slots, and they come round
     * and round, as the CVEs of a fleet do, the others are still there when they come again.
     */
    void putPatiently(int hash, T newcomer) {
        int slot = slot(hash);
        if (slots[slot] != null && ++refused % PATIENCE != 0) return;
        slots[slot] = newcomer;
    }

    /** Spreads the hashes of names that differ in a digit or two, as those of products and versions do, over the table. */
    private int slot(int hash) {
        return (hash * GOLDEN_RATIO) >>> shift;
    }
}
