package dev.lightmeter.cli.terminal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * A table as wide as its content, or as the window: then the columns that may be cut are, the widest first. If even that
 * does not do, columns go from the right, because a broken line tells nothing.
 */
public final class Table {

    private static final String GAP = "  ";
    private static final int NARROWEST = 12;

    private final List<Column> columns;
    private final List<List<Styled>> rows = new ArrayList<>();

    public Table(Column... columns) {
        this.columns = List.of(columns);
    }

    /** A column and how its cells are set. */
    public record Column(String title, Kind kind) {

        enum Kind {
            TEXT,
            LONG_TEXT,
            NUMBER
        }

        /** Short text, never cut. */
        public static Column text(String title) {
            return new Column(title, Kind.TEXT);
        }

        /** Text that may be cut when the window is narrow. */
        public static Column longText(String title) {
            return new Column(title, Kind.LONG_TEXT);
        }

        /** Set flush right. */
        public static Column number(String title) {
            return new Column(title, Kind.NUMBER);
        }
    }

    /** Adds a row of plain text. */
    public Table row(String... cells) {
        return row(Arrays.stream(cells).map(Styled::plain).toArray(Styled[]::new));
    }

    /** Adds a row, one cell for each column. */
    public Table row(Styled... cells) {
        if (cells.length != columns.size()) {
            throw new IllegalArgumentException(cells.length + " cells for " + columns.size() + " columns");
        }
        rows.add(List.of(cells));
        return this;
    }

    public boolean isEmpty() {
        return rows.isEmpty();
    }

    List<List<Styled>> lines(int width) {
        int[] widths = widths();
        int shown = fit(widths, width);
        List<Styled> titles =
                columns.stream().map(column -> Style.DIM.text(column.title())).toList();
        return Stream.concat(Stream.of(titles), rows.stream())
                .map(row -> line(row, widths, shown))
                .toList();
    }

    private int[] widths() {
        int[] widths =
                columns.stream().mapToInt(column -> column.title().length()).toArray();
        for (List<Styled> row : rows) {
            for (int c = 0; c < widths.length; c++)
                widths[c] = Math.max(widths[c], row.get(c).width());
        }
        return widths;
    }

    /** Narrows columns until the table fits; returns how many of them do. */
    private int fit(int[] widths, int width) {
        int shown = widths.length;
        while (true) {
            int excess = total(widths, shown) - width;
            if (excess <= 0) return shown;
            int widest = widestThatMayBeCut(widths, shown);
            if (widest >= 0) {
                widths[widest]--;
            } else if (shown > 2) {
                shown--;
            } else {
                return shown;
            }
        }
    }

    private int widestThatMayBeCut(int[] widths, int shown) {
        int widest = -1;
        for (int c = 0; c < shown; c++) {
            boolean mayBeCut = columns.get(c).kind() == Column.Kind.LONG_TEXT && widths[c] > NARROWEST;
            if (mayBeCut && (widest < 0 || widths[c] > widths[widest])) widest = c;
        }
        return widest;
    }

    private static int total(int[] widths, int shown) {
        return GAP.length() * shown + Arrays.stream(widths, 0, shown).sum();
    }

    private List<Styled> line(List<Styled> row, int[] widths, int shown) {
        List<Styled> line = new ArrayList<>();
        for (int c = 0; c < shown; c++) {
            line.add(Styled.plain(GAP));
            line.add(row.get(c).fitted(widths[c], columns.get(c).kind() == Column.Kind.NUMBER));
        }
        return line;
    }
}
