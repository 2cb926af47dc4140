package dev.lightmeter.storage.duckdb;

import dev.lightmeter.storage.StoreException;
import dev.lightmeter.storage.staging.Micros;
import java.time.Instant;
import java.util.List;
import org.duckdb.DuckDBReadableVector;
import org.jspecify.annotations.Nullable;

/** Values as they stand in the tables. */
final class Stored {

    private Stored() {}

    /** A word of ours; one that this version does not know comes from a newer version or a damaged file. */
    static <E extends Enum<E>> E word(Class<E> type, String word) {
        try {
            return Enum.valueOf(type, word);
        } catch (IllegalArgumentException e) {
            throw new StoreException(
                    "the database has the " + type.getSimpleName() + " " + word
                            + ", which this version of Lightmeter does not know; run the version that wrote it",
                    e);
        }
    }

    static @Nullable String text(DuckDBReadableVector column, int row) {
        return column.isNull(row) ? null : column.getString(row);
    }

    static String textOrEmpty(DuckDBReadableVector column, int row) {
        return column.isNull(row) ? "" : column.getString(row);
    }

    /** A time that stands there in microseconds. */
    static @Nullable Instant instant(DuckDBReadableVector column, int row) {
        return column.isNull(row) ? null : Micros.instant(column.getLong(row));
    }

    /** False if nobody said. */
    static boolean truth(DuckDBReadableVector column, int row) {
        return !column.isNull(row) && column.getBoolean(row);
    }

    /** Tags, paths and addresses stand one a line. */
    static List<String> lines(String lines) {
        return lines.isEmpty() ? List.of() : List.of(lines.split("\n"));
    }

    /** A time in microseconds as SQL. */
    static String time(long micros) {
        return "make_timestamp(" + micros + ")";
    }
}
