package dev.lightmeter.cli.device;

import dev.lightmeter.cli.installation.DataFolderOption;
import dev.lightmeter.cli.outcome.ExitCode;
import dev.lightmeter.cli.terminal.Surroundings;
import dev.lightmeter.cli.terminal.Table;
import dev.lightmeter.cli.terminal.Table.Column;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.JsonNode;

/** Lists the devices that were merged into others. */
@Command(
        name = "merges",
        description = "Lists the devices that were merged into others.",
        mixinStandardHelpOptions = true,
        descriptionHeading = "%n",
        footerHeading = "%nExamples:%n",
        footer = {"  lightmeter devices merges"})
public final class ListMergesCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Mixin
    private DataFolderOption data = new DataFolderOption();

    public ListMergesCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Table table = new Table(
                Column.text("DEVICE"),
                Column.longText("NAME"),
                Column.text("INTO"),
                Column.longText("NAME"),
                Column.text("SINCE"));
        for (JsonNode merge : new Identities(data, surroundings).merges().path("merges")) {
            table.row(
                    merge.path("device").path("id").asString(),
                    merge.path("device").path("name").asString(),
                    merge.path("into").path("id").asString(),
                    merge.path("into").path("name").asString(),
                    merge.path("mergedAt").asString());
        }
        if (table.isEmpty()) {
            surroundings.messages().line("no device was merged into another one");
        } else {
            surroundings.screen().print(table);
        }
        return ExitCode.DONE;
    }
}
