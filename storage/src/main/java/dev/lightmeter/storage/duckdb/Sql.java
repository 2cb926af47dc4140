package dev.lightmeter.storage.duckdb;

import dev.lightmeter.storage.StoreException;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBChunkedResult;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDataChunkReader;
import org.duckdb.DuckDBPreparedStatement;
import org.jspecify.annotations.Nullable;

/** One connection to the database, in which every statement belongs to a transaction. For one thread at a time. */
final class Sql implements AutoCloseable {

    private final DuckDBConnection connection;

    Sql(DuckDBConnection connection) {
        this.connection = connection;
        try {
            connection.setAutoCommit(false);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /** Runs a statement. Returns the number of rows it changed. */
    int execute(String statement, @Nullable Object... parameters) {
        try (PreparedStatement prepared = connection.prepareStatement(statement)) {
            bind(prepared, parameters);
            return prepared.execute() ? 0 : prepared.getUpdateCount();
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /** Hands out the rows of a query, column by column, some two thousand rows at a time. */
    void read(String query, ChunkReader reader, Object... parameters) {
        try (DuckDBPreparedStatement prepared = connection.prepare(query)) {
            bind(prepared, parameters);
            try (DuckDBChunkedResult result = prepared.query()) {
                while (result.nextChunk()) {
                    DuckDBDataChunkReader chunk = result.chunk();
                    reader.read(chunk, (int) chunk.rowCount());
                }
            }
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /** The number that a query of one row and one bigint column gives. */
    long number(String query) {
        long[] number = new long[1];
        read(query, (chunk, rows) -> {
            if (rows > 0) number[0] = chunk.vector(0).getLong(0);
        });
        return number[0];
    }

    /** Adds rows to a table. Several threads may take turns. */
    DuckDBAppender appender(String table) throws SQLException {
        return shared(connection.createAppender(DuckDBConnection.DEFAULT_SCHEMA, table));
    }

    /** Adds rows to a temporary table. Several threads may take turns. */
    DuckDBAppender temporaryAppender(String table) throws SQLException {
        return shared(connection.createAppender("temp", DuckDBConnection.DEFAULT_SCHEMA, table));
    }

    void commit() {
        try {
            connection.commit();
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    void rollback() {
        try {
            connection.rollback();
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private static void bind(PreparedStatement prepared, @Nullable Object... parameters) throws SQLException {
        for (int i = 0; i < parameters.length; i++) prepared.setObject(i + 1, parameters[i]);
    }

    static StoreException failed(SQLException e) {
        String said = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        if (said.contains("No space left") || said.contains("ENOSPC")) {
            return new StoreException("the disk is full, nothing was changed: free some space and try again", e);
        }
        return new StoreException("the database refused its work: " + said, e);
    }

    private static DuckDBAppender shared(DuckDBAppender appender) throws SQLException {
        appender.unsafeBreakThreadConfinement(); // our own lock lets one thread in at a time
        return appender;
    }

    /** Takes the rows of a query, some at a time. */
    interface ChunkReader {
        void read(DuckDBDataChunkReader chunk, int rows) throws SQLException;
    }
}
