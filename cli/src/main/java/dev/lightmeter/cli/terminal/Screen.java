package dev.lightmeter.cli.terminal;

import java.io.PrintWriter;
import java.util.List;

/** Where text for people goes: knows whether it may be coloured and how wide it may be. */
public final class Screen {

    private final PrintWriter to;
    private final boolean colours;
    private final int columns;

    public Screen(PrintWriter to, boolean colours, int columns) {
        this.to = to;
        this.colours = colours;
        this.columns = columns;
    }

    public int columns() {
        return columns;
    }

    /** Prints one line made of styled pieces. */
    public void line(Styled... pieces) {
        line(List.of(pieces));
    }

    /** Prints one line of plain text, without what a terminal would obey. */
    public void line(String text) {
        to.println(Printable.of(text).stripTrailing());
    }

    public void emptyLine() {
        to.println();
    }

    /** Prints one line made of styled pieces; blanks at its end are left out. */
    void line(List<Styled> pieces) {
        int last = pieces.size() - 1;
        while (last >= 0 && pieces.get(last).text().isBlank()) last--;
        StringBuilder line = new StringBuilder();
        for (int i = 0; i <= last; i++) {
            Styled piece = pieces.get(i);
            line.append(piece.style().on(i == last ? piece.text().stripTrailing() : piece.text(), colours));
        }
        to.println(line);
    }

    /** Prints text in as many lines as it takes, each behind so many blanks. */
    public void paragraph(int indent, Style style, String text) {
        String before = " ".repeat(indent);
        StringBuilder line = new StringBuilder();
        for (String word : Printable.of(text).split(" ", -1)) {
            if (!line.isEmpty() && indent + line.length() + 1 + word.length() > columns) {
                line(Styled.plain(before), style.text(line.toString()));
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        line(Styled.plain(before), style.text(line.toString()));
    }

    public void print(Table table) {
        table.lines(columns).forEach(this::line);
    }
}
