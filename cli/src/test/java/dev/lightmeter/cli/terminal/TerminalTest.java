package dev.lightmeter.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lightmeter.cli.terminal.Table.Column;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class TerminalTest {

    @Test
    void alignsColumnsAndSetsNumbersFlushRight() {
        Table table = new Table(Column.text("NAME"), Column.number("COUNT"))
                .row("a", "7")
                .row("beta", "12 345");

        assertThat(printed(table, 80)).isEqualTo("  NAME   COUNT\n  a          7\n  beta  12 345\n");
    }

    @Test
    void cutsLongTextBeforeItBreaksALine() {
        Table table = new Table(Column.longText("NAME"), Column.number("COUNT")).row("x".repeat(90), "7");

        assertThat(printed(table, 40).lines())
                .allSatisfy(line -> assertThat(line.length()).isEqualTo(40));
        assertThat(printed(table, 40)).contains("x…");
    }

    @Test
    void leavesOutColumnsFromTheRightWhereTheWindowIsTooNarrow() {
        Table table = new Table(Column.text("FIRST"), Column.text("SECOND"), Column.text("THIRD"))
                .row("aaaaaaaaaa", "bbbbbbbbbb", "cccccccccc");

        assertThat(printed(table, 30)).contains("bbbb").doesNotContain("cccc");
    }

    @Test
    void refusesARowThatDoesNotFitTheColumns() {
        Table table = new Table(Column.text("ONE"));

        assertThatThrownBy(() -> table.row("a", "b"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("2 cells for 1 columns");
    }

    @Test
    void drawsBarsThatShowWhateverIsAboveZero() {
        assertThat(Bar.of(0, 10)).isEqualTo("··········");
        assertThat(Bar.of(1, 10)).isEqualTo("╸·········");
        assertThat(Bar.of(50_000_000_000L, 10)).isEqualTo("━━━━━·····");
        assertThat(Bar.of(100_000_000_000L, 10)).isEqualTo("━━━━━━━━━━");
    }

    @Test
    void cutsScoresSoThatTheirLevelCanBeReadFromThem() {
        assertThat(Points.score(29_999_999_999L)).isEqualTo("29.9");
        assertThat(Points.score(30_000_000_000L)).isEqualTo("30.0");
        assertThat(Points.score(OptionalLong.empty())).isEqualTo("–");
        assertThat(Points.percent(OptionalLong.of(999_999_999))).isEqualTo("99 %");
    }

    @Test
    void cutsDifferencesLikeScoresAndDoesNotHideSmallOnes() {
        assertThat(Points.difference(3_396_000_000L)).isEqualTo("3.3");
        assertThat(Points.difference(-3_396_000_000L)).isEqualTo("-3.3");
        assertThat(Points.difference(99_999_999L)).isEqualTo("<0.1");
        assertThat(Points.difference(0)).isEqualTo("0.0");
    }

    @Test
    void replacesWhatWouldControlTheTerminal() {
        assertThat(Printable.of("plain ünï")).isEqualTo("plain ünï");
        assertThat(Printable.of("a\u001b[31mb\n\u202Ec")).isEqualTo("a\uFFFD[31mb\uFFFD\uFFFDc");
    }

    private static String printed(Table table, int columns) {
        StringWriter written = new StringWriter();
        new Screen(new PrintWriter(written, true), false, columns).print(table);
        return written.toString();
    }
}
