package dev.lightmeter.importers.reading;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import dev.lightmeter.importers.Progress;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Streams a table whose first line names the columns. Names match whatever their letter case, blanks and signs:
 * {@code CVSS v3.0 Base Score} is {@code cvssv30basescore}. Lines that begin with # are comments, blank lines are nothing.
 */
public final class Table {

    private static final int LONGEST_FIELD = 1 << 22;
    private static final int LONGEST_ROW = 1 << 24;
    private static final int MOST_COLUMNS = 4_096;
    private static final int BYTE_ORDER_MARK = 0xfeff;

    private Table() {}

    /**
     * Reads all rows of a feed: comma-separated, the columns named by the first line, strictly in its encoding. A row with too
     * few columns is refused when it is the last one, because then the file was cut off.
     *
     * @param required columns without which the table is of no use
     * @throws IOException with a sentence if the table is broken
     */
    public static void read(Content file, Progress progress, List<String> required, RowReader rows) throws IOException {
        try (Reader text = text(file, progress)) {
            read(parser(text, ',', false), 1, required, rows);
        }
    }

    /**
     * As {@link #read}, for tables that went through spreadsheets: separated by comma, semicolon, tab or bar, in UTF-8, UTF-16 or
     * Windows-1252, and with up to {@value TableOutline#LINES_ABOVE} lines up to and with the one that names the columns.
     */
    public static void readLoosely(Content file, Progress progress, List<String> required, RowReader rows)
            throws IOException {
        FileHead head = file.head();
        char delimiter = head.delimiter(required);
        try (Reader text = new ForgivingText(file.open(progress), head.charset())) {
            read(parser(text, delimiter, true), TableOutline.LINES_ABOVE, required, rows);
        }
    }

    /** A parser that takes a text behind a closing quotation mark as part of the value. */
    static CsvReader<CsvRecord> looseParser(Reader text, char delimiter) {
        return parser(text, delimiter, true);
    }

    private static CsvReader<CsvRecord> parser(Reader text, char delimiter, boolean loose) {
        return CsvReader.builder()
                .fieldSeparator(delimiter)
                .commentStrategy(CommentStrategy.SKIP)
                .maxBufferSize(LONGEST_FIELD)
                .allowMissingFields(true)
                .allowExtraFields(true)
                .allowExtraCharsAfterClosingQuote(loose)
                .build(
                        CsvRecordHandler.of(limits -> limits.maxFields(MOST_COLUMNS)
                                .maxFieldSize(LONGEST_FIELD)
                                .maxRecordSize(LONGEST_ROW)),
                        text);
    }

    static String plainName(String name) {
        StringBuilder plain = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            if (Character.isLetterOrDigit(name.charAt(i))) plain.append(Character.toLowerCase(name.charAt(i)));
        }
        return plain.toString();
    }

    private static void read(CsvReader<CsvRecord> parser, int linesAbove, List<String> required, RowReader rows)
            throws IOException {
        try (CsvReader<CsvRecord> table = parser) {
            Iterator<CsvRecord> records = table.iterator();
            Map<String, Integer> columns = columns(records, linesAbove, required);
            while (records.hasNext()) {
                CsvRecord row = records.next();
                if (isBlank(row)) continue;
                if (row.getFieldCount() < columns.size() && !records.hasNext()) {
                    throw new UnreadableException(
                            "line " + row.getStartingLineNumber(),
                            "the last row has " + row.getFieldCount() + " of " + columns.size()
                                    + " columns; is the file truncated?");
                }
                rows.row(new Row(row, columns));
            }
        } catch (CsvParseException e) {
            if (e.getCause() instanceof CharacterCodingException cause) throw cause;
            throw broken(e);
        } catch (UncheckedIOException e) { // of the first row
            throw e.getCause();
        }
    }

    private static boolean isBlank(CsvRecord row) {
        for (int i = 0; i < row.getFieldCount(); i++) {
            if (!row.getField(i).isBlank()) return false;
        }
        return true;
    }

    private static UnreadableException broken(CsvParseException e) {
        String cause = e.getCause() == null
                ? String.valueOf(e.getMessage())
                : String.valueOf(e.getCause().getMessage());
        if (cause.contains("maximum buffer size")) {
            return new UnreadableException("more than any honest file needs: a value of more than " + LONGEST_FIELD
                    + " characters; is a quotation mark missing?");
        }
        if (cause.contains("maximum limit")) {
            return new UnreadableException("more than any honest file needs: a row of more than " + MOST_COLUMNS
                    + " columns or " + LONGEST_ROW + " characters");
        }
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

    /** The columns by the first line that names all that are required. */
    private static Map<String, Integer> columns(Iterator<CsvRecord> records, int linesAbove, List<String> required)
            throws IOException {
        if (!records.hasNext()) throw new UnreadableException("the table has no line that names its columns");
        UnreadableException nameless = null;
        for (int i = 0; i < linesAbove && records.hasNext(); i++) {
            CsvRecord header = records.next();
            Map<String, Integer> columns = new HashMap<>();
            for (int at = 0; at < header.getFieldCount(); at++) {
                columns.putIfAbsent(plainName(header.getField(at)), at);
            }
            if (columns.keySet().containsAll(required)) return columns;
            if (nameless == null) {
                nameless = new UnreadableException(
                        "line " + header.getStartingLineNumber(),
                        "the table has no column " + missing(columns, required));
            }
        }
        throw Objects.requireNonNull(nameless);
    }

    private static String missing(Map<String, Integer> columns, List<String> required) {
        return required.stream()
                .filter(column -> !columns.containsKey(column))
                .findFirst()
                .orElse("");
    }

    /** Is called at a row. */
    @FunctionalInterface
    public interface RowReader {
        void row(Row row) throws IOException;
    }

    /** One row, by the plain names of its columns: only letters and digits, in lower case. */
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

        /** The first of these columns that is not blank, without blanks around it; empty if there is none. */
        public String first(String... names) {
            for (String name : names) {
                String value = get(name);
                if (value != null && !value.isBlank()) return value.strip();
            }
            return "";
        }

        public String place() {
            return "line " + row.getStartingLineNumber();
        }
    }
}
