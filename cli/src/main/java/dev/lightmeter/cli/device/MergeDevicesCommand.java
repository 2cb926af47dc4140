package dev.lightmeter.cli.device;

import dev.lightmeter.cli.installation.DataFolderOption;
import dev.lightmeter.cli.outcome.ExitCode;
import dev.lightmeter.cli.terminal.Surroundings;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Merges devices into one. */
@Command(
        name = "merge",
        description = "Declares devices to be one. What was and will be reported of any of them counts for the first.",
        mixinStandardHelpOptions = true,
        descriptionHeading = "%n",
        footerHeading = "%nExamples:%n",
        footer = {"  lightmeter devices merge d1 n1"})
public final class MergeDevicesCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Mixin
    private DataFolderOption data = new DataFolderOption();

    @Parameters(index = "0", paramLabel = "INTO", description = "Id or name of the device that survives.")
    private String into = "";

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "DEVICE", description = "Ids or names of the others.")
    private List<String> others = List.of();

    public MergeDevicesCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        new Identities(data, surroundings).merge(into, others);
        surroundings
                .messages()
                .line("merged into " + into + ": " + String.join(", ", others)
                        + "; lightmeter devices split takes it back");
        return ExitCode.DONE;
    }
}
