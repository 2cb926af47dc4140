package dev.lightmeter.core.history;

import java.util.Objects;

/**
 * One cause moved the sums of one device group.
 *
 * @param group number of the device group, or {@link #ORGANISATION}
 * @param after its sums once this cause and those before it are taken in
 */
public record Step(int group, Cause cause, Sums after) {

    /** Stands in place of the number of a device group for all devices together. */
    public static final int ORGANISATION = -1;

    public Step {
        if (group < ORGANISATION) throw new IllegalArgumentException("no device group has the number " + group);
        Objects.requireNonNull(cause, "cause");
        Objects.requireNonNull(after, "after");
    }
}
