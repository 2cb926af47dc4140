package dev.lightmeter.cli.device;

import dev.lightmeter.cli.installation.DataFolderOption;
import dev.lightmeter.cli.outcome.CommandFailure;
import dev.lightmeter.cli.outcome.ExitCode;
import dev.lightmeter.cli.terminal.Surroundings;
import dev.lightmeter.cli.terminal.Table;
import dev.lightmeter.cli.terminal.Table.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** Lists pairs of devices that may be one. */
@Command(
        name = "suggestions",
        description = "Lists pairs of devices that may be one, the strongest evidence first.",
        mixinStandardHelpOptions = true,
        descriptionHeading = "%n",
        footerHeading = "%nExamples:%n",
        footer = {"  lightmeter devices suggestions --top 20"})
public final class SuggestDevicesCommand implements Callable<Integer> {

    private static final int MOST = 10_000;

    private final Surroundings surroundings;

    @Mixin
    private DataFolderOption data = new DataFolderOption();

    @Option(names = "--top", paramLabel = "N", defaultValue = "20", description = "How many pairs. Default: 20.")
    private int top;

    public SuggestDevicesCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        if (top < 1 || top > MOST) throw new CommandFailure("--top must lie in 1.." + MOST + ", got " + top);
        Table table = new Table(
                Column.text("INTO"),
                Column.longText("NAME"),
                Column.text("OTHER"),
                Column.longText("NAME"),
                Column.longText("EVIDENCE"));
        for (JsonNode pair : new Identities(data, surroundings).suggestions(top).path("suggestions")) {
            List<String> evidence = new ArrayList<>();
            pair.path("evidence").forEach(kind -> evidence.add(kind.asString()));
            table.row(
                    pair.path("into").path("id").asString(),
                    pair.path("into").path("name").asString(),
                    pair.path("other").path("id").asString(),
                    pair.path("other").path("name").asString(),
                    String.join(", ", evidence));
        }
        if (table.isEmpty()) {
            surroundings.messages().line("nothing suggests that two devices are one");
        } else {
            surroundings.screen().print(table);
        }
        return ExitCode.DONE;
    }
}
