package dev.lightmeter.core.report;

import java.util.Objects;

/**
 * What is known of a report before it is read.
 *
 * @param source who says it, such as {@code defender} or {@code trivy}; findings of different sources live side by side
 * @param kind what a finding that is missing from the report means
 */
public record ReportHeader(String source, Kind kind) {

    public ReportHeader {
        Objects.requireNonNull(kind, "kind");
        if (source.isBlank()) throw new IllegalArgumentException("a report needs the name of its source");
    }

    /** What a finding that is missing from the report means. */
    public enum Kind {
        /** It is fixed, if the report says that it assessed the device. */
        FULL,
        /** Nothing: the report names only what is new and what is fixed. */
        DELTA,
        /** Nothing: the report knows devices, not findings. */
        INVENTORY
    }
}
