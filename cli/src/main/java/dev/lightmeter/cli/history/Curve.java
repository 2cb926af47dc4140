package dev.lightmeter.cli.history;

import dev.lightmeter.cli.terminal.Points;
import dev.lightmeter.cli.terminal.Screen;
import dev.lightmeter.cli.terminal.Style;
import dev.lightmeter.cli.terminal.Styled;
import dev.lightmeter.core.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.OptionalLong;
import java.util.TreeMap;

/** The line of a score, drawn with characters: a score stays what it is until something moves it, so it runs in steps. */
final class Curve {

    private static final int ROWS = 9;
    private static final int LABEL = 9;
    private static final long ONE_POINT = 1_000_000_000L;
    private static final long FULL = 100 * ONE_POINT;
    /** So many times the distance between two labels is the height of the picture. */
    private static final int STEPS = 4;

    private static final long[] STEPS_NANO = {
        ONE_POINT / 2, ONE_POINT, 2 * ONE_POINT, 5 * ONE_POINT, 10 * ONE_POINT, FULL / STEPS
    };
    private static final int NO_ROW = -1;

    private final Instant from;
    private final Instant to;
    private final int columns;
    /** The score from a time on; empty where there was none. */
    private final NavigableMap<Instant, OptionalLong> scores = new TreeMap<>();

    /** @param columns for the line itself and the labels of its axis */
    Curve(Instant from, Instant to, int columns) {
        this.from = from;
        this.to = to;
        this.columns = Math.max(2, columns - LABEL);
    }

    /** So many points tell all that can be drawn. */
    int points() {
        return columns + 1;
    }

    /** Takes in that the score is this from a time on. */
    void point(Instant at, OptionalLong score) {
        scores.put(at, score);
    }

    /**
     * Draws the line, and under it the numbers of moments.
     *
     * @param moments by time, what is written at its place
     */
    void draw(Screen screen, NavigableMap<Instant, String> moments) {
        OptionalLong[] shown = new OptionalLong[columns];
        for (int column = 0; column < columns; column++) {
            var last = scores.floorEntry(end(column));
            shown[column] = last == null ? OptionalLong.empty() : last.getValue();
        }
        long[] known = Arrays.stream(shown)
                .flatMapToLong(OptionalLong::stream)
                .sorted()
                .toArray();
        if (known.length == 0) return;
        long step = step(known[0], known[known.length - 1]);
        long low = known[0] / step * step;
        long high = low + STEPS * step;
        char[][] cells = cells(shown, low, high);
        for (int row = ROWS - 1; row >= 0; row--) {
            long value = low + (high - low) * row / (ROWS - 1);
            Style style = Style.of(Level.ofScore(Math.min(FULL, value)));
            String label = row % 2 == 0 ? Points.score(value) : "";
            screen.line(
                    Style.DIM.text(" ".repeat(LABEL - 3 - label.length()) + label + (row % 2 == 0 ? " ┤ " : " │ ")),
                    new Styled(new String(cells[row]), style));
        }
        screen.line(Style.DIM.text(" ".repeat(LABEL - 2) + "└" + "─".repeat(columns + 1)));
        String numbers = numbers(moments);
        if (!numbers.isBlank()) screen.line(" ".repeat(LABEL) + numbers);
        String begin = Times.minute(from);
        String finish = Times.minute(to);
        int gap = columns - begin.length() - finish.length();
        screen.line(Style.DIM.text(" ".repeat(LABEL) + begin + " ".repeat(Math.max(1, gap)) + finish));
    }

    /** The finest distance between labels with which the line fits; a calm line is not blown up. */
    private static long step(long least, long most) {
        for (long step : STEPS_NANO) {
            if (least / step * step + STEPS * step >= most) return step;
        }
        return STEPS_NANO[STEPS_NANO.length - 1];
    }

    private char[][] cells(OptionalLong[] shown, long low, long high) {
        char[][] cells = new char[ROWS][columns];
        for (char[] row : cells) Arrays.fill(row, ' ');
        int before = NO_ROW;
        for (int column = 0; column < columns; column++) {
            if (shown[column].isEmpty()) {
                before = NO_ROW;
                continue;
            }
            long above = shown[column].getAsLong() - low;
            int row = (int) Math.round((double) above / (high - low) * (ROWS - 1));
            if (before == NO_ROW || before == row) {
                cells[row][column] = '─';
            } else {
                boolean rises = row > before;
                cells[before][column] = rises ? '╯' : '╮';
                cells[row][column] = rises ? '╭' : '╰';
                for (int between = Math.min(row, before) + 1; between < Math.max(row, before); between++) {
                    cells[between][column] = '│';
                }
            }
            before = row;
        }
        return cells;
    }

    private String numbers(NavigableMap<Instant, String> moments) {
        StringBuilder line = new StringBuilder(" ".repeat(columns + LABEL));
        List<Instant> latestFirst = new ArrayList<>(moments.descendingKeySet());
        int free = columns + 1;
        for (Instant at : latestFirst) {
            String number = moments.getOrDefault(at, "");
            int column = Math.min(column(at), columns - number.length());
            if (column < 0 || column + number.length() >= free) continue; // two numbers must not read as one
            line.replace(column, column + number.length(), number);
            free = column;
        }
        return line.toString();
    }

    /** The last instant that a column stands for. */
    private Instant end(int column) {
        return column == columns - 1
                ? to
                : from.plus(span().multipliedBy(column + 1L).dividedBy(columns)).minusNanos(1);
    }

    private int column(Instant at) {
        long span = Math.max(1, span().toMillis());
        return Math.clamp(Duration.between(from, at).toMillis() * columns / span, 0, columns - 1);
    }

    private Duration span() {
        return Duration.between(from, to);
    }
}
