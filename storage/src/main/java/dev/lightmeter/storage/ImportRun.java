package dev.lightmeter.storage;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One upload and what became of it.
 *
 * @param number ascending
 * @param finishedAt null while it is going on, and for good if the process ended meanwhile
 * @param name what the upload is called
 * @param bytes of the upload
 * @param outcome counts of what was in it
 * @param document the answer to the upload as JSON; empty while it is going on and where only the rest was asked for
 */
public record ImportRun(
        long number,
        Instant startedAt,
        @Nullable Instant finishedAt,
        Actor actor,
        String name,
        long bytes,
        Outcome outcome,
        String document) {

    /**
     * How many of what came in.
     *
     * @param refused files of which nothing was stored
     */
    public record Outcome(int reports, int feeds, int refused) {
        public static final Outcome NONE_YET = new Outcome(0, 0, 0);
    }

    /** The same upload at its end. */
    public ImportRun finished(Instant at, Outcome outcome, String document) {
        return new ImportRun(number, startedAt, at, actor, name, bytes, outcome, document);
    }
}
