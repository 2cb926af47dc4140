package dev.lightmeter.storage.duckdb;

import dev.lightmeter.core.FindingPath;
import dev.lightmeter.core.FindingStatus;
import dev.lightmeter.core.RemediationException;
import dev.lightmeter.core.RemediationException.Justification;
import dev.lightmeter.core.Software;
import dev.lightmeter.core.fleet.Dictionary;
import dev.lightmeter.storage.StoreException;
import java.sql.SQLException;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBDataChunkReader;
import org.duckdb.DuckDBReadableVector;
import org.jspecify.annotations.Nullable;

/**
 * The dictionary in three tables, with its ints as keys. What a report adds is written with that report; what a report that
 * came to nothing left behind is written with the next one, so the ints on disk never have gaps.
 */
final class DictionaryTables {

    private final Dictionary dictionary = new Dictionary();
    private int weaknessesSaved;
    private int pathsSaved;
    private int softwareSaved;

    Dictionary dictionary() {
        return dictionary;
    }

    void load(Sql sql) {
        sql.read("select id, name from weakness order by id", (chunk, rows) -> {
            for (int row = 0; row < rows; row++) {
                expect(
                        chunk.vector(0).getInt(row),
                        dictionary.weakness(chunk.vector(1).getString(row)));
            }
        });
        sql.read("""
                select id, vendor, product, version, recommendation, status, alert, exception_justification,
                    exception_expires
                from path order by id""", (chunk, rows) -> {
            for (int row = 0; row < rows; row++) {
                expect(chunk.vector(0).getInt(row), dictionary.path(path(chunk, row)));
            }
        });
        loadSoftware(sql);
        weaknessesSaved = dictionary.weaknesses();
        pathsSaved = dictionary.paths();
        softwareSaved = dictionary.piecesOfSoftware();
    }

    /** Writes what is new, in the transaction of the caller. Once that is committed, run what this returns. */
    Runnable save(Sql sql) {
        int weaknesses = dictionary.weaknesses();
        int paths = dictionary.paths();
        int software = dictionary.piecesOfSoftware();
        try {
            if (weaknesses > weaknessesSaved) appendWeaknesses(sql, weaknesses);
            if (paths > pathsSaved) appendPaths(sql, paths);
            if (software > softwareSaved) appendSoftware(sql, software);
        } catch (SQLException e) {
            throw Sql.failed(e);
        }
        return () -> {
            weaknessesSaved = weaknesses;
            pathsSaved = paths;
            softwareSaved = software;
        };
    }

    private void appendWeaknesses(Sql sql, int end) throws SQLException {
        try (DuckDBAppender rows = sql.appender("weakness")) {
            for (int id = weaknessesSaved; id < end; id++) {
                rows.beginRow().append(id).append(dictionary.weaknessName(id)).endRow();
            }
        }
    }

    private void appendPaths(Sql sql, int end) throws SQLException {
        try (DuckDBAppender rows = sql.appender("path")) {
            for (int id = pathsSaved; id < end; id++) {
                FindingPath path = dictionary.path(id);
                rows.beginRow()
                        .append(id)
                        .append(path.software().vendor())
                        .append(path.software().product())
                        .append(path.software().version())
                        .append(path.recommendation())
                        .append(path.status().name())
                        .append(path.alert());
                RemediationException exception = path.exception();
                if (exception == null) {
                    rows.appendNull().appendNull();
                } else {
                    rows.append(exception.justification().name()).append(exception.expires());
                }
                rows.endRow();
            }
        }
    }

    private void loadSoftware(Sql sql) {
        sql.read("select id, vendor, product, version from software order by id", (chunk, rows) -> {
            for (int row = 0; row < rows; row++) {
                expect(chunk.vector(0).getInt(row), dictionary.software(software(chunk, row)));
            }
        });
    }

    private void appendSoftware(Sql sql, int end) throws SQLException {
        try (DuckDBAppender rows = sql.appender("software")) {
            for (int id = softwareSaved; id < end; id++) {
                Software software = dictionary.software(id);
                rows.beginRow()
                        .append(id)
                        .append(software.vendor())
                        .append(software.product())
                        .append(software.version())
                        .endRow();
            }
        }
    }

    /** Vendor, product and version stand behind the int. */
    private static Software software(DuckDBDataChunkReader chunk, int row) {
        return new Software(
                chunk.vector(1).getString(row),
                chunk.vector(2).getString(row),
                chunk.vector(3).getString(row));
    }

    private static FindingPath path(DuckDBDataChunkReader chunk, int row) {
        return new FindingPath(
                software(chunk, row),
                chunk.vector(4).getString(row),
                Stored.word(FindingStatus.class, chunk.vector(5).getString(row)),
                chunk.vector(6).getBoolean(row),
                exception(chunk.vector(7), chunk.vector(8), row));
    }

    private static @Nullable RemediationException exception(
            DuckDBReadableVector justification, DuckDBReadableVector expires, int row) {
        if (justification.isNull(row)) return null;
        return new RemediationException(
                Stored.word(Justification.class, justification.getString(row)),
                expires.isNull(row) ? null : expires.getLocalDate(row));
    }

    private static void expect(int stored, int loaded) {
        if (stored != loaded) {
            throw new StoreException("the database is damaged: entry " + stored + " of its dictionary stands where "
                    + loaded + " belongs; restore the folder from a backup");
        }
    }
}
