package dev.lightmeter.cli.explain;

import dev.lightmeter.cli.installation.DataFolderOption;
import dev.lightmeter.cli.installation.Installation;
import dev.lightmeter.cli.installation.RunningServer;
import dev.lightmeter.cli.outcome.CommandFailure;
import dev.lightmeter.cli.terminal.Surroundings;
import dev.lightmeter.core.fleet.GroupScore;
import dev.lightmeter.core.fleet.Scoreboard;
import dev.lightmeter.core.group.GroupArrangement;
import dev.lightmeter.core.group.GroupRules;
import dev.lightmeter.core.score.Parameters;
import dev.lightmeter.server.config.ConfigurationFile;
import dev.lightmeter.server.devicegroup.DeviceGroups;
import dev.lightmeter.server.explanation.Explanations;
import dev.lightmeter.server.exposure.LiveExposure;
import dev.lightmeter.server.http.ProblemException;
import dev.lightmeter.storage.duckdb.DuckDbStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Whom a question goes to: the server that holds the data folder, or the folder itself where no server runs. */
final class Asking {

    @Mixin
    private DataFolderOption data = new DataFolderOption();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "${COMPLETION-CANDIDATES}. Default: table. JSON and CSV hold all digits.")
    private Format format = Format.TABLE;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The server's configuration, for its device groups, where no server runs.")
    private @Nullable Path configuration;

    /** In which form an answer is printed. */
    enum Format {
        TABLE,
        JSON,
        CSV;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What a data folder says now. */
    record Picture(Scoreboard board, Explanations explanations) {

        /** The group with this name, or the organisation. */
        GroupScore group(String name) {
            return name.equalsIgnoreCase(GroupScore.ORGANISATION)
                    ? board.organisation()
                    : board.group(name).orElseThrow(() -> new CommandFailure("There is no device group named " + name));
        }
    }

    Format format() {
        return format;
    }

    /** The same document either way. */
    JsonNode document(
            Surroundings surroundings, Function<RunningServer, JsonNode> served, Function<Picture, byte[]> free) {
        Path folder = data.folder(surroundings);
        return switch (Installation.in(folder)) {
            case Installation.Served(var base) -> {
                try (RunningServer server = RunningServer.at(base, folder, surroundings.clock())) {
                    yield served.apply(server);
                }
            }
            case Installation.Free() -> fromStore(folder, surroundings, free);
        };
    }

    private JsonNode fromStore(Path folder, Surroundings surroundings, Function<Picture, byte[]> free) {
        if (!Files.isDirectory(folder)) {
            throw new CommandFailure("there is no data folder " + folder
                    + "; name one with --data, or begin with: lightmeter import FILES --data " + folder);
        }
        GroupArrangement declared = configuration == null
                ? GroupArrangement.NONE
                : ConfigurationFile.read(configuration).deviceGroups();
        try (DuckDbStore store = DuckDbStore.open(folder, surroundings.clock())) {
            GroupRules rules = DeviceGroups.of(store, declared).arrangement().rules();
            LiveExposure exposure = LiveExposure.of(store, rules, Parameters.DEFAULT, surroundings.clock());
            Picture picture = new Picture(exposure.current(), new Explanations(store, exposure::fixes));
            return new JsonMapper().readTree(free.apply(picture));
        } catch (ProblemException e) {
            throw new CommandFailure(e.problem().message(), e);
        }
    }
}
