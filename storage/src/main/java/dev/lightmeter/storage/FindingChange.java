package dev.lightmeter.storage;

import java.time.Instant;

/**
 * A path of a weakness that came or went on a device: it came when the first source reported it, and went when the last one
 * did not any more.
 *
 * @param weakness int of the weakness in the store's dictionary
 * @param path int of the path in the store's dictionary
 * @param recordedAt when the store learned of it
 */
public record FindingChange(
        int slot, int weakness, int path, Kind kind, Instant recordedAt, Instant firstSeen, Instant lastSeen) {

    /** Whether it came or went. */
    public enum Kind {
        NEW,
        FIXED
    }
}
