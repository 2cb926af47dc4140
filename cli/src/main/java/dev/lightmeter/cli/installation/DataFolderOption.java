package dev.lightmeter.cli.installation;

import dev.lightmeter.cli.outcome.CommandFailure;
import dev.lightmeter.cli.terminal.Surroundings;
import dev.lightmeter.server.authority.Authority;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option {@code --data}, the same for every command that has one. */
public final class DataFolderOption {

    private static final String VARIABLE = "LIGHTMETER_DATA";
    private static final String IN_HOME = ".lightmeter";

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description =
                    "The data folder. Default: LIGHTMETER_DATA, else ~/.lightmeter; of a demo a new one that goes with it.")
    private @Nullable Path data;

    /** The folder that was asked for; empty if none was. */
    public @Nullable Path given() {
        return data;
    }

    /** The authority of the folder that was asked for, which has to be there. */
    public Authority authority(Surroundings surroundings) {
        Path folder = folder(surroundings);
        if (!Files.isDirectory(folder)) {
            throw new CommandFailure("there is no data folder " + folder + "; lightmeter serve makes one");
        }
        return Authority.open(folder, surroundings.clock());
    }

    /** The folder that was asked for, else the usual one. It need not exist. */
    public Path folder(Surroundings surroundings) {
        if (data != null) return data;
        String variable = surroundings.environment().getOrDefault(VARIABLE, "");
        return variable.isEmpty() ? surroundings.home().resolve(IN_HOME) : Path.of(variable);
    }
}
