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
import dev.lightmeter.core.fleet.SiteSums;
import dev.lightmeter.server.sums.SumsDocument;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Puts the scores of several sites together. */
@Command(
        name = "merge",
        description = "Puts the sums of several sites together: the scores that they would have as one, exactly.",
        mixinStandardHelpOptions = true,
        descriptionHeading = "%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  lightmeter merge berlin.json paris.json",
            "  lightmeter merge berlin.json paris.json --sums > europe.json"
        })
public final class MergeCommand implements Callable<Integer> {

    private static final long MOST_BYTES = 256L * 1024 * 1024;
    private static final List<String> COLUMNS =
            List.of("name", "score", "level", "a", "w", "scored", "unknown", "coverage", "tail5", "devicesHigh");

    private final Surroundings surroundings;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Files that lightmeter export-sums has written.")
    private List<Path> files = new ArrayList<>();

    @Option(names = "--sums", description = "Print the merged sums, to be merged once more.")
    private boolean sums;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "${COMPLETION-CANDIDATES}. Default: table. JSON and CSV hold all digits.")
    private Asking.Format format = Asking.Format.TABLE;

    public MergeCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        SiteSums merged = merged();
        if (sums) {
            surroundings.out().println(new String(SumsDocument.write(merged), StandardCharsets.UTF_8));
            return ExitCode.DONE;
        }
        JsonNode scores = new JsonMapper().readTree(SumsDocument.scores(merged));
        switch (format) {
            case JSON -> surroundings.out().println(scores.toPrettyString());
            case CSV -> {
                Map<String, Iterable<JsonNode>> lists = new LinkedHashMap<>();
                lists.put("organisation", List.of(scores.path("organisation")));
                lists.put("groups", scores.path("groups"));
                JsonCsv.write(lists, COLUMNS, surroundings.out());
            }
            case TABLE -> print(new Document(scores), merged.sources().size(), surroundings.screen());
        }
        return ExitCode.DONE;
    }

    private SiteSums merged() {
        SiteSums merged = read(files.getFirst());
        for (Path file : files.subList(1, files.size())) {
            try {
                merged = merged.merge(read(file));
            } catch (IllegalArgumentException | ArithmeticException e) {
                throw new CommandFailure(file + ": " + e.getMessage(), e);
            }
        }
        return merged;
    }

    private static SiteSums read(Path file) {
        try {
            if (Files.size(file) > MOST_BYTES) throw new CommandFailure(file + " is too large for sums: over 256 MiB");
            return switch (SumsReading.read(Files.readAllBytes(file))) {
                case SumsReading.Read.Sums(var read) -> read;
                case SumsReading.Read.Refused(var why) -> throw new CommandFailure(file + " cannot be merged: " + why);
            };
        } catch (IOException e) {
            throw new CommandFailure(file + " cannot be read", e);
        }
    }

    private static void print(Document scores, int sites, Screen screen) {
        Table table = new Table(
                Column.longText("GROUP"),
                Column.number("SCORE"),
                Column.text("LEVEL"),
                Column.number("DEVICES"),
                Column.detail("UNKNOWN"),
                Column.detail("WORST 5 %"),
                Column.detail("HIGH"));
        row(table, scores.object("organisation"));
        scores.list("groups").forEach(group -> row(table, group));
        screen.emptyLine();
        screen.print(table);
        screen.emptyLine();
        screen.line(
                plain("  "), Style.DIM.text(Points.count(sites) + " sites, parameters " + scores.text("parameters")));
    }

    private static void row(Table table, Document group) {
        table.row(
                group.text("name"),
                group.score("score"),
                group.orNone("level"),
                group.count("scored"),
                group.count("unknown"),
                group.score("tail5"),
                group.count("devicesHigh"));
    }
}
