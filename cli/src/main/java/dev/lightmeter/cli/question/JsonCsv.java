package dev.lightmeter.cli.question;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Lists of a document as one table for spreadsheets, with all digits. */
public final class JsonCsv {

    private JsonCsv() {}

    /**
     * Writes rows, each behind the name of its list.
     *
     * @param lists rows by the name of their list, in their order
     * @param columns properties of the rows; a row without one has an empty cell
     */
    public static void write(Map<String, ? extends Iterable<JsonNode>> lists, List<String> columns, Writer to) {
        try {
            CsvWriter csv = CsvWriter.builder().build(to);
            List<String> header = new ArrayList<>(List.of("list"));
            header.addAll(columns);
            csv.writeRecord(header);
            lists.forEach((name, rows) -> rows.forEach(row -> {
                List<String> cells = new ArrayList<>(List.of(name));
                columns.forEach(
                        column -> cells.add(spreadsheetSafe(row.path(column).asString(""))));
                csv.writeRecord(cells);
            }));
            csv.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A text that a spreadsheet would take for a formula stays a text; a number stays a number. */
    private static String spreadsheetSafe(String text) {
        boolean formula = !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0;
        return formula && !text.matches("-\\d+(\\.\\d+)?") ? "'" + text : text;
    }
}
