package dev.lightmeter.storage.duckdb;

import dev.lightmeter.storage.staging.Micros;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.duckdb.DuckDBAppender;

/**
 * Rows of numbers for a statement to join with: a few stand in the statement itself, many in a temporary table. {@link
 * Micros#NEVER} is null.
 */
final class Numbers implements AutoCloseable {

    /** A temporary table costs three statements; from here on it is worth them. */
    private static final int FEW = 256;

    private final Sql sql;
    private final String name;
    private final List<String> columns;
    private final List<long[]> rows = new ArrayList<>();
    private boolean isTable;

    Numbers(Sql sql, String name, String... columns) {
        this.sql = sql;
        this.name = name;
        this.columns = List.of(columns);
    }

    void add(long... row) {
        rows.add(row);
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    /** What stands behind {@code from}. There must be rows. */
    String relation() {
        if (rows.size() > FEW) {
            writeTable();
            return name;
        }
        return rows.stream()
                .map(row -> LongStream.of(row).mapToObj(Numbers::literal).collect(Collectors.joining(", ", "(", ")")))
                .collect(Collectors.joining(", ", "(values ", ") " + name + "(" + String.join(", ", columns) + ")"));
    }

    @Override
    public void close() {
        if (isTable) sql.execute("drop table " + name);
    }

    private void writeTable() {
        if (isTable) return;
        sql.execute("create temp table " + name
                + columns.stream().map(column -> column + " bigint").collect(Collectors.joining(", ", "(", ")")));
        isTable = true;
        try (DuckDBAppender table = sql.temporaryAppender(name)) {
            for (long[] row : rows) {
                table.beginRow();
                for (long value : row) {
                    if (value == Micros.NEVER) {
                        table.appendNull();
                    } else {
                        table.append(value);
                    }
                }
                table.endRow();
            }
        } catch (SQLException e) {
            throw Sql.failed(e);
        }
    }

    private static String literal(long value) {
        return value == Micros.NEVER ? "cast(null as bigint)" : "cast(" + value + " as bigint)";
    }
}
