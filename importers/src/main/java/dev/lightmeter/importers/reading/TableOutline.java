package dev.lightmeter.importers.reading;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The first lines of a head, taken apart by each of the delimiters that tables come with. */
final class TableOutline {

    /** Lines of company, user and date that some scanners put above the names of the columns. */
    static final int LINES_ABOVE = 20;

    private static final String DELIMITERS = ",;\t|";

    private final List<Line> lines = new ArrayList<>();

    private TableOutline() {}

    static TableOutline of(byte[] head, Charset charset) {
        TableOutline outline = new TableOutline();
        for (int i = 0; i < DELIMITERS.length(); i++) outline.takeApart(head, charset, DELIMITERS.charAt(i));
        return outline;
    }

    /** These columns as the line that names all of them writes them; empty if there is none. */
    Optional<List<String>> columns(List<String> columns) {
        return line(columns).map(line -> columns.stream()
                .map(column -> line.names().getOrDefault(column, column))
                .toList());
    }

    /** The delimiter by which one of the first lines names all these columns. */
    Optional<Character> delimiter(List<String> columns) {
        return line(columns).map(Line::delimiter);
    }

    private Optional<Line> line(List<String> columns) {
        return lines.stream()
                .filter(line -> line.names().keySet().containsAll(columns))
                .findFirst();
    }

    private void takeApart(byte[] head, Charset charset, char delimiter) {
        try (CsvReader<CsvRecord> table =
                Table.looseParser(new ForgivingText(new ByteArrayInputStream(head), charset), delimiter)) {
            Iterator<CsvRecord> records = table.iterator();
            for (int i = 0; i < LINES_ABOVE && records.hasNext(); i++) {
                Map<String, String> names = new HashMap<>();
                for (String field : records.next().getFields())
                    names.putIfAbsent(Table.plainName(field), field.strip());
                lines.add(new Line(delimiter, names));
            }
        } catch (CsvParseException | IOException _) {
            // what was seen so far is what there is to see
        }
    }

    /** @param names of columns, plain, each with the way in which it is written */
    private record Line(char delimiter, Map<String, String> names) {}
}
