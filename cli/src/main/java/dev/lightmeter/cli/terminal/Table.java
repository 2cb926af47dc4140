package dev.lightmeter.cli.terminal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * A table as wide as its content, or as the window: then the details go first, from the right; then the columns that may be
 * cut are, the widest first. If even that does not do, other columns go from the right, because a broken line tells nothing.
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
            FILE,
            NUMBER,
            DETAIL
        }

        /** Short text, never cut. */
        public static Column text(String title) {
            return new Column(title, Kind.TEXT);
        }

        /** Text that may be cut when the window is narrow. */
        public static Column longText(String title) {
            return new Column(title, Kind.LONG_TEXT);
        }

        /** The name of a file: cut at its beginning when the window is narrow. */
        public static Column file(String title) {
            return new Column(title, Kind.FILE);
        }

        /** A number that a narrow window can do without. */
        public static Column detail(String title) {
            return new Column(title, Kind.DETAIL);
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
        fit(widths, width);
        List<Styled> titles =
                columns.stream().map(column -> Style.DIM.text(column.title())).toList();
        return Stream.concat(Stream.of(titles), rows.stream())
                .map(row -> line(row, widths))
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

    /** Narrows columns until the table fits; a column that goes has the width 0. */
    private void fit(int[] widths, int width) {
        while (total(widths) > width) {
            int detail = lastShown(widths, true);
            int widest = widestThatMayBeCut(widths);
            if (detail >= 0) {
                widths[detail] = 0;
            } else if (widest >= 0) {
                widths[widest]--;
            } else if (Arrays.stream(widths).filter(shown -> shown > 0).count() > 2) {
                widths[lastShown(widths, false)] = 0;
            } else {
                return;
            }
        }
    }

    private int lastShown(int[] widths, boolean details) {
        int last = widths.length - 1;
        while (last >= 0 && (widths[last] == 0 || (details && columns.get(last).kind() != Column.Kind.DETAIL))) last--;
        return last;
    }

    private int widestThatMayBeCut(int[] widths) {
        int widest = -1;
        for (int c = 0; c < widths.length; c++) {
            Column.Kind kind = columns.get(c).kind();
            boolean mayBeCut = (kind == Column.Kind.LONG_TEXT || kind == Column.Kind.FILE) && widths[c] > NARROWEST;
            if (mayBeCut && (widest < 0 || widths[c] > widths[widest])) widest = c;
        }
        return widest;
    }

    private static int total(int[] widths) {
        return Arrays.stream(widths)
                .filter(shown -> shown > 0)
                .map(shown -> GAP.length() + shown)
                .sum();
    }

    private List<Styled> line(List<Styled> row, int[] widths) {
        List<Styled> line = new ArrayList<>();
        for (int c = 0; c < widths.length; c++) {
            if (widths[c] == 0) continue;
            Styled cell = row.get(c);
            line.add(Styled.plain(GAP));
            line.add(
                    switch (columns.get(c).kind()) {
                        case TEXT, LONG_TEXT -> cell.flushLeft(widths[c]);
                        case FILE -> cell.ending(widths[c]);
                        case NUMBER, DETAIL -> cell.flushRight(widths[c]);
                    });
        }
        return line;
    }
}
