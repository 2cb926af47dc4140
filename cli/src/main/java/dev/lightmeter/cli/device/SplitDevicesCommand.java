package dev.lightmeter.cli.device;

import dev.lightmeter.cli.installation.DataFolderOption;
import dev.lightmeter.cli.outcome.ExitCode;
import dev.lightmeter.cli.terminal.Surroundings;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Takes merges back. */
@Command(
        name = "split",
        description = "Takes merges back: the devices stand for themselves again, as if they had never been merged.",
        mixinStandardHelpOptions = true,
        descriptionHeading = "%n",
        footerHeading = "%nExamples:%n",
        footer = {"  lightmeter devices split n1"})
public final class SplitDevicesCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Mixin
    private DataFolderOption data = new DataFolderOption();

    @Parameters(
            arity = "1..*",
            paramLabel = "DEVICE",
            description = "Ids of devices that were merged into another one.")
    private List<String> ids = List.of();

    public SplitDevicesCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        new Identities(data, surroundings).split(ids);
        surroundings.messages().line("stand for themselves again: " + String.join(", ", ids));
        return ExitCode.DONE;
    }
}
