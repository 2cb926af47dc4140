package dev.lightmeter.storage.duckdb;

import dev.lightmeter.storage.StoreException;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.duckdb.DuckDBConnection;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.jspecify.annotations.Nullable;

/** Brings the tables to the newest version, with Flyway. */
final class Migrations {

    private static final String FOLDER = "classpath:dev/lightmeter/storage/duckdb/migration";

    private Migrations() {}

    /** Loads Flyway, which takes a third of a second the first time, so that it can happen beside something else. */
    static FluentConfiguration prepare() {
        return Flyway.configure()
                .locations(FOLDER)
                .loggers("slf4j")
                .failOnMissingLocations(true)
                .validateMigrationNaming(true);
    }

    static void migrate(FluentConfiguration prepared, DuckDBConnection database) {
        try {
            prepared.dataSource(new Duplicates(database)).load().migrate();
        } catch (FlywayException e) {
            throw new StoreException(
                    "the tables cannot be brought to this version of Lightmeter: "
                            + String.valueOf(e.getMessage()).lines().findFirst().orElse(""),
                    e);
        }
    }

    /** Connections to a database that is open already, so that its file is opened and replayed once. */
    private record Duplicates(DuckDBConnection database) implements DataSource {

        @Override
        public Connection getConnection() throws SQLException {
            return database.duplicate();
        }

        @Override
        public Connection getConnection(String user, String password) throws SQLException {
            return getConnection();
        }

        @Override
        public @Nullable PrintWriter getLogWriter() {
            return null;
        }

        @Override
        public void setLogWriter(PrintWriter out) {}

        @Override
        public void setLoginTimeout(int seconds) {}

        @Override
        public int getLoginTimeout() {
            return 0;
        }

        @Override
        public Logger getParentLogger() throws SQLFeatureNotSupportedException {
            throw new SQLFeatureNotSupportedException("there is no such logger");
        }

        @Override
        public <T> T unwrap(Class<T> type) throws SQLException {
            throw new SQLException("there is no " + type.getName() + " inside");
        }

        @Override
        public boolean isWrapperFor(Class<?> type) {
            return false;
        }
    }
}
