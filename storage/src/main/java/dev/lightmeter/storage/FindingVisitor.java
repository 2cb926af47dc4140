package dev.lightmeter.storage;

/** Takes open findings one by one, without an object for each. */
public interface FindingVisitor {

    /**
     * A path that is open, as all sources together report it. Times are microseconds since 1970.
     *
     * @param slot the store's number of the device
     * @param weakness int of the weakness in the store's dictionary
     * @param path int of the path in the store's dictionary
     * @param firstSeen the earliest first sight
     * @param lastSeen the latest report of a source that has it
     * @param recordedAt when the store first learned of it
     */
    void visit(int slot, int weakness, int path, long firstSeen, long lastSeen, long recordedAt);
}
