package dev.lightmeter.cli.history;

import static dev.lightmeter.cli.terminal.Styled.plain;

import dev.lightmeter.cli.question.Document;
import dev.lightmeter.cli.terminal.Points;
import dev.lightmeter.cli.terminal.Screen;
import dev.lightmeter.cli.terminal.Style;
import dev.lightmeter.cli.terminal.Styled;
import dev.lightmeter.cli.terminal.Table;
import dev.lightmeter.cli.terminal.Table.Column;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/** What happened, a line each. */
final class EventTable {

    private static final int WEAKNESSES = 2;

    private final List<Document> events;

    EventTable(List<Document> events) {
        this.events = events;
    }

    /** The events that moved a score most, in the order of time. */
    static List<Document> moments(List<Document> newestFirst, int most) {
        List<Document> largest = newestFirst.stream()
                .sorted(Comparator.comparingLong(EventTable::size).reversed())
                .limit(most)
                .toList();
        return newestFirst.reversed().stream().filter(largest::contains).toList();
    }

    /** With the numbers under which they stand on a line. */
    void printNumbered(Screen screen) {
        Table table = new Table(
                Column.number("#"), Column.text("TIME (UTC)"), Column.number("MOVED IT BY"), Column.longText("WHAT"));
        for (int i = 0; i < events.size(); i++) {
            Document event = events.get(i);
            table.row(plain(Integer.toString(i + 1)), time(event), change(event), what(event));
        }
        if (!table.isEmpty()) screen.print(table);
    }

    void print(Screen screen) {
        Table table =
                new Table(Column.text("TIME (UTC)"), Column.number("MOVED IT BY"), Column.longText("WHAT HAPPENED"));
        events.forEach(event -> table.row(time(event), change(event), what(event)));
        if (!table.isEmpty()) screen.print(table);
    }

    private static Styled time(Document event) {
        return plain(Times.minute(Instant.parse(event.text("time"))));
    }

    private static Styled change(Document event) {
        return signed(event.nano("change").orElse(0));
    }

    private static Styled what(Document event) {
        return plain(EventWords.of(event, WEAKNESSES));
    }

    private static long size(Document event) {
        return Math.abs(event.nano("change").orElse(0));
    }

    /** A change with its sign: what makes a score worse is red. */
    static Styled signed(long nanoPoints) {
        if (nanoPoints == 0) return Style.DIM.text(Points.NONE);
        String points = Points.difference(Math.abs(nanoPoints));
        boolean small = points.startsWith("<");
        if (nanoPoints > 0) return Style.RED.text(small ? points.replace("<", "<+") : "+" + points);
        return Style.GREEN.text(small ? points.replace("<", ">-") : "-" + points);
    }
}
