package dev.lightmeter.core.report;

import dev.lightmeter.core.FindingPath;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One path of one finding, as a source reports it.
 *
 * @param device the source's id of the device
 * @param weakness id of the weakness, such as {@code CVE-2021-44228}
 * @param change whether the path is there or gone; a full report has only what is there
 * @param firstSeen when the source first saw it; null if it does not say
 */
public record ReportedFinding(
        String device,
        String weakness,
        FindingPath path,
        Change change,
        @Nullable Instant firstSeen) {

    public ReportedFinding {
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(change, "change");
        if (device.isBlank()) throw new IllegalArgumentException("a finding needs the id of its device");
        if (weakness.isBlank()) throw new IllegalArgumentException("a finding needs the id of its weakness");
    }

    public static ReportedFinding present(String device, String weakness, FindingPath path) {
        return new ReportedFinding(device, weakness, path, Change.PRESENT, null);
    }

    /** What a delta report says about a path. */
    public enum Change {
        PRESENT,
        FIXED
    }
}
