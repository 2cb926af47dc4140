package dev.lightmeter.storage;

/**
 * What an edition of a feed changed.
 *
 * @param weaknesses of which the edition says something
 * @param touchedSlots devices whose findings are others than before, because they were findings of an advisory; ascending
 */
@SuppressWarnings("ArrayRecordComponent") // may hold a million slots
public record FeedReceipt(int weaknesses, int[] touchedSlots) {

    /** The same about other devices. */
    public FeedReceipt withTouchedSlots(int[] slots) {
        return new FeedReceipt(weaknesses, slots);
    }
}
