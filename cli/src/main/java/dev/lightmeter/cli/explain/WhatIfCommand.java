package dev.lightmeter.cli.explain;

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
import dev.lightmeter.cli.terminal.Table;
import dev.lightmeter.cli.terminal.Table.Column;
import dev.lightmeter.server.whatif.WhatIfs;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Tells what the scores would be. */
@Command(
        name = "whatif",
        description = "Tells what the scores would be if some things were otherwise. Nothing is changed.",
        mixinStandardHelpOptions = true,
        descriptionHeading = "%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  lightmeter whatif --apply va-_-google-_-chrome",
            "  lightmeter whatif --value dc-0007=High --facing web-01=false",
            "  lightmeter whatif --epss CVE-2024-3094=0.9 --kev CVE-2024-3094",
            "  lightmeter whatif --shape top-weakness-1"
        })
public final class WhatIfCommand implements Callable<Integer> {

    private static final JsonMapper JSON = new JsonMapper();
    private static final List<String> COLUMNS = List.of("id", "name", "group", "now", "then", "difference");

    private final Surroundings surroundings;

    @Mixin
    private Asking asking = new Asking();

    @Option(names = "--apply", paramLabel = "REC", description = "This recommendation is applied. As often as needed.")
    private List<String> applied = new ArrayList<>();

    @Option(names = "--value", paramLabel = "DEVICE=VALUE", description = "A device is Low, Normal or High.")
    private Map<String, String> values = new LinkedHashMap<>();

    @Option(names = "--facing", paramLabel = "DEVICE=true|false", description = "A device faces the internet, or not.")
    private Map<String, Boolean> facing = new LinkedHashMap<>();

    @Option(names = "--move", paramLabel = "DEVICE=GROUP", description = "A device is in another group.")
    private Map<String, String> moved = new LinkedHashMap<>();

    @Option(names = "--remove", paramLabel = "DEVICE", description = "A device is no longer there.")
    private List<String> removed = new ArrayList<>();

    @Option(names = "--epss", paramLabel = "CVE=EPSS", description = "A weakness has another EPSS, 0 to 1 or none.")
    private Map<String, String> epss = new LinkedHashMap<>();

    @Option(names = "--cvss", paramLabel = "CVE=CVSS", description = "A weakness has another CVSS, 0 to 10 or none.")
    private Map<String, String> cvss = new LinkedHashMap<>();

    @Option(names = "--kev", paramLabel = "CVE", description = "A weakness is in KEV.")
    private List<String> kev = new ArrayList<>();

    @Option(
            names = "--shape",
            paramLabel = "SHAPE",
            defaultValue = "lightmeter-1",
            description = "The shape of the scores then: lightmeter-1, top-weakness-1, plain-average-1.")
    private String shape = "";

    @Option(
            names = "--top",
            paramLabel = "N",
            defaultValue = "10",
            description = "How many devices that move most. Default: 10.")
    private int top;

    public WhatIfCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        byte[] question = question();
        JsonNode document = asking.document(
                surroundings,
                server -> server.post("/lightmeter/v1/whatif", Map.of(), () -> new ByteArrayInputStream(question)),
                picture -> WhatIfs.answer(picture.board(), question));
        switch (asking.format()) {
            case JSON -> surroundings.out().println(document.toPrettyString());
            case CSV -> csv(document);
            case TABLE -> print(new Document(document), surroundings.screen());
        }
        return ExitCode.DONE;
    }

    private byte[] question() {
        ObjectNode question = JSON.createObjectNode();
        ArrayNode changes = question.putArray("changes");
        if (!applied.isEmpty()) {
            ArrayNode list = changes.addObject().putArray("apply");
            applied.forEach(list::add);
        }
        values.forEach(
                (device, value) -> changes.addObject().put("device", device).put("value", value));
        facing.forEach((device, is) -> changes.addObject().put("device", device).put("internetFacing", is));
        moved.forEach(
                (device, group) -> changes.addObject().put("device", device).put("group", group));
        removed.forEach(device -> changes.addObject().put("remove", device));
        epss.forEach((weakness, value) ->
                changes.addObject().put("weakness", weakness).put("epss", value));
        cvss.forEach((weakness, value) ->
                changes.addObject().put("weakness", weakness).put("cvss", value));
        kev.forEach(weakness -> changes.addObject().put("weakness", weakness).put("kev", true));
        if (changes.isEmpty() && shape.equals("lightmeter-1")) {
            throw new CommandFailure("say what should be otherwise, such as --apply RECOMMENDATION");
        }
        question.put("shape", shape).put("top", top);
        return question.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void csv(JsonNode document) {
        Map<String, Iterable<JsonNode>> lists = new LinkedHashMap<>();
        lists.put("organisation", List.of(document.path("organisation")));
        lists.put("groups", document.path("groups"));
        lists.put("movers", document.path("movers"));
        JsonCsv.write(lists, COLUMNS, surroundings.out());
    }

    private static void print(Document answer, Screen screen) {
        Table groups = new Table(
                Column.longText("GROUP"), Column.number("NOW"), Column.number("THEN"), Column.number("DIFFERENCE"));
        row(groups, answer.object("organisation"));
        answer.list("groups").stream()
                .filter(group ->
                        !group.text("now").isEmpty() || !group.text("then").isEmpty())
                .forEach(group -> row(groups, group));
        screen.emptyLine();
        screen.print(groups);
        Table movers = new Table(
                Column.longText("DEVICE"),
                Column.longText("GROUP"),
                Column.number("NOW"),
                Column.number("THEN"),
                Column.number("DIFFERENCE"));
        answer.list("movers")
                .forEach(mover -> movers.row(
                        mover.text("name"),
                        mover.text("group"),
                        mover.score("now"),
                        mover.score("then"),
                        mover.difference("difference")));
        screen.emptyLine();
        if (!movers.isEmpty()) {
            screen.print(movers);
            screen.emptyLine();
        }
        screen.line(
                plain("  "),
                Style.DIM.text(Points.counted(answer.json().path("devicesMoved").asLong(), "device")
                        + " would have another score; parameters "
                        + answer.text("parametersThen") + ", shape " + answer.text("shapeThen")));
    }

    private static void row(Table table, Document group) {
        table.row(group.text("name"), group.score("now"), group.score("then"), group.difference("difference"));
    }
}
