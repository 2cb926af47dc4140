package dev.lightmeter.storage.duckdb;

import dev.lightmeter.core.SupportStatus;
import dev.lightmeter.core.report.ReportedSoftware;
import dev.lightmeter.storage.staging.Micros;
import dev.lightmeter.storage.staging.Text;
import java.sql.SQLException;
import java.util.List;
import org.duckdb.DuckDBAppender;
import org.jspecify.annotations.Nullable;

/**
 * The software of a report on its way in, from several threads, in the temporary table {@code staged_software}. Most reports
 * tell of none and never see that table.
 */
final class StagedSoftware {

    private final Sql sql;

    /** Guarded by the connection. */
    private @Nullable DuckDBAppender appender;

    StagedSoftware(Sql sql) {
        this.sql = sql;
    }

    /**
     * Adds a piece of software.
     *
     * @param number of the device in its report
     */
    void add(int number, int software, ReportedSoftware told) {
        String diskPaths = lines(told.diskPaths());
        String registryPaths = lines(told.registryPaths());
        SupportStatus support = told.support();
        synchronized (sql) {
            try {
                DuckDBAppender row = table().beginRow();
                row.append(number).append(software).append(told.hasProductCode());
                row.append(support == null ? null : support.name());
                row.append(told.supportEnds());
                if (told.firstSeen() == null) row.appendNull();
                else row.append(Micros.of(told.firstSeen()));
                row.append(diskPaths).append(registryPaths).endRow();
            } catch (SQLException e) {
                throw Sql.failed(e);
            }
        }
    }

    /** Ends the adding. Returns false if there is no software and no table. */
    boolean finish() {
        synchronized (sql) {
            if (appender == null) return false;
            try {
                appender.close();
                return true;
            } catch (SQLException e) {
                throw Sql.failed(e);
            }
        }
    }

    /** Lets go of what was added, before a rollback. */
    void abandon() {
        synchronized (sql) {
            try {
                if (appender != null) appender.close();
            } catch (SQLException e) {
                // the transaction failed already and takes its rows with it
            }
        }
    }

    private DuckDBAppender table() throws SQLException {
        if (appender != null) return appender;
        sql.execute("""
                create temp table staged_software (
                    number integer, software integer, has_product_code boolean, support varchar, support_ends date,
                    first_seen bigint, disk_paths varchar, registry_paths varchar)""");
        appender = sql.temporaryAppender("staged_software");
        return appender;
    }

    private static @Nullable String lines(List<String> texts) {
        String lines = String.join("\n", Text.lines(texts));
        return lines.isEmpty() ? null : lines;
    }
}
