package dev.lightmeter.cli.history;

import static dev.lightmeter.cli.terminal.Styled.plain;

import dev.lightmeter.cli.outcome.CommandFailure;
import dev.lightmeter.cli.outcome.ExitCode;
import dev.lightmeter.cli.question.Asking;
import dev.lightmeter.cli.question.Document;
import dev.lightmeter.cli.question.JsonCsv;
import dev.lightmeter.cli.terminal.Points;
import dev.lightmeter.cli.terminal.Screen;
import dev.lightmeter.cli.terminal.Style;
import dev.lightmeter.cli.terminal.Surroundings;
import dev.lightmeter.core.fleet.GroupScore;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Draws the line of a score. */
@Command(
        name = "history",
        description = "Draws the line of a score, with what happened on it.",
        mixinStandardHelpOptions = true,
        descriptionHeading = "%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  lightmeter history",
            "  lightmeter history Finance --since 7d",
            "  lightmeter history Servers --since 2026-01-01 --format csv",
            "",
            "What moved it, bar by bar: lightmeter why"
        })
public final class HistoryCommand implements Callable<Integer> {

    /** As many columns as a line of some weeks needs; a wider window is left as it is. */
    private static final int WIDEST = 110;

    /** Points of an answer for programs: enough for a picture of any size. */
    private static final int POINTS_FOR_PROGRAMS = 1000;

    private static final List<String> COLUMNS =
            List.of("time", "score", "level", "a", "w", "coverage", "devices", "devicesHigh", "low", "high");

    private final Surroundings surroundings;

    @Mixin
    private Asking asking = new Asking();

    @Parameters(
            arity = "0..1",
            paramLabel = "GROUP",
            defaultValue = GroupScore.ORGANISATION,
            description = "A device group, in any letter case. Default: organisation.")
    private String group = "";

    @Option(
            names = "--since",
            paramLabel = "TIME",
            converter = Moment.Reader.class,
            defaultValue = "30d",
            description = Times.SINCE)
    private Moment since = new Moment.At(Instant.EPOCH);

    @Option(names = "--until", paramLabel = "TIME", converter = Moment.Reader.class, description = Times.UNTIL)
    private @Nullable Moment until;

    @Option(
            names = "--top",
            paramLabel = "N",
            defaultValue = "9",
            description = "How many moments are told under the line, 0 to 99. Default: ${DEFAULT-VALUE}.")
    private int top;

    public HistoryCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        if (top < 0 || top > 99) throw new CommandFailure("--top must lie in 0..99, got " + top);
        Times times = Times.of(since, until, surroundings.clock());
        Screen screen = surroundings.screen();
        Curve curve = new Curve(times.from(), times.to(), Math.min(WIDEST, screen.columns()) - 2);
        int points = asking.format() == Asking.Format.TABLE ? curve.points() : POINTS_FOR_PROGRAMS;
        Map<String, String> query = times.query(group);
        query.put("points", Integer.toString(points));
        JsonNode document = asking.document(
                surroundings, server -> server.get("/lightmeter/v1/history", query), picture -> picture.history()
                        .line(picture.watched(group), times.from(), times.to(), points));
        switch (asking.format()) {
            case JSON -> surroundings.out().println(document.toPrettyString());
            case CSV -> JsonCsv.write(Map.of("points", document.path("points")), COLUMNS, surroundings.out());
            case TABLE -> print(new Document(document), curve, screen);
        }
        return ExitCode.DONE;
    }

    private void print(Document line, Curve curve, Screen screen) {
        List<Document> points = line.list("points");
        if (points.isEmpty()) {
            NothingKept.tell(line, screen);
            return;
        }
        points.forEach(point -> curve.point(Instant.parse(point.text("time")), point.nano("score")));
        Document last = points.getLast();
        screen.emptyLine();
        screen.line(
                plain("  "),
                Style.BOLD.text(line.text("group")),
                plain("  from " + points.getFirst().score("score") + " to " + last.score("score")),
                plain("  "),
                Style.DIM.text(last.text("level")));
        screen.emptyLine();
        List<Document> moments = EventTable.moments(line.list("events"), top);
        TreeMap<Instant, String> numbers = new TreeMap<>();
        for (int i = 0; i < moments.size(); i++) {
            numbers.put(Instant.parse(moments.get(i).text("time")), Integer.toString(i + 1));
        }
        curve.draw(screen, numbers);
        screen.emptyLine();
        new EventTable(moments).printNumbered(screen);
        int others = line.list("events").size() - moments.size();
        if (others > 0) {
            screen.line(
                    plain("  "),
                    Style.DIM.text("and " + Points.count(others) + " that moved it less: "
                            + asking.command("events", line.text("group"))));
        }
    }
}
