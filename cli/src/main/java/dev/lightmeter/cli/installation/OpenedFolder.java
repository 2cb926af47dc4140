package dev.lightmeter.cli.installation;

import dev.lightmeter.cli.outcome.CommandFailure;
import dev.lightmeter.server.config.Configuration;
import dev.lightmeter.server.config.ConfigurationFile;
import dev.lightmeter.server.devicegroup.DeviceGroups;
import dev.lightmeter.server.exposure.LiveExposure;
import dev.lightmeter.storage.Store;
import dev.lightmeter.storage.duckdb.DuckDbStore;
import dev.lightmeter.storage.merged.MergedStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** A data folder that no server holds, opened, with its scores as a server would make them. */
public final class OpenedFolder implements AutoCloseable {

    private final Store store;
    private final DeviceGroups deviceGroups;
    private final LiveExposure exposure;

    private OpenedFolder(Store store, Configuration configuration, Clock clock) {
        this.store = store;
        this.deviceGroups = DeviceGroups.of(store, configuration.deviceGroups());
        this.exposure = LiveExposure.of(
                store,
                deviceGroups.arrangement().rules(),
                configuration.scores().parameters(),
                configuration.scores().leftOut(),
                clock);
    }

    /**
     * Opens a data folder, which has to be there.
     *
     * @param configuration the server's, for its device groups and the way it makes scores; null for the defaults
     */
    public static OpenedFolder at(Path folder, @Nullable Path configuration, Clock clock) {
        if (!Files.isDirectory(folder)) {
            throw new CommandFailure("there is no data folder " + folder
                    + "; name one with --data, or begin with: lightmeter import FILES --data " + folder);
        }
        Configuration settings = configuration == null ? Configuration.DEFAULTS : ConfigurationFile.read(configuration);
        Store store = new MergedStore(DuckDbStore.open(folder, clock));
        try {
            return new OpenedFolder(store, settings, clock);
        } catch (RuntimeException | Error e) {
            store.close();
            throw e;
        }
    }

    public Store store() {
        return store;
    }

    public DeviceGroups deviceGroups() {
        return deviceGroups;
    }

    public LiveExposure exposure() {
        return exposure;
    }

    @Override
    public void close() {
        store.close();
    }
}
