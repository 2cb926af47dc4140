package dev.lightmeter.cli.installation;

import dev.lightmeter.cli.outcome.CommandFailure;
import dev.lightmeter.cli.terminal.Surroundings;
import dev.lightmeter.server.config.Configuration;
import dev.lightmeter.server.config.ConfigurationFile;
import dev.lightmeter.server.devicegroup.DeviceGroups;
import dev.lightmeter.server.exposure.LiveExposure;
import dev.lightmeter.storage.Store;
import dev.lightmeter.storage.duckdb.DuckDbStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The scores of a data folder that no server holds. */
public final class StoredScores {

    private StoredScores() {}

    /**
     * Opens the store of a data folder for a question and closes it again.
     *
     * @param configuration the server's configuration, for its device groups; null for those of the store
     */
    public static <T> T of(
            Path folder, @Nullable Path configuration, Surroundings surroundings, Function<LiveExposure, T> question) {
        return ofStore(folder, configuration, surroundings, (store, live) -> question.apply(live));
    }

    /** The same for a question about what stands in the store as well. */
    public static <T> T ofStore(
            Path folder,
            @Nullable Path configuration,
            Surroundings surroundings,
            BiFunction<Store, LiveExposure, T> question) {
        if (!Files.isDirectory(folder)) {
            throw new CommandFailure("there is no data folder " + folder
                    + "; name one with --data, or begin with: lightmeter import FILES --data " + folder);
        }
        Configuration told = configuration == null ? Configuration.DEFAULTS : ConfigurationFile.read(configuration);
        try (DuckDbStore store = DuckDbStore.open(folder, surroundings.clock())) {
            var rules = DeviceGroups.of(store, told.deviceGroups()).arrangement().rules();
            return question.apply(store, LiveExposure.of(store, rules, told.scores().parameters(), surroundings.clock()));
        }
    }
}
