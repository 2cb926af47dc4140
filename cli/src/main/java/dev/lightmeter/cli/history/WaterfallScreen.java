package dev.lightmeter.cli.history;

import static dev.lightmeter.cli.terminal.Styled.plain;

import dev.lightmeter.cli.question.Document;
import dev.lightmeter.cli.terminal.Points;
import dev.lightmeter.cli.terminal.Screen;
import dev.lightmeter.cli.terminal.Style;
import dev.lightmeter.cli.terminal.Styled;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What moved a score between two times, on a screen: start, a bar for each cause with what was behind it, end. */
final class WaterfallScreen {

    private static final int LABEL = 27;
    private static final int NUMBER = 6;
    private static final int NARROWEST = 8;
    private static final int WIDEST = 40;

    /** Behind so many causes, those that moved most, the events are told; of each so many. */
    private static final int LARGE_CAUSES = 4;

    private static final int EVENTS = 3;

    private final Document waterfall;
    private final Screen screen;
    private final List<Document> causes;
    private final FloatingBars bars;

    WaterfallScreen(Document waterfall, Screen screen) {
        this.waterfall = waterfall;
        this.screen = screen;
        this.causes = waterfall.list("bars").stream()
                .flatMap(bar -> bar.list("causes").stream())
                .filter(cause -> points(cause) != 0)
                .toList();
        long start = score("before");
        this.bars = new FloatingBars(
                Math.clamp(screen.columns() - LABEL - NUMBER - 6L, NARROWEST, WIDEST),
                start,
                causes.stream().mapToLong(WaterfallScreen::points).toArray());
    }

    void print() {
        screen.emptyLine();
        headline();
        screen.emptyLine();
        long now = score("before");
        edge("before", waterfall.text("from"));
        Set<Document> large = large();
        for (Document cause : causes) {
            long points = points(cause);
            Styled bar = (points > 0 ? Style.RED : Style.GREEN).text(bars.between(now, now + points));
            row(plain(EventWords.cause(cause.text("cause"))), EventTable.signed(points), bar);
            if (large.contains(cause)) behind(cause);
            now += points;
        }
        edge("after", waterfall.text("to"));
    }

    private void headline() {
        long change = waterfall.nano("change").orElse(0);
        String span =
                span(Duration.between(Instant.parse(waterfall.text("from")), Instant.parse(waterfall.text("to"))));
        Document after = waterfall.object("after");
        if (causes.isEmpty()) {
            screen.line(
                    Styled.plain("  "),
                    Style.BOLD.text(waterfall.text("group")),
                    plain(" stayed at " + after.score("score") + ": nothing moved it in " + span + "."));
            return;
        }
        String verb = change > 0 ? " rose by " : change < 0 ? " fell by " : " ended where it began, ";
        screen.line(
                plain("  "),
                Style.BOLD.text(waterfall.text("group")),
                plain(verb),
                change == 0
                        ? plain("")
                        : (change > 0 ? Style.RED : Style.GREEN).text(Points.difference(Math.abs(change))),
                plain((change == 0 ? "" : " points ") + "in " + span + ", to " + after.score("score") + " ("
                        + (after.text("level").isEmpty() ? "no data" : after.text("level")) + ")"));
    }

    private static String span(Duration duration) {
        if (duration.toHours() >= 48) return Math.round(duration.toMinutes() / 1440.0) + " days";
        if (duration.toMinutes() >= 120) return Math.round(duration.toMinutes() / 60.0) + " hours";
        return duration.toMinutes() + " minutes";
    }

    private void edge(String which, String time) {
        Document sums = waterfall.object(which);
        row(
                Style.DIM.text(Times.minute(Instant.parse(time))),
                Style.BOLD.text(sums.score("score")),
                Style.DIM.text(bars.upTo(score(which))));
    }

    private void row(Styled label, Styled number, Styled bar) {
        screen.line(
                plain("  "),
                label,
                plain(" "
                        .repeat(Math.max(
                                1,
                                LABEL
                                        - label.text().length()
                                        + NUMBER
                                        - number.text().length()))),
                number,
                plain("  "),
                bar);
    }

    private void behind(Document cause) {
        List<Document> events = cause.list("events").stream().limit(EVENTS).toList();
        long all = cause.json().path("eventCount").asLong();
        for (Document event : events) {
            String moved = all == 1 ? "" : EventTable.signed(points(event)).text() + " ";
            screen.paragraph(
                    4,
                    Style.DIM,
                    Times.minute(Instant.parse(event.text("time"))) + "  " + moved
                            + EventWords.behind(cause.text("cause"), event));
        }
        if (all > events.size()) {
            screen.paragraph(4, Style.DIM, "and " + Points.count(all - events.size()) + " more");
        }
    }

    private Set<Document> large() {
        return causes.stream()
                .sorted(Comparator.comparingLong((Document cause) -> -Math.abs(points(cause))))
                .limit(LARGE_CAUSES)
                .collect(Collectors.toSet());
    }

    private long score(String which) {
        return waterfall.object(which).nano("score").orElse(0);
    }

    private static long points(Document object) {
        return object.nano("points").orElse(0);
    }
}
