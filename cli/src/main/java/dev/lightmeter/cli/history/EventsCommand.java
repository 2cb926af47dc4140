package dev.lightmeter.cli.history;

import static dev.lightmeter.cli.terminal.Styled.plain;

import dev.lightmeter.cli.outcome.CommandFailure;
import dev.lightmeter.cli.outcome.ExitCode;
import dev.lightmeter.cli.question.Asking;
import dev.lightmeter.cli.question.Document;
import dev.lightmeter.cli.question.JsonCsv;
import dev.lightmeter.cli.terminal.Screen;
import dev.lightmeter.cli.terminal.Style;
import dev.lightmeter.cli.terminal.Surroundings;
import dev.lightmeter.core.fleet.GroupScore;
import dev.lightmeter.server.history.HistoryDocuments;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Tells what happened. */
@Command(
        name = "events",
        description = "Tells what happened that moved a score or concerns a group, newest first.",
        mixinStandardHelpOptions = true,
        descriptionHeading = "%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  lightmeter events",
            "  lightmeter events Finance --since 7d",
            "  lightmeter events --since 2026-01-01 --top 1000 --format csv"
        })
public final class EventsCommand implements Callable<Integer> {

    private static final int MOST = 1000;
    private static final List<String> COLUMNS = List.of("time", "change", "type", "subject", "group", "devices");

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
            defaultValue = "30",
            description = "How many, 1 to 1000. Default: ${DEFAULT-VALUE}.")
    private int top;

    public EventsCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        if (top < 1 || top > MOST) throw new CommandFailure("--top must lie in 1.." + MOST + ", got " + top);
        Times times = Times.of(since, until, surroundings.clock());
        Map<String, String> query = times.query(group);
        query.put("top", Integer.toString(top));
        JsonNode document = asking.document(
                surroundings, server -> server.get("/lightmeter/v1/events", query), picture -> picture.history()
                        .timeline(
                                picture.watched(group), times.from(), times.to(), 0, top, HistoryDocuments.Link.NONE));
        switch (asking.format()) {
            case JSON -> surroundings.out().println(document.toPrettyString());
            case CSV -> JsonCsv.write(Map.of("events", rows(document)), COLUMNS, surroundings.out());
            case TABLE -> print(new Document(document), surroundings.screen());
        }
        return ExitCode.DONE;
    }

    private void print(Document timeline, Screen screen) {
        List<Document> events = timeline.list("events");
        if (events.isEmpty()) {
            screen.line("Nothing was recorded in this time.");
            return;
        }
        screen.emptyLine();
        new EventTable(events).print(screen);
        if (events.size() == top) {
            screen.line(
                    plain("  "),
                    Style.DIM.text("Older ones: --top, or --until "
                            + Instant.parse(events.getLast().text("time"))));
        }
    }

    /** What happened at one moment is several rows, which share the number, the time and the change. */
    private static List<JsonNode> rows(JsonNode document) {
        List<JsonNode> rows = new ArrayList<>();
        for (JsonNode event : document.path("events")) {
            for (JsonNode mark : event.path("what")) {
                ObjectNode row = (ObjectNode) mark.deepCopy();
                for (String shared : List.of("time", "change")) row.set(shared, event.path(shared));
                rows.add(row);
            }
        }
        return rows;
    }
}
