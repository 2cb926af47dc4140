package dev.lightmeter.storage.duckdb;

import dev.lightmeter.core.report.ReportHeader.Kind;

/**
 * What every statement of a commit needs to know.
 *
 * @param time the time that the report describes, in microseconds
 * @param firstAboutFindings true if the source never reported findings before
 */
record ReportContext(Sql sql, int source, String sourceName, Kind kind, long time, boolean firstAboutFindings) {

    boolean isAboutFindings() {
        return kind != Kind.INVENTORY;
    }

    /** The time as SQL. */
    String at() {
        return Stored.time(time);
    }
}
