package dev.lightmeter.storage.duckdb;

import dev.lightmeter.storage.staging.StatedFindings;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.duckdb.DuckDBAppender;
import org.jspecify.annotations.Nullable;

/**
 * The findings of a report on their way in, from several threads. Each thread fills a buffer of longs that it hardly
 * shares. The first full buffers wait in memory; if more come, all of them go through one appender into the temporary table
 * {@code staged_finding}, which DuckDB moves to disk when it grows large.
 */
final class StagedFindings {

    static final int ROWS_IN_MEMORY = 1 << 15;

    private static final int STRIPES = 16;
    private static final int ROWS = 2048;
    private static final int COLUMNS = 3;
    private static final long FIXED = 1L << 32;

    private final Sql sql;
    private final int rowsInMemory;
    private final Buffer[] buffers = new Buffer[STRIPES];

    /** Guards the two below: the connection, which others use for what they stage. */
    private final Object drained;

    private final List<long[]> waiting = new ArrayList<>();
    private @Nullable DuckDBAppender appender;

    /** @param rowsInMemory how many rows may wait before the table is made */
    StagedFindings(Sql sql, int rowsInMemory) {
        this.sql = sql;
        this.drained = sql;
        this.rowsInMemory = rowsInMemory;
        for (int i = 0; i < STRIPES; i++) buffers[i] = new Buffer();
    }

    /** @param firstSeen in microseconds, or {@link StatedFindings#UNTOLD} */
    void add(int number, int weakness, int path, boolean fixed, long firstSeen) {
        Buffer buffer = buffers[(int) (Thread.currentThread().threadId() & (STRIPES - 1))];
        synchronized (buffer) {
            buffer.add(fixed ? number | FIXED : number, StatedFindings.what(weakness, path), firstSeen);
        }
    }

    /**
     * Ends the adding. Returns whether the findings are few enough to have stayed in memory, where {@link #byNumber()} has
     * them; else they are in the table, until {@link #drop()}.
     */
    boolean finishInMemory() {
        for (Buffer buffer : buffers) {
            synchronized (buffer) {
                buffer.drain();
            }
        }
        synchronized (drained) {
            return appender == null && rowsInMemory >= 0;
        }
    }

    /** Brings the findings into the table if they are not there yet. */
    void finishInTable() {
        synchronized (drained) {
            try {
                write();
                if (appender != null) appender.close();
            } catch (SQLException e) {
                throw Sql.failed(e);
            }
        }
    }

    /** The findings by the number of their device. */
    Map<Integer, StatedFindings> byNumber() {
        Map<Integer, StatedFindings> byNumber = new HashMap<>();
        for (long[] rows : blocks()) {
            for (int i = 0; i < rows.length; i += COLUMNS) {
                StatedFindings stated = byNumber.computeIfAbsent((int) rows[i], absent -> new StatedFindings());
                if ((rows[i] & FIXED) == 0) {
                    stated.addPresent(rows[i + 1], rows[i + 2]);
                } else {
                    stated.addFixed(rows[i + 1]);
                }
            }
        }
        return byNumber;
    }

    private List<long[]> blocks() {
        synchronized (drained) {
            return List.copyOf(waiting);
        }
    }

    void drop() {
        sql.execute("drop table staged_finding");
    }

    /** Lets go of what was added, before a rollback. */
    void abandon() {
        synchronized (drained) {
            try {
                if (appender != null) appender.close();
            } catch (SQLException e) {
                // the transaction failed already and takes its rows with it
            }
        }
    }

    private void take(long[] rows) {
        synchronized (drained) {
            waiting.add(rows);
            if (appender == null
                    && waiting.stream().mapToInt(block -> block.length).sum() / COLUMNS <= rowsInMemory) {
                return;
            }
            try {
                write();
            } catch (SQLException e) {
                throw Sql.failed(e);
            }
        }
    }

    private void write() throws SQLException {
        DuckDBAppender table = appender;
        if (table == null) {
            sql.execute(
                    "create temp table staged_finding (number integer, what bigint, fixed boolean, first_seen bigint)");
            table = sql.temporaryAppender("staged_finding");
            appender = table;
        }
        for (long[] rows : waiting) {
            for (int i = 0; i < rows.length; i += COLUMNS) {
                table.beginRow()
                        .append((int) rows[i])
                        .append(rows[i + 1])
                        .append((rows[i] & FIXED) != 0)
                        .append(rows[i + 2])
                        .endRow();
            }
        }
        waiting.clear();
    }

    /** What one thread, or two that meet here, added since it was drained. */
    private final class Buffer {

        private long[] values = new long[0];
        private int filled;

        void add(long number, long what, long firstSeen) {
            if (filled == values.length) {
                drain();
                values = new long[ROWS * COLUMNS];
            }
            values[filled] = number;
            values[filled + 1] = what;
            values[filled + 2] = firstSeen;
            filled += COLUMNS;
        }

        void drain() {
            if (filled > 0) take(filled == values.length ? values : Arrays.copyOf(values, filled));
            values = new long[0];
            filled = 0;
        }
    }
}
