package dev.lightmeter.cli.installation;

import dev.lightmeter.cli.outcome.CommandFailure;
import dev.lightmeter.cli.terminal.Shell;
import dev.lightmeter.cli.terminal.Surroundings;
import dev.lightmeter.server.http.ProblemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Whom a question goes to: the server that holds the data folder, or the folder itself where no server runs. */
public final class InstallationOption {

    @Mixin
    private DataFolderOption data = new DataFolderOption();

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description =
                    "The server's configuration, for its device groups and the way it makes scores, where no server"
                            + " runs. Default: as they were made last.")
    private @Nullable Path configuration;

    /** True if the data folder was named and not left to the usual one. */
    public boolean isGiven() {
        return data.given() != null;
    }

    public @Nullable Path configuration() {
        return configuration;
    }

    /** The data folder that was asked for, else the usual one. */
    public Path folder(Surroundings surroundings) {
        return data.folder(surroundings);
    }

    /** Another command for the same installation, as it is typed into a shell. */
    public String command(String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        Path given = data.given();
        if (given != null) all.addAll(List.of("--data", given.toString()));
        Path settings = configuration;
        if (settings != null) all.addAll(List.of("--config", settings.toString()));
        return Shell.command(all.toArray(String[]::new));
    }

    /** The same answer either way. */
    public <T> T ask(Surroundings surroundings, Function<RunningServer, T> served, Function<OpenedFolder, T> free) {
        Path folder = folder(surroundings);
        return switch (Installation.in(folder)) {
            case Installation.Served(var base) -> {
                try (RunningServer server = RunningServer.at(base, folder, surroundings.clock())) {
                    yield served.apply(server);
                }
            }
            case Installation.Free() -> {
                try (OpenedFolder opened = OpenedFolder.at(folder, configuration, surroundings.clock())) {
                    yield free.apply(opened);
                } catch (ProblemException e) {
                    throw new CommandFailure(e.problem().message(), e);
                }
            }
        };
    }

    /** The same, of a server elsewhere if one was named. */
    public <T> T ask(
            RemoteServerOption remote,
            Surroundings surroundings,
            Function<RunningServer, T> served,
            Function<OpenedFolder, T> free) {
        if (!remote.isGiven()) return ask(surroundings, served, free);
        try (RunningServer server = remote.open(surroundings)) {
            return served.apply(server);
        }
    }
}
