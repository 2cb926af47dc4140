package dev.lightmeter.server.imports;

import dev.lightmeter.importers.ImportResult.Skipped;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;

/**
 * What became of one or more files that belong together.
 *
 * @param files their names, as the user gave them
 * @param format id of the format; empty if it was not recognised
 */
public record FileImport(List<String> files, String format, Outcome outcome) {

    /** Nothing was left out. */
    static final Skipped NOTHING_SKIPPED = new Skipped(List.of(), Collections.unmodifiableSortedMap(new TreeMap<>()));

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
                Skipped skipped)
                implements Outcome {}

        /** An edition of a feed is durable. */
        record Feed(String feed, int weaknesses, Skipped skipped) implements Outcome {}

        /**
         * A document of statements (VEX) is durable, or was already.
         *
         * @param document what its author calls it
         */
        record Statements(String document, String author, Kept kept, StatementFit fit, Skipped skipped)
                implements Outcome {}

        /** Nothing of these files was stored; one sentence says why. */
        record Refused(String why) implements Outcome {}
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

    /** What was left out; nothing for files that were refused as a whole. */
    public Skipped skipped() {
        return switch (outcome) {
            case Outcome.Report report -> report.skipped();
            case Outcome.Feed feed -> feed.skipped();
            case Outcome.Statements statements -> statements.skipped();
            case Outcome.Refused refused -> NOTHING_SKIPPED;
        };
    }
}
