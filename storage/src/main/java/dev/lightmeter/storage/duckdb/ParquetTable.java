package dev.lightmeter.storage.duckdb;

import dev.lightmeter.storage.StoreException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;

/** Turns CSV into Parquet, by a database in memory that is gone afterwards. */
public final class ParquetTable {

    private ParquetTable() {}

    /**
     * Writes the rows of a CSV file with one header line to a Parquet file.
     *
     * @param columns names and SQL types, such as {@code score decimal(12,9)}; an empty field is no value
     */
    public static void write(Path csv, List<String> columns, Path parquet) {
        String types = columns.stream()
                .map(column -> column.split(" ", 2))
                .map(column -> quoted(column[0]) + ": " + quoted(column[1]))
                .collect(Collectors.joining(", ", "{", "}"));
        String sql = "copy (select * from read_csv(" + quoted(csv.toString())
                + ", header = true, delim = ',', quote = '\"', escape = '\"', auto_detect = false, columns = " + types
                + ")) to " + quoted(parquet.toString()) + " (format parquet, compression zstd)";
        try (Connection memory = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = memory.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new StoreException(
                    "the Parquet file cannot be written: "
                            + String.valueOf(e.getMessage()).lines().findFirst().orElse(""),
                    e);
        }
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
