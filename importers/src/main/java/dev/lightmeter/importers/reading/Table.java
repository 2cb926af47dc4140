package dev.lightmeter.importers.reading;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.lightmeter.importers.Progress;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Streams a table of comma-separated values whose first line names the columns. Lines that begin with # are comments. */
public final class Table {

    private static final int LONGEST_FIELD = 1 << 20;

    private Table() {}

    /**
     * Reads all rows. A row with too few columns is refused when it is the last one, because then the file was cut off.
     *
     * @throws IOException with a sentence if the table is broken
     */
    public static void read(Content file, Progress progress, RowReader rows) throws IOException {
        Charset charset = file.head().charset();
        try (Reader text = new InputStreamReader(
                        file.open(progress), charset.newDecoder().onMalformedInput(CodingErrorAction.REPORT));
                CsvReader<CsvRecord> table = CsvReader.builder()
                        .commentStrategy(CommentStrategy.SKIP)
                        .detectBomHeader(false)
                        .maxBufferSize(LONGEST_FIELD)
                        .allowMissingFields(true)
                        .allowExtraFields(true)
                        .ofCsvRecord(text)) {
            Map<String, Integer> columns = new HashMap<>();
            CsvRecord cut = null;
            for (CsvRecord row : table) {
                if (columns.isEmpty()) {
                    header(row, columns);
                    continue;
                }
                if (cut != null) rows.row(new Row(cut, columns));
                cut = row.getFieldCount() < columns.size() ? row : null;
                if (cut == null) rows.row(new Row(row, columns));
            }
            if (cut != null) {
                throw new UnreadableException(
                        "line " + cut.getStartingLineNumber(),
                        "the last row has " + cut.getFieldCount() + " of " + columns.size()
                                + " columns; is the file truncated?");
            }
        } catch (CsvParseException e) {
            throw new UnreadableException("the table is broken: " + e.getMessage());
        }
    }

    private static void header(CsvRecord row, Map<String, Integer> columns) {
        for (int i = 0; i < row.getFieldCount(); i++) {
            columns.putIfAbsent(Json.plainName(row.getField(i).strip().replace("\ufeff", "")), i);
        }
    }

    /** Is called at a row. */
    @FunctionalInterface
    public interface RowReader {
        void row(Row row) throws IOException;
    }

    /** One row, by the names of its columns in lower case. */
    public static final class Row {

        private final CsvRecord row;
        private final Map<String, Integer> columns;

        private Row(CsvRecord row, Map<String, Integer> columns) {
            this.row = row;
            this.columns = columns;
        }

        /** Null if the row or the table has no such column. */
        public @Nullable String get(String column) {
            Integer at = columns.get(column);
            return at == null || at >= row.getFieldCount() ? null : row.getField(at);
        }

        public String place() {
            return "line " + row.getStartingLineNumber();
        }
    }
}
