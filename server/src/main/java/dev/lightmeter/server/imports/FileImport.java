package dev.lightmeter.server.imports;

import dev.lightmeter.importers.ImportResult.Counts;
import dev.lightmeter.importers.ImportResult.Skipped;
import dev.lightmeter.importers.Recognition;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;

/**
 * What became of one or more files that belong together.
 *
 * @param files their names, as the user gave them
 * @param recognition what they were taken for, and why
 * @param bytes of the files as they lie there; 0 if they were not read
 * @param took from the first byte until the outcome was durable and scored; nothing if they were not read
 */
public record FileImport(List<String> files, Recognition recognition, long bytes, Duration took, Outcome outcome) {

    private static final Skipped NOTHING_SKIPPED =
            new Skipped(List.of(), Collections.unmodifiableSortedMap(new TreeMap<>()));

    public FileImport {
        files = List.copyOf(files);
    }

    /** How it ended. */
    public sealed interface Outcome {

        /** A report is durable. Counts of findings are of paths on devices. */
        record Report(
                String source,
                int devicesNew,
                int devicesKnown,
                int findingsNew,
                int findingsUnchanged,
                int findingsFixed,
                WeaknessGaps gaps,
                Rows rows)
                implements Outcome {}

        /** An edition of a feed is durable. */
        record Feed(String feed, int weaknesses, Rows rows) implements Outcome {}

        /**
         * A document of statements (VEX) is durable, or was already.
         *
         * @param document what its author calls it
         */
        record Statements(String document, String author, Kept kept, StatementFit fit, Rows rows) implements Outcome {}

        /** Nothing of these files was stored; one sentence says why. */
        record Refused(String why) implements Outcome {}
    }

    /**
     * What was read.
     *
     * @param records rows of a table, matches of a scan, entries of a feed, those left out included
     */
    public record Rows(long records, Skipped skipped) {

        static final Rows NONE = new Rows(0, NOTHING_SKIPPED);

        static Rows all(Counts counts) {
            return new Rows(counts.records(), NOTHING_SKIPPED);
        }
    }

    /** What became of a document of statements. */
    public enum Kept {
        NEW,
        /** It took the place of an earlier version. */
        REPLACED,
        /** It says what is known. */
        UNCHANGED,
        /** A later version is known, which stays. */
        OUTDATED
    }

    public boolean isRefused() {
        return outcome instanceof Outcome.Refused;
    }

    /** What was read and what was left out; nothing for files that were refused as a whole. */
    public Rows rows() {
        return switch (outcome) {
            case Outcome.Report report -> report.rows();
            case Outcome.Feed feed -> feed.rows();
            case Outcome.Statements statements -> statements.rows();
            case Outcome.Refused _ -> Rows.NONE;
        };
    }
}
