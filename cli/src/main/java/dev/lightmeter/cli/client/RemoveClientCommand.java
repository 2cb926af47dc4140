package dev.lightmeter.cli.client;

import dev.lightmeter.cli.installation.DataFolderOption;
import dev.lightmeter.cli.outcome.CommandFailure;
import dev.lightmeter.cli.outcome.ExitCode;
import dev.lightmeter.cli.terminal.Surroundings;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Removes a client. */
@Command(
        name = "remove",
        description = "Removes a client. Its tokens end within the hour that they live.",
        mixinStandardHelpOptions = true,
        descriptionHeading = "%n",
        footerHeading = "%nExamples:%n",
        footer = {"  lightmeter clients remove 5f0b7c1e-1d5c-4b0c-9a30-6c2f5c1b7d11"})
public final class RemoveClientCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Mixin
    private DataFolderOption data = new DataFolderOption();

    @Parameters(paramLabel = "ID", description = "The id of the client.")
    private UUID id = new UUID(0, 0);

    public RemoveClientCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        if (!data.authority(surroundings).removeClient(id)) {
            throw new CommandFailure("there is no client " + id + "; lightmeter clients list tells which there are");
        }
        return ExitCode.DONE;
    }
}
