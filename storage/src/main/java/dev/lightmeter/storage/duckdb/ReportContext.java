package dev.lightmeter.storage.duckdb;

import dev.lightmeter.core.report.ReportHeader.Kind;
import dev.lightmeter.storage.staging.GroupNumbers;
import dev.lightmeter.storage.staging.StagedReport;

/**
 * What every step of a commit needs to know.
 *
 * @param now when the report is recorded, in microseconds
 * @param source number of the source
 * @param firstAboutFindings true if the source never reported findings before
 * @param listingCounts true if the source's word that it looks at a device counts, even without findings in the report
 * @param nextSlot slot of the next new device
 * @param groups every group that the report names
 */
record ReportContext(
        Sql sql,
        StagedReport staged,
        long time,
        long now,
        int source,
        boolean firstAboutFindings,
        boolean listingCounts,
        int nextSlot,
        GroupNumbers groups) {

    Kind kind() {
        return staged.kind();
    }

    /** The time of the report as SQL. */
    String at() {
        return Stored.time(time);
    }
}
