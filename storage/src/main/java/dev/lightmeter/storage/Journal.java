package dev.lightmeter.storage;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What happened to an installation: the audit log and the uploads. Writing to it never waits for a report that is being
 * stored.
 */
public interface Journal {

    /** Adds an entry to the audit log; it is durable when this returns. */
    AuditEntry add(Instant at, Actor actor, String action, String object, String detail);

    /**
     * Reads the audit log, newest first.
     *
     * @param since no entry before this time
     * @param before only entries with smaller numbers; {@link Long#MAX_VALUE} for the newest
     */
    List<AuditEntry> entries(Instant since, long before, int most);

    /** Starts an upload: keeps it durable and gives it the next number. */
    ImportRun begin(Instant at, Actor actor, String name, long bytes);

    /** Keeps what became of an upload. */
    void finish(ImportRun finished);

    /** An upload with its document. */
    Optional<ImportRun> importRun(long number);

    /**
     * Reads the uploads without their documents, newest first.
     *
     * @param before only uploads with smaller numbers; {@link Long#MAX_VALUE} for the newest
     */
    List<ImportRun> importRuns(long before, int most);
}
