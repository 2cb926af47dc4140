package dev.lightmeter.storage.duckdb;

import dev.lightmeter.storage.DataFolder;
import dev.lightmeter.storage.StoreException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import org.duckdb.DuckDBConnection;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/** The open database: {@code store/lightmeter.duckdb} in the data folder. */
final class Database implements AutoCloseable {

    /** A quarter of the machine is for the database, the rest for the fleet in memory and for everybody else. */
    private static final int SHARE_OF_MEMORY = 4;

    private static final long LEAST_MEMORY = 512L << 20;

    /**
     * The log may grow to some thirty thousand small reports before the commit that fills it also writes it into the file,
     * which takes a second or more. After a kill it is read back in less.
     */
    private static final String LOG_SIZE = "64MB";

    /** Never runs anything, so that it can be duplicated at any time. */
    private final DuckDBConnection idle;

    private Database(DuckDBConnection idle) {
        this.idle = idle;
    }

    /** Opens the file, a new one if there is none, with its tables at the newest version. */
    static Database open(DataFolder folder) {
        // each takes a third of a second the first time: Flyway reads its plugins, DuckDB unpacks its library
        CompletableFuture<FluentConfiguration> flyway = CompletableFuture.supplyAsync(Migrations::prepare);
        Path file = folder.subfolder("store").resolve("lightmeter.duckdb");
        DuckDBConnection connection = connect(file);
        try {
            Migrations.migrate(flyway.join(), connection);
            ownerOnly(folder, file);
            return new Database(connection);
        } catch (RuntimeException e) {
            closeAfter(e, connection);
            throw e;
        }
    }

    /** A connection with its own transactions. */
    Sql connect() {
        try {
            return new Sql(idle.duplicate());
        } catch (SQLException e) {
            throw Sql.failed(e);
        }
    }

    /** Writes the log into the file and lets go of it. */
    @Override
    public void close() {
        try {
            idle.close();
        } catch (SQLException e) {
            throw Sql.failed(e);
        }
    }

    private static DuckDBConnection connect(Path file) {
        Properties settings = new Properties();
        settings.setProperty("memory_limit", memoryLimit() + "B");
        settings.setProperty("checkpoint_threshold", LOG_SIZE);
        settings.setProperty("autoinstall_known_extensions", "false");
        settings.setProperty("autoload_known_extensions", "false");
        try {
            return (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:" + file, settings);
        } catch (SQLException e) {
            String said = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            throw new StoreException(
                    file + " cannot be opened as a database of Lightmeter; if it is damaged, restore it from a backup,"
                            + " or move it away to start empty (" + said + ")",
                    e);
        }
    }

    private static long memoryLimit() {
        long machine =
                ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean os
                        ? os.getTotalMemorySize()
                        : 0;
        return Math.max(LEAST_MEMORY, machine / SHARE_OF_MEMORY);
    }

    private static void ownerOnly(DataFolder folder, Path file) {
        try {
            if (Files.exists(file)) folder.makePrivate(file);
        } catch (IOException e) {
            throw new StoreException("the permissions of " + file + " cannot be set: " + e.getMessage(), e);
        }
    }

    private static void closeAfter(RuntimeException failure, DuckDBConnection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
    }
}
