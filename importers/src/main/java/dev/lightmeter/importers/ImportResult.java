package dev.lightmeter.importers;

import dev.lightmeter.core.report.SkippedRow;
import java.util.List;
import java.util.SortedMap;

/** How the reading of a report or a feed ended. After {@link Refused} the caller must not commit. */
public sealed interface ImportResult {

    /** Every row was read. */
    record Complete(Counts counts) implements ImportResult {}

    /** Good rows were read; others were left out, or lost the part that could not be read. */
    record Partial(Counts counts, Skipped skipped) implements ImportResult {}

    /**
     * The file is damaged, or not what its head promised.
     *
     * @param why one sentence that names file and place
     */
    record Refused(String why) implements ImportResult {}

    /**
     * What was read.
     *
     * @param records rows of a table, matches of a scan, entries of a feed, skipped ones included
     * @param findings statements that a device has, or no longer has, a weakness through one path
     */
    record Counts(long records, long findings) {}

    /**
     * What was left out.
     *
     * @param rows the first hundred, in the order of the files
     * @param byReason how many of each kind, all of them counted
     */
    record Skipped(List<SkippedRow> rows, SortedMap<String, Long> byReason) {

        public Skipped {
            rows = List.copyOf(rows);
        }

        public long total() {
            return byReason.values().stream().mapToLong(Long::longValue).sum();
        }
    }
}
