package dev.lightmeter.cli.explain;

import dev.lightmeter.cli.installation.DataFolderOption;
import dev.lightmeter.cli.installation.Installation;
import dev.lightmeter.cli.installation.RunningServer;
import dev.lightmeter.cli.installation.StoredScores;
import dev.lightmeter.cli.outcome.CommandFailure;
import dev.lightmeter.cli.outcome.ExitCode;
import dev.lightmeter.cli.terminal.Surroundings;
import dev.lightmeter.server.explanation.Explanations;
import dev.lightmeter.server.explanation.Explanations.Answer;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

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
            "",
            "Examples:",
            "  lightmeter explain organisation",
            "  lightmeter explain \"Domain Controllers\" --top 20",
            "  lightmeter explain dc-0007 --format json"
        })
public final class ExplainCommand implements Callable<Integer> {

    private static final String ROUTE = "/lightmeter/v1/explanations";

    private final Surroundings surroundings;

    @Mixin
    private DataFolderOption data = new DataFolderOption();

    @picocli.CommandLine.Parameters(
            paramLabel = "GROUP|DEVICE",
            description = "A device group, a device by its id or name, or organisation; in any letter case.")
    private String name = "";

    @Option(
            names = "--top",
            paramLabel = "N",
            defaultValue = "10",
            description = "How many lines of each table. Default: 10. What the rest carries is one line.")
    private int top;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "${COMPLETION-CANDIDATES}. Default: table.")
    private Format format = Format.TABLE;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The server's configuration, for its device groups, where no server runs.")
    private @Nullable Path configuration;

    /** In which form an explanation is printed. */
    enum Format {
        TABLE,
        JSON;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public ExplainCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        if (top < 0) throw new CommandFailure("--top must not be negative, got " + top);
        Path folder = data.folder(surroundings);
        JsonNode document =
                switch (Installation.in(folder)) {
                    case Installation.Served(var base) -> {
                        try (RunningServer server = RunningServer.at(base, folder, surroundings.clock())) {
                            yield server.get(ROUTE, Map.of("name", name, "top", Integer.toString(top)));
                        }
                    }
                    case Installation.Free() -> fromStore(folder);
                };
        if (format == Format.JSON) {
            surroundings.out().println(document.toPrettyString());
        } else {
            new ExplanationTables(document, surroundings.screen()).print();
        }
        return ExitCode.DONE;
    }

    private JsonNode fromStore(Path folder) {
        return StoredScores.of(
                folder, configuration, surroundings, live -> switch (Explanations.of(live.current(), name, top)) {
                    case Answer.Document(var json) -> new JsonMapper().readTree(json);
                    case Answer.None(var why) -> throw new CommandFailure(why);
                });
    }
}
