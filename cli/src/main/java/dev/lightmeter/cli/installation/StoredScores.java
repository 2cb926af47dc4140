package dev.lightmeter.cli.installation;

import dev.lightmeter.cli.terminal.Surroundings;
import dev.lightmeter.server.exposure.LiveExposure;
import dev.lightmeter.storage.Store;
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
        try (OpenedFolder opened = OpenedFolder.at(folder, configuration, surroundings.clock())) {
            return question.apply(opened.store(), opened.exposure());
        }
    }
}
