package dev.lightmeter.storage.staging;

import dev.lightmeter.core.report.ReportedDevice;
import org.jspecify.annotations.Nullable;

/** When a device was first and last seen, in microseconds. */
public record Seen(long first, long last) {

    /** Nobody saw it. */
    public static final Seen NEVER = new Seen(Long.MAX_VALUE, Micros.NEVER);

    /**
     * What one report tells. A device that it names without a time was seen when the report was made.
     *
     * @param statement null if the report names the device by its findings alone
     * @param time of the report
     * @param now nothing is seen later than this
     */
    public static Seen in(@Nullable ReportedDevice statement, long time, long now) {
        long last =
                statement == null || statement.seenAt() == null ? time : Math.min(Micros.of(statement.seenAt()), now);
        long first = statement == null || statement.firstSeen() == null ? last : Micros.of(statement.firstSeen());
        return new Seen(Math.min(first, Math.min(last, time)), last);
    }

    /** These sights and the others. */
    public Seen and(Seen other) {
        return new Seen(Math.min(first, other.first), Math.max(last, other.last));
    }
}
