package dev.lightmeter.cli.explain;

import static dev.lightmeter.cli.terminal.Styled.plain;

import dev.lightmeter.cli.outcome.CommandFailure;
import dev.lightmeter.cli.outcome.ExitCode;
import dev.lightmeter.cli.question.Asking;
import dev.lightmeter.cli.question.Document;
import dev.lightmeter.cli.question.JsonCsv;
import dev.lightmeter.cli.terminal.Screen;
import dev.lightmeter.cli.terminal.Style;
import dev.lightmeter.cli.terminal.Surroundings;
import dev.lightmeter.cli.terminal.Table;
import dev.lightmeter.cli.terminal.Table.Column;
import dev.lightmeter.core.fleet.Plan;
import dev.lightmeter.core.fleet.Plan.Budget;
import dev.lightmeter.server.plan.PlanDocument;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Tells what to do first. */
@Command(
        name = "plan",
        description = "Tells what to do first: the steps that lower a score most, each after those before it.",
        mixinStandardHelpOptions = true,
        descriptionHeading = "%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  lightmeter plan",
            "  lightmeter plan \"Domain Controllers\" --steps 3",
            "  lightmeter plan Servers --devices 50 --format csv"
        })
public final class PlanCommand implements Callable<Integer> {

    private static final List<String> COLUMNS = List.of(
            "recommendation",
            "name",
            "type",
            "version",
            "saves",
            "scoreAfter",
            "organisationAfter",
            "devices",
            "devicesSoFar");

    private final Surroundings surroundings;

    @Mixin
    private Asking asking = new Asking();

    @Parameters(
            arity = "0..1",
            paramLabel = "GROUP",
            defaultValue = "organisation",
            description = "A device group, in any letter case. Default: organisation.")
    private String group = "";

    @Option(
            names = "--steps",
            paramLabel = "N",
            defaultValue = "5",
            description = "How many steps at most, 1 to 100. Default: 5.")
    private int steps;

    @Option(
            names = "--devices",
            paramLabel = "N",
            defaultValue = "0",
            description = "How many devices may be touched. Then gain per device decides. Default: any number.")
    private int devices;

    public PlanCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Budget budget = budget();
        Map<String, String> query = new HashMap<>(Map.of("group", group, "steps", Integer.toString(steps)));
        if (devices > 0) query.put("devices", Integer.toString(devices));
        JsonNode document = asking.document(
                surroundings,
                server -> server.get("/lightmeter/v1/plan", query),
                picture -> PlanDocument.of(
                        picture.board(),
                        picture.board().plan(picture.group(group), budget),
                        picture.explanations().names(picture.board())));
        switch (asking.format()) {
            case JSON -> surroundings.out().println(document.toPrettyString());
            case CSV -> JsonCsv.write(Map.of("steps", document.path("steps")), COLUMNS, surroundings.out());
            case TABLE -> print(new Document(document), surroundings.screen());
        }
        return ExitCode.DONE;
    }

    private Budget budget() {
        if (devices < 0) throw new CommandFailure("--devices must not be negative, got " + devices);
        if (steps < 1 || steps > Plan.MOST_ACTIONS) {
            throw new CommandFailure("--steps must lie in 1.." + Plan.MOST_ACTIONS + ", got " + steps);
        }
        return new Budget(steps, devices == 0 ? Budget.ANY_DEVICES : devices);
    }

    private static void print(Document plan, Screen screen) {
        screen.emptyLine();
        screen.line(
                plain("  "),
                Style.BOLD.text(plan.text("group")),
                plain("  from " + plan.score("scoreNow") + " to " + plan.score("scoreAfter")));
        Table table = new Table(
                Column.number("STEP"),
                Column.longText("WHAT TO DO"),
                Column.number("SAVES"),
                Column.number("THEN"),
                Column.detail("ALL"),
                Column.number("DEVICES"),
                Column.detail("SO FAR"));
        List<Document> steps = plan.list("steps");
        for (int i = 0; i < steps.size(); i++) {
            Document step = steps.get(i);
            table.row(
                    Integer.toString(i + 1),
                    step.text("name"),
                    step.difference("saves"),
                    step.score("scoreAfter"),
                    step.score("organisationAfter"),
                    step.count("devices"),
                    step.count("devicesSoFar"));
        }
        if (!table.isEmpty()) {
            screen.emptyLine();
            screen.print(table);
        }
        screen.emptyLine();
        screen.line(
                plain("  "),
                Style.DIM.text(
                        switch (plan.text("ending")) {
                            case "actionsUsed" ->
                                "THEN and ALL: the scores of the group and of all devices after the step.";
                            case "devicesUsed" -> "Whatever else would help touches more devices.";
                            default -> "No further step alone would lower the score.";
                        }));
    }
}
