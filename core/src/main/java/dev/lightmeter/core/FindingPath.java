package dev.lightmeter.core;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The way through which a device has a weakness: a piece of software, what would remove it, and what was said about it.
 * A finding (device and weakness) has one or more paths and counts with its worst one.
 *
 * @param recommendation id of the action that removes this path; empty if none is known
 * @param status what VEX or the scanner says; {@link FindingStatus#OPEN} if nothing
 * @param alert true if an exploit attempt through this path was seen on the device
 * @param exception a decision that covers this path; null if none
 */
public record FindingPath(
        Software software,
        String recommendation,
        FindingStatus status,
        boolean alert,
        @Nullable RemediationException exception) {

    public FindingPath {
        Objects.requireNonNull(software, "software");
        Objects.requireNonNull(recommendation, "recommendation");
        Objects.requireNonNull(status, "status");
    }

    /** An open path without alert or exception: nearly all paths of a real fleet. */
    public static FindingPath open(Software software, String recommendation) {
        return new FindingPath(software, recommendation, FindingStatus.OPEN, false, null);
    }

    /** True if the hazard of this path is that of the weakness alone: no alert, no exception, and open. */
    public boolean isPlain() {
        return status == FindingStatus.OPEN && !alert && exception == null;
    }
}
