package dev.lightmeter.storage;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A path of a weakness on a device, from its first sight to its fix, as one source reported it. A finding that comes back
 * is another period. Times are to the microsecond.
 *
 * @param weakness int of the weakness in the store's dictionary
 * @param path int of the path in the store's dictionary
 * @param lastSeen when the source last reported it; for an open one, when it last reported findings of the device
 * @param fixedAt the report that no longer had it; null while it is open
 * @param recordedAt when the store learned of it
 * @param fixedRecordedAt when the store learned of the fix; null while it is open
 */
public record FindingPeriod(
        int weakness,
        int path,
        String source,
        Instant firstSeen,
        Instant lastSeen,
        @Nullable Instant fixedAt,
        Instant recordedAt,
        @Nullable Instant fixedRecordedAt) {

    public boolean isOpen() {
        return fixedAt == null;
    }
}
