package dev.lightmeter.cli.statement;

import dev.lightmeter.cli.installation.DataFolderOption;
import dev.lightmeter.cli.outcome.CommandFailure;
import dev.lightmeter.cli.outcome.ExitCode;
import dev.lightmeter.cli.terminal.Surroundings;
import dev.lightmeter.server.statement.StatementKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Prints the public key. */
@Command(
        name = "key",
        description = "Prints the public key of the data folder, with which others verify its statements.",
        mixinStandardHelpOptions = true,
        descriptionHeading = "%n",
        footerHeading = "%nExamples:%n",
        footer = "  lightmeter statement key > our-lightmeter.pem")
public final class StatementKeyCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Mixin
    private DataFolderOption data = new DataFolderOption();

    public StatementKeyCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Path folder = data.folder(surroundings);
        if (!Files.isDirectory(folder)) {
            throw new CommandFailure("there is no data folder " + folder + "; name one with --data");
        }
        surroundings.out().print(StatementKey.of(folder).publicPem());
        return ExitCode.DONE;
    }
}
