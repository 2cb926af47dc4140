package dev.lightmeter.importers.reading;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.lightmeter.importers.Progress;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Streams a table of comma-separated values whose first line names the columns. Lines that begin with # are comments. */
public final class Table {

    private static final int LONGEST_FIELD = 1 << 20;
    private static final int BYTE_ORDER_MARK = 0xfeff;

    private Table() {}

    /**
     * Reads all rows. A row with too few columns is refused when it is the last one, because then the file was cut off.
     *
     * @param required columns without which the table is of no use
     * @throws IOException with a sentence if the table is broken
     */
    public static void read(Content file, Progress progress, List<String> required, RowReader rows) throws IOException {
        try (Reader text = text(file, progress);
                CsvReader<CsvRecord> table = CsvReader.builder()
                        .commentStrategy(CommentStrategy.SKIP)
                        .maxBufferSize(LONGEST_FIELD)
                        .allowMissingFields(true)
                        .allowExtraFields(true)
                        .ofCsvRecord(text)) {
            Iterator<CsvRecord> records = table.iterator();
            if (!records.hasNext()) throw new UnreadableException("the table has no line that names its columns");
            Map<String, Integer> columns = columns(records.next(), required);
            while (records.hasNext()) {
                CsvRecord row = records.next();
                if (row.getFieldCount() < columns.size() && !records.hasNext()) {
                    throw new UnreadableException(
                            "line " + row.getStartingLineNumber(),
                            "the last row has " + row.getFieldCount() + " of " + columns.size()
                                    + " columns; is the file truncated?");
                }
                rows.row(new Row(row, columns));
            }
        } catch (CsvParseException e) {
            throw broken(e);
        }
    }

    private static UnreadableException broken(CsvParseException e) {
        String cause = e.getCause() == null
                ? String.valueOf(e.getMessage())
                : String.valueOf(e.getCause().getMessage());
        return new UnreadableException("the table is broken: " + cause);
    }

    private static Reader text(Content file, Progress progress) throws IOException {
        Charset charset = file.head().charset();
        BufferedReader text = new BufferedReader(new InputStreamReader(
                file.open(progress), charset.newDecoder().onMalformedInput(CodingErrorAction.REPORT)));
        text.mark(1);
        if (text.read() != BYTE_ORDER_MARK) text.reset();
        return text;
    }

    private static Map<String, Integer> columns(CsvRecord header, List<String> required) throws IOException {
        Map<String, Integer> columns = new HashMap<>();
        for (int i = 0; i < header.getFieldCount(); i++) {
            columns.putIfAbsent(Json.plainName(header.getField(i).strip()), i);
        }
        for (String column : required) {
            if (!columns.containsKey(column)) {
                throw new UnreadableException(
                        "line " + header.getStartingLineNumber(), "the table has no column " + column);
            }
        }
        return columns;
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
