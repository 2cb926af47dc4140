package dev.lightmeter.cli.explain;

import dev.lightmeter.cli.outcome.CommandFailure;
import dev.lightmeter.cli.outcome.ExitCode;
import dev.lightmeter.cli.question.Asking;
import dev.lightmeter.cli.question.JsonCsv;
import dev.lightmeter.cli.terminal.Surroundings;
import dev.lightmeter.core.fleet.ScoreShape;
import dev.lightmeter.server.explanation.Explanations.Answer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Explains a score. */
@Command(
        name = "explain",
        description = "Tells why a score is what it is: who carries how much of it, and what a fix would save.",
        mixinStandardHelpOptions = true,
        descriptionHeading = "%n",
        footerHeading = "%nHow to read it:%n",
        footer = {
            "  carries      the part of the score that belongs to this line; all parts",
            "               add up to the score",
            "  would save   by how much the score falls if this line alone goes away",
            "  Numbers are cut to one decimal, so lines may add up to a little less.",
            "",
            "Examples:",
            "  lightmeter explain organisation",
            "  lightmeter explain \"Domain Controllers\" --top 20",
            "  lightmeter explain CVE-2021-44228",
            "  lightmeter explain dc-0007 --format json"
        })
public final class ExplainCommand implements Callable<Integer> {

    private static final String ROUTE = "/lightmeter/v1/explanations";
    private static final List<String> LISTS =
            List.of("recommendations", "weaknesses", "software", "devices", "sources", "groups");
    private static final List<String> COLUMNS = List.of(
            "id",
            "name",
            "group",
            "type",
            "carries",
            "wouldSave",
            "devices",
            "score",
            "level",
            "probability",
            "probabilityFrom",
            "epss",
            "cvss",
            "hazardNano");

    private final Surroundings surroundings;

    @Mixin
    private Asking asking = new Asking();

    @Parameters(
            paramLabel = "NAME",
            description = "A device group, a device by its id or name, a weakness, a recommendation, or organisation;"
                    + " in any letter case.")
    private String name = "";

    @Option(
            names = "--top",
            paramLabel = "N",
            defaultValue = "10",
            description = "How many lines of each table. Default: 10. What the rest carries is one line.")
    private int top;

    @Option(
            names = "--shape",
            paramLabel = "SHAPE",
            defaultValue = "lightmeter-1",
            description = "Another shape of the score of a group, told beside ours: top-weakness-1 or plain-average-1."
                    + " Values are not those of other products.")
    private String shape = "";

    public ExplainCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        if (top < 0) throw new CommandFailure("--top must not be negative, got " + top);
        ScoreShape wanted = ScoreShape.parse(shape)
                .orElseThrow(() -> new CommandFailure(
                        "--shape must be lightmeter-1, top-weakness-1 or plain-average-1, got " + shape));
        JsonNode document = asking.document(
                surroundings,
                server -> server.get(ROUTE, Map.of("name", name, "top", Integer.toString(top), "shape", wanted.id())),
                picture -> switch (picture.explanations().of(picture.board(), name, top, wanted)) {
                    case Answer.Document(var json) -> json;
                    case Answer.None(var why) -> throw new CommandFailure(why);
                });
        switch (asking.format()) {
            case JSON -> surroundings.out().println(document.toPrettyString());
            case CSV -> csv(document);
            case TABLE -> new ExplanationTables(document, surroundings.screen()).print();
        }
        return ExitCode.DONE;
    }

    private void csv(JsonNode document) {
        Map<String, JsonNode> lists = new LinkedHashMap<>();
        LISTS.stream().filter(document::has).forEach(list -> lists.put(list, document.get(list)));
        JsonCsv.write(lists, COLUMNS, surroundings.out());
    }
}
