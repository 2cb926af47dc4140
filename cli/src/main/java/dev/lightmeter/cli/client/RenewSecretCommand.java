package dev.lightmeter.cli.client;

import dev.lightmeter.cli.installation.DataFolderOption;
import dev.lightmeter.cli.outcome.CommandFailure;
import dev.lightmeter.cli.outcome.ExitCode;
import dev.lightmeter.cli.terminal.Surroundings;
import dev.lightmeter.server.authority.NewClient;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Gives a client another secret. */
@Command(
        name = "secret",
        description = "Gives a client another secret and prints it; the old one is of no use from then on.",
        mixinStandardHelpOptions = true,
        descriptionHeading = "%n",
        footerHeading = "%nExamples:%n",
        footer = {"  lightmeter clients secret 5f0b7c1e-1d5c-4b0c-9a30-6c2f5c1b7d11"})
public final class RenewSecretCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Mixin
    private DataFolderOption data = new DataFolderOption();

    @Parameters(paramLabel = "ID", description = "The id of the client.")
    private UUID id = new UUID(0, 0);

    public RenewSecretCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        NewClient renewed = data.authority(surroundings)
                .renewSecret(id)
                .orElseThrow(() -> new CommandFailure("there is no client " + id + " with a secret"));
        surroundings.out().println("CLIENT_SECRET=" + renewed.secret());
        return ExitCode.DONE;
    }
}
