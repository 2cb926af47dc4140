package dev.lightmeter.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Rows of figures, written so that a terminal and Markdown both show columns. */
final class Table {

    private final List<String> header;
    private final List<List<String>> rows = new ArrayList<>();

    Table(String... header) {
        this.header = List.of(header);
    }

    Table row(String... cells) {
        if (cells.length != header.size()) {
            throw new IllegalArgumentException(cells.length + " cells for the columns " + header);
        }
        rows.add(List.of(cells));
        return this;
    }

    @Override
    public String toString() {
        int[] widths = IntStream.range(0, header.size()).map(this::width).toArray();
        StringBuilder text = new StringBuilder(line(header, widths));
        text.append(IntStream.of(widths).mapToObj("-"::repeat).collect(Collectors.joining(" | ", "| ", " |\n")));
        for (List<String> row : rows) text.append(line(row, widths));
        return text.toString();
    }

    private int width(int column) {
        return IntStream.concat(
                        IntStream.of(header.get(column).length()),
                        rows.stream().mapToInt(row -> row.get(column).length()))
                .max()
                .orElse(0);
    }

    private static String line(List<String> cells, int[] widths) {
        return IntStream.range(0, widths.length)
                .mapToObj(
                        c -> cells.get(c) + " ".repeat(widths[c] - cells.get(c).length()))
                .collect(Collectors.joining(" | ", "| ", " |\n"));
    }
}
