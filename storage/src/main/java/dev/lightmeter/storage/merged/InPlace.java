package dev.lightmeter.storage.merged;

import java.util.function.IntConsumer;

/**
 * Goes through rows in the order of slots and has those of each survivor told where it stands, in the place of the rows that
 * the store has of it and of the others.
 */
final class InPlace {

    private final Clusters clusters;
    private final int[] survivors;
    private final IntConsumer tell;
    private int next;

    /**
     * @param survivors ascending
     * @param tell tells all rows of a survivor
     */
    InPlace(Clusters clusters, int[] survivors, IntConsumer tell) {
        this.clusters = clusters;
        this.survivors = survivors;
        this.tell = tell;
    }

    /** Tells the survivors up to a slot. True if a row of the device in the slot is to be told as it is. */
    boolean reaches(int slot) {
        while (next < survivors.length && survivors[next] <= slot) tell.accept(survivors[next++]);
        return !clusters.isConcerned(slot);
    }

    /** Tells the survivors that no row came after. */
    void finish() {
        while (next < survivors.length) tell.accept(survivors[next++]);
    }
}
