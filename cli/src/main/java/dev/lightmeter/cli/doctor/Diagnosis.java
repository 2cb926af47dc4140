package dev.lightmeter.cli.doctor;

import dev.lightmeter.cli.terminal.Screen;
import dev.lightmeter.cli.terminal.Style;
import dev.lightmeter.cli.terminal.Styled;
import java.util.ArrayList;
import java.util.List;

/** What was found, a line for each thing that was looked at. */
final class Diagnosis {

    private static final int LABEL = 12;

    private final List<Line> lines = new ArrayList<>();

    private enum State {
        OK("ok  ", Style.GREEN),
        WARN("warn", Style.YELLOW),
        FAIL("fail", Style.RED);

        private final String word;
        private final Style style;

        State(String word, Style style) {
            this.word = word;
            this.style = style;
        }

        Styled mark() {
            return style.text(word);
        }
    }

    private record Line(State state, String what, String found) {}

    void ok(String what, String found) {
        lines.add(new Line(State.OK, what, found));
    }

    /** @param found what is the matter, and what to do */
    void warn(String what, String found) {
        lines.add(new Line(State.WARN, what, found));
    }

    /** @param found what is the matter, and what to do */
    void fail(String what, String found) {
        lines.add(new Line(State.FAIL, what, found));
    }

    boolean isHealthy() {
        return lines.stream().noneMatch(line -> line.state() == State.FAIL);
    }

    void print(Screen screen) {
        for (Line line : lines) {
            String label =
                    line.what() + " ".repeat(Math.max(1, LABEL - line.what().length()));
            screen.line(line.state().mark(), Styled.plain("  " + label), Styled.plain(line.found()));
        }
    }
}
