package dev.lightmeter.cli.score;

import static dev.lightmeter.cli.terminal.Styled.plain;

import dev.lightmeter.cli.terminal.Bar;
import dev.lightmeter.cli.terminal.Points;
import dev.lightmeter.cli.terminal.Screen;
import dev.lightmeter.cli.terminal.Style;
import dev.lightmeter.cli.terminal.Styled;
import dev.lightmeter.cli.terminal.Table;
import dev.lightmeter.cli.terminal.Table.Column;
import dev.lightmeter.core.DeviceState;
import dev.lightmeter.core.Level;
import dev.lightmeter.core.fleet.GroupScore;
import dev.lightmeter.core.fleet.Impacts.Impact;
import dev.lightmeter.core.fleet.Scoreboard;
import dev.lightmeter.core.fleet.Threats;
import dev.lightmeter.core.report.FeedEdition;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A scoreboard on a screen: the organisation, its groups, and where to begin. */
final class ScoreTables {

    private static final int BAR = 20;
    private static final int SHORT_BAR = 10;
    private static final int ROOMY = 100;
    private static final int TOP = 10;
    private static final String BLIND = "without EPSS and KEV, exploited weaknesses count as ordinary ones: see --help";

    private final Scoreboard board;
    private final Screen screen;

    ScoreTables(Scoreboard board, Screen screen) {
        this.board = board;
        this.screen = screen;
    }

    void print() {
        headline();
        groups();
        recommendations();
        devices();
    }

    private void headline() {
        GroupScore organisation = board.organisation();
        Styled level = level(organisation);
        screen.emptyLine();
        screen.line(
                plain("  "),
                Style.BOLD.text("Exposure score "),
                new Styled(Points.score(organisation.score()), level.style()),
                plain("  "),
                bar(organisation.score()),
                plain("  "),
                level);
        screen.line(
                plain("  "),
                Style.DIM.text("%s of %s devices scored, as of %s; %s of them High"
                        .formatted(
                                Points.count(organisation.scored()),
                                Points.count(organisation.devices()),
                                day(board.asOf()),
                                Points.count(organisation.devicesHigh()))));
        screen.line(plain("  "), knowsExploitation() ? Style.DIM.text(feeds()) : Style.YELLOW.text(BLIND));
    }

    /** True if some feed or file told an EPSS score or a known exploited weakness; without, the score is blind to threats. */
    private boolean knowsExploitation() {
        Threats threats = board.threats();
        return IntStream.range(0, threats.size())
                .mapToObj(threats::of)
                .anyMatch(facts ->
                        facts != null && (facts.hasEpss() || facts.evidence().knownExploited()));
    }

    private String feeds() {
        List<FeedEdition> feeds = board.feeds();
        if (feeds.isEmpty()) return "no threat feed given: facts from the files, else guesses by severity";
        return feeds.stream().map(ScoreTables::told).collect(Collectors.joining(", "));
    }

    private static String told(FeedEdition edition) {
        Instant published = edition.publishedAt();
        return edition.feed().name() + (published == null ? "" : " of " + day(published));
    }

    private void groups() {
        List<GroupScore> groups = Rows.groups(board);
        if (groups.size() == 1 && board.groups().size() == 1) return; // the organisation line has said it all
        screen.emptyLine();
        Table table = new Table(
                Column.longText("DEVICE GROUP"),
                Column.number("SCORE"),
                Column.text(""),
                Column.text("LEVEL"),
                Column.number("WORST 5 %"),
                Column.number("HIGH"),
                Column.number("DEVICES"),
                Column.number("COVERAGE"));
        for (GroupScore group : groups) {
            table.row(
                    plain(group.name()),
                    plain(Points.score(group.score())),
                    bar(group.score()),
                    level(group),
                    plain(Points.score(group.tail())),
                    plain(Points.count(group.devicesHigh())),
                    plain(Points.count(group.devices())),
                    plain(Points.percent(group.coverage())));
        }
        screen.print(table);
    }

    private void recommendations() {
        GroupScore organisation = board.organisation();
        List<Impact> impacts = board.impacts().of(organisation);
        if (impacts.isEmpty()) return;
        screen.emptyLine();
        Table table =
                new Table(Column.longText("WHAT TO DO FIRST"), Column.number("SAVES"), Column.number("ON DEVICES"));
        for (Impact impact : impacts.subList(0, Math.min(TOP, impacts.size()))) {
            table.row(impact.recommendation(), Points.difference(impact.impactNano()), Points.count(impact.devices()));
        }
        screen.print(table);
        rest(impacts.size(), "recommendations");
    }

    private void devices() {
        List<Rows.DeviceRow> devices = Rows.devices(board);
        List<Rows.DeviceRow> scored = devices.stream()
                .filter(row -> row.state() == DeviceState.SCORED)
                .sorted(Comparator.comparingLong(Rows.DeviceRow::scoreNano)
                        .reversed()
                        .thenComparing(row -> row.device().id()))
                .toList();
        if (scored.isEmpty()) return;
        screen.emptyLine();
        boolean grouped = Rows.groups(board).size() > 1;
        Table table = new Table(
                Column.longText("WORST DEVICES"),
                Column.number("SCORE"),
                Column.text(""),
                Column.text("LEVEL"),
                Column.longText(grouped ? "GROUP" : ""));
        for (Rows.DeviceRow row : scored.subList(0, Math.min(TOP, scored.size()))) {
            Level level = Level.ofScore(row.scoreNano());
            table.row(
                    plain(row.device().name()),
                    plain(Points.score(row.scoreNano())),
                    bar(OptionalLong.of(row.scoreNano())),
                    Style.of(level).text(level.wire()),
                    plain(grouped ? row.group() : ""));
        }
        screen.print(table);
        rest(scored.size(), "devices");
    }

    private void rest(int all, String what) {
        if (all > TOP) {
            screen.line(
                    plain("  "),
                    Style.DIM.text("and %s more %s: --format json".formatted(Points.count(all - TOP), what)));
        }
    }

    private static Styled level(GroupScore group) {
        return group.level().map(level -> Style.of(level).text(level.wire())).orElse(Style.DIM.text("no data"));
    }

    private Styled bar(OptionalLong score) {
        if (score.isEmpty()) return plain("");
        return Style.of(Level.ofScore(score.getAsLong()))
                .text(Bar.of(score.getAsLong(), screen.columns() < ROOMY ? SHORT_BAR : BAR));
    }

    private static LocalDate day(Instant time) {
        return LocalDate.ofInstant(time, ZoneOffset.UTC);
    }
}
