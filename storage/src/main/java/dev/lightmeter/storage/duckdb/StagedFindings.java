package dev.lightmeter.storage.duckdb;

import java.sql.SQLException;
import org.duckdb.DuckDBAppender;

/**
 * The findings of a report on their way into a temporary table, from several threads. Each thread fills rows of longs that
 * it hardly shares; only a full buffer goes through the one appender. DuckDB moves the table to disk if it grows large.
 */
final class StagedFindings {

    private static final int STRIPES = 16;
    private static final int ROWS = 2048;
    private static final int COLUMNS = 3;
    private static final long FIXED = 1L << 32;

    private final Buffer[] buffers = new Buffer[STRIPES];
    private final DuckDBAppender appender;

    StagedFindings(Sql sql) {
        // weakness in the upper half of what, path in the lower
        sql.execute("create temp table staged_finding (number integer, what bigint, fixed boolean, first_seen bigint)");
        try {
            appender = sql.temporaryAppender("staged_finding");
        } catch (SQLException e) {
            throw Sql.failed(e);
        }
        for (int i = 0; i < STRIPES; i++) buffers[i] = new Buffer();
    }

    /** @param firstSeen in microseconds; the largest long if the source does not say */
    void add(int number, int weakness, int path, boolean fixed, long firstSeen) {
        Buffer buffer = buffers[(int) (Thread.currentThread().threadId() & (STRIPES - 1))];
        synchronized (buffer) {
            buffer.add(fixed ? number | FIXED : number, (long) weakness << 32 | path, firstSeen);
        }
    }

    /** Brings what is left into the table. No thread may add any more. */
    void finish() {
        for (Buffer buffer : buffers) {
            synchronized (buffer) {
                buffer.drain();
            }
        }
        close();
    }

    /** Lets go of what was added, before a rollback. */
    void abandon() {
        synchronized (appender) {
            try {
                appender.close();
            } catch (SQLException e) {
                // the transaction failed already and takes its rows with it
            }
        }
    }

    private void close() {
        try {
            appender.close();
        } catch (SQLException e) {
            throw Sql.failed(e);
        }
    }

    private final class Buffer {

        private final long[] values = new long[ROWS * COLUMNS];
        private int filled;

        void add(long number, long what, long firstSeen) {
            values[filled] = number;
            values[filled + 1] = what;
            values[filled + 2] = firstSeen;
            filled += COLUMNS;
            if (filled == values.length) drain();
        }

        void drain() {
            synchronized (appender) {
                try {
                    for (int i = 0; i < filled; i += COLUMNS) {
                        appender.beginRow()
                                .append((int) values[i])
                                .append(values[i + 1])
                                .append((values[i] & FIXED) != 0)
                                .append(values[i + 2])
                                .endRow();
                    }
                } catch (SQLException e) {
                    throw Sql.failed(e);
                }
            }
            filled = 0;
        }
    }
}
