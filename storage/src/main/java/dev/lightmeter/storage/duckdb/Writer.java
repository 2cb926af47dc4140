package dev.lightmeter.storage.duckdb;

import dev.lightmeter.core.fleet.Dictionary;
import dev.lightmeter.storage.StoreException;
import dev.lightmeter.storage.staging.GroupNumbers;
import dev.lightmeter.storage.staging.StagedReport;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.duckdb.DuckDBAppender;

/**
 * The one connection that changes the database, with what only changes through it: the numbers given out so far. Whoever
 * has acquired it holds a transaction until it is released. What is remembered here changes after the commit, not before.
 */
final class Writer implements AutoCloseable {

    private final Semaphore free = new Semaphore(1);
    private final Supplier<Sql> connections;
    private Sql sql;
    private final DictionaryTables dictionary;
    private final Map<String, Source> sources = new HashMap<>();
    private int devices;
    private long reports;
    private volatile boolean closed;

    Writer(Supplier<Sql> connections, DictionaryTables dictionary) {
        this.connections = connections;
        this.sql = connections.get();
        this.dictionary = dictionary;
        dictionary.load(sql);
        sql.read("select id, name, reports_findings from source", (chunk, rows) -> {
            for (int row = 0; row < rows; row++) {
                sources.put(
                        chunk.vector(1).getString(row),
                        new Source(chunk.vector(0).getInt(row), chunk.vector(2).getBoolean(row)));
            }
        });
        devices = Math.toIntExact(sql.number("select count(*) from device"));
        reports = sql.number("select coalesce(max(id), 0) from report");
        sql.commit();
    }

    /** Waits until the transaction before has ended. */
    Writer acquire() {
        free.acquireUninterruptibly();
        if (closed) {
            free.release();
            throw new IllegalStateException("the store is closed");
        }
        return this;
    }

    /** Waits until the transaction before has ended; there is none after it. */
    @Override
    public void close() {
        free.acquireUninterruptibly();
        closed = true;
        free.release();
        sql.close();
    }

    void release() {
        free.release();
    }

    void rollbackAndRelease() {
        try {
            sql.rollback();
        } catch (StoreException e) {
            replaceConnection();
        } finally {
            release();
        }
    }

    /**
     * After a commit that failed, the driver believes that a transaction is open and the database knows of none: each further
     * statement on that connection would be durable at once, whatever became of its report.
     */
    private void replaceConnection() {
        Sql lost = sql;
        sql = connections.get();
        lost.close();
    }

    /** The number of devices; their slots are 0 up to here. */
    int devices() {
        return devices;
    }

    Sql sql() {
        return sql;
    }

    Dictionary dictionary() {
        return dictionary.dictionary();
    }

    /** The report with the number of its source, which gets a row if it is new. */
    ReportContext context(StagedReport report, GroupNumbers groups) {
        Source known = sources.get(report.source());
        int id = known == null ? sources.size() : known.id();
        boolean first = report.isAboutFindings() && (known == null || !known.reportsFindings());
        if (known == null) {
            sql.execute("insert into source values (" + id + ", ?, " + report.isAboutFindings() + ")", report.source());
        } else if (first) {
            sql.execute("update source set reports_findings = true where id = " + id);
        }
        boolean listingCounts = report.isAboutFindings() || (known != null && known.reportsFindings());
        return new ReportContext(sql, report, report.time(), report.now(), id, first, listingCounts, devices, groups);
    }

    /** Commits a report with all that is new in the dictionary. Returns the number of the report. */
    long commit(ReportContext report, int devicesAdded) {
        long number = reports + 1;
        try (DuckDBAppender rows = sql.appender("report")) {
            rows.beginRow()
                    .append(number)
                    .append(report.source())
                    .append(report.kind().name())
                    .appendEpochMicros(report.time())
                    .appendEpochMicros(report.now())
                    .endRow();
        } catch (SQLException e) {
            throw Sql.failed(e);
        }
        commit();
        reports = number;
        devices += devicesAdded;
        sources.put(report.staged().source(), new Source(report.source(), report.listingCounts()));
        return number;
    }

    /** Commits with all that is new in the dictionary. */
    void commit() {
        Runnable saved = dictionary.save(sql);
        sql.commit();
        saved.run();
    }

    private record Source(int id, boolean reportsFindings) {}
}
