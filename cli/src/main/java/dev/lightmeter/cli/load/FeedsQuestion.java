package dev.lightmeter.cli.load;

import static dev.lightmeter.cli.terminal.Styled.plain;

import dev.lightmeter.cli.installation.DataFolderOption;
import dev.lightmeter.cli.installation.Installation;
import dev.lightmeter.cli.installation.RemoteServerOption;
import dev.lightmeter.cli.installation.RunningServer;
import dev.lightmeter.cli.outcome.CommandFailure;
import dev.lightmeter.cli.outcome.ExitCode;
import dev.lightmeter.cli.question.Document;
import dev.lightmeter.cli.terminal.Points;
import dev.lightmeter.cli.terminal.Screen;
import dev.lightmeter.cli.terminal.Style;
import dev.lightmeter.cli.terminal.Surroundings;
import dev.lightmeter.cli.terminal.Table;
import dev.lightmeter.cli.terminal.Table.Column;
import dev.lightmeter.server.feed.FeedAttempts;
import dev.lightmeter.server.feed.FeedsDocument;
import dev.lightmeter.storage.duckdb.DuckDbStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What feeds an installation has, asked of its data folder or of a server. */
public final class FeedsQuestion {

    private static final String ROUTE = "/lightmeter/v1/feeds";
    private static final int HOURS_OF_A_DAY = 24;
    /** Below this many days an age is told in hours. */
    private static final int FEW_DAYS = 3;

    @Mixin
    private DataFolderOption data = new DataFolderOption();

    @Mixin
    private RemoteServerOption remote = new RemoteServerOption();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "${COMPLETION-CANDIDATES}. Default: table.")
    private Format format = Format.TABLE;

    /** In which form the answer is printed. */
    enum Format {
        TABLE,
        JSON;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    int answer(Surroundings surroundings) {
        JsonNode document = ask(surroundings);
        if (format == Format.JSON) {
            surroundings.out().println(document.toPrettyString());
        } else {
            print(new Document(document), surroundings.screen());
        }
        return ExitCode.DONE;
    }

    private JsonNode ask(Surroundings surroundings) {
        if (remote.isGiven()) {
            try (RunningServer server = remote.open(surroundings)) {
                return server.get(ROUTE, Map.of());
            }
        }
        Path folder = data.folder(surroundings);
        return switch (Installation.in(folder)) {
            case Installation.Served(var base) -> {
                try (RunningServer server = RunningServer.at(base, folder, surroundings.clock())) {
                    yield server.get(ROUTE, Map.of());
                }
            }
            case Installation.Free() -> read(folder, surroundings);
        };
    }

    private static JsonNode read(Path folder, Surroundings surroundings) {
        if (!Files.isDirectory(folder)) {
            throw new CommandFailure("there is no data folder " + folder
                    + "; name one with --data, or begin with: lightmeter feeds update --data " + folder);
        }
        try (DuckDbStore store = DuckDbStore.open(folder, surroundings.clock())) {
            byte[] document = FeedsDocument.of(
                    store, FeedAttempts.in(folder), surroundings.clock().instant());
            return new JsonMapper().readTree(document);
        }
    }

    private static void print(Document document, Screen screen) {
        Table table = new Table(
                Column.text("FEED"),
                Column.text("EDITION OF"),
                Column.text("MODEL"),
                Column.number("WEAKNESSES"),
                Column.number("AGE"),
                Column.text("LAST LOOK"),
                Column.text("ENDED"),
                Column.longText("LAST ERROR"));
        for (Document feed : document.list("feeds")) {
            table.row(
                    feed.text("feed"),
                    feed.text("publishedAt").isEmpty() ? Points.NONE : day(feed.text("publishedAt")),
                    feed.orNone("model"),
                    feed.count("weaknesses"),
                    age(feed.json().path("ageHours")),
                    minute(feed.object("lastAttempt").text("at")),
                    feed.object("lastAttempt").orNone("outcome"),
                    error(feed.object("lastError")));
        }
        screen.print(table);
        for (Document feed : document.list("feeds")) {
            Document change = feed.object("modelChange");
            if (change.text("at").isEmpty()) continue;
            screen.line(
                    Style.YELLOW.text(feed.text("feed") + " comes from another model"),
                    plain(" since " + day(change.text("at")) + ": " + change.text("detail")));
        }
    }

    private static String error(Document error) {
        if (error.text("at").isEmpty()) return Points.NONE;
        return minute(error.text("at")) + ": " + error.text("detail");
    }

    private static String age(JsonNode hours) {
        if (!hours.isNumber()) return Points.NONE;
        long days = hours.asLong() / HOURS_OF_A_DAY;
        return days < FEW_DAYS ? hours.asLong() + " h" : Points.count(days) + " d";
    }

    private static String day(String instant) {
        return instant.substring(0, "2026-01-30".length());
    }

    private static String minute(String instant) {
        return Stream.of(instant)
                .filter(text -> !text.isEmpty())
                .map(text -> text.substring(0, "2026-01-30T08:00".length()).replace('T', ' '))
                .findFirst()
                .orElse(Points.NONE);
    }
}
