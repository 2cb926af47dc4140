package dev.lightmeter.cli.history;

import dev.lightmeter.cli.outcome.ExitCode;
import dev.lightmeter.cli.question.Asking;
import dev.lightmeter.cli.question.Document;
import dev.lightmeter.cli.question.JsonCsv;
import dev.lightmeter.cli.terminal.Screen;
import dev.lightmeter.cli.terminal.Style;
import dev.lightmeter.cli.terminal.Styled;
import dev.lightmeter.cli.terminal.Surroundings;
import dev.lightmeter.cli.terminal.Table;
import dev.lightmeter.cli.terminal.Table.Column;
import dev.lightmeter.core.fleet.GroupScore;
import dev.lightmeter.core.fleet.Plan.Budget;
import dev.lightmeter.server.plan.PlanDocument;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Tells what moved a score, and what to do about it. */
@Command(
        name = "why",
        description = "Tells why a score moved: a bar for each cause, what was behind it, and what to do first.",
        mixinStandardHelpOptions = true,
        descriptionHeading = "%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  lightmeter why Finance",
            "  lightmeter why Finance --since 2026-10-01 --until 2026-10-08",
            "  lightmeter why --since 30d --format json",
            "",
            "The bars add up to the change exactly; JSON and CSV show all digits.",
            "Who carries the score as it is now: lightmeter explain"
        })
public final class WhyCommand implements Callable<Integer> {

    private static final int ACTIONS = 3;
    private static final List<String> COLUMNS = List.of("cause", "points", "a", "w", "eventCount");

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
            defaultValue = "7d",
            description = Times.SINCE)
    private Moment since = new Moment.At(Instant.EPOCH);

    @Option(names = "--until", paramLabel = "TIME", converter = Moment.Reader.class, description = Times.UNTIL)
    private @Nullable Moment until;

    public WhyCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** What moved the score, and what lowers it now. */
    private record Answer(JsonNode waterfall, JsonNode plan) {}

    @Override
    public Integer call() {
        Times times = Times.of(since, until, surroundings.clock());
        if (asking.format() == Asking.Format.TABLE) {
            print(withPlan(times), surroundings.screen());
            return ExitCode.DONE;
        }
        JsonNode waterfall = asking.document(
                surroundings,
                server -> server.get("/lightmeter/v1/waterfall", times.query(group)),
                picture -> moves(picture, times));
        if (asking.format() == Asking.Format.JSON) surroundings.out().println(waterfall.toPrettyString());
        else csv(waterfall);
        return ExitCode.DONE;
    }

    private Answer withPlan(Times times) {
        return asking.ask(
                surroundings,
                server -> new Answer(
                        server.get("/lightmeter/v1/waterfall", times.query(group)),
                        server.get("/lightmeter/v1/plan", Map.of("group", group, "steps", Integer.toString(ACTIONS)))),
                picture -> new Answer(Asking.json(moves(picture, times)), Asking.json(plan(picture))));
    }

    private byte[] moves(Asking.Picture picture, Times times) {
        return picture.history()
                .waterfall(picture.watched(group), times.from(), times.to())
                .orElseThrow(() -> NothingKept.until(times));
    }

    /** A group that is no more has a past, but nothing to do. */
    private byte[] plan(Asking.Picture picture) {
        var board = picture.board();
        return PlanDocument.of(
                board,
                board.plan(picture.group(group), new Budget(ACTIONS, Budget.ANY_DEVICES)),
                picture.explanations().names(board));
    }

    private void csv(JsonNode waterfall) {
        Map<String, List<JsonNode>> byBar = new LinkedHashMap<>();
        for (JsonNode bar : waterfall.path("bars")) {
            List<JsonNode> causes = byBar.computeIfAbsent(bar.path("bar").asString(""), first -> new ArrayList<>());
            bar.path("causes").forEach(causes::add);
        }
        JsonCsv.write(byBar, COLUMNS, surroundings.out());
    }

    private void print(Answer answer, Screen screen) {
        new WaterfallScreen(new Document(answer.waterfall()), screen).print();
        Document plan = new Document(answer.plan());
        List<Document> steps = plan.list("steps");
        screen.emptyLine();
        if (steps.isEmpty()) {
            screen.line("  Nothing that could be done now would lower the score.");
            return;
        }
        Table table = new Table(
                Column.number("NEXT"),
                Column.longText("WHAT TO DO"),
                Column.number("SAVES"),
                Column.number("THEN"),
                Column.number("DEVICES"));
        for (int i = 0; i < steps.size(); i++) {
            Document step = steps.get(i);
            table.row(
                    Styled.plain(Integer.toString(i + 1)),
                    Styled.plain(step.text("name")),
                    Style.GREEN.text(step.difference("saves")),
                    Styled.plain(step.score("scoreAfter")),
                    Styled.plain(step.count("devices")));
        }
        screen.print(table);
        screen.emptyLine();
        screen.line(Styled.plain("  More of it: "), Style.BOLD.text(asking.command("plan", plan.text("group"))));
    }
}
