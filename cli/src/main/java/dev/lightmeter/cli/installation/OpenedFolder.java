package dev.lightmeter.cli.installation;

import dev.lightmeter.cli.outcome.CommandFailure;
import dev.lightmeter.core.score.Parameters;
import dev.lightmeter.server.config.Configuration;
import dev.lightmeter.server.config.ConfigurationFile;
import dev.lightmeter.server.config.ScoreSettings;
import dev.lightmeter.server.devicegroup.DeviceGroups;
import dev.lightmeter.server.exposure.LiveExposure;
import dev.lightmeter.server.history.HistoryRecorder;
import dev.lightmeter.server.imports.FileImports;
import dev.lightmeter.storage.ScoreBasis;
import dev.lightmeter.storage.duckdb.DuckDbStore;
import dev.lightmeter.storage.merged.MergedStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** A data folder that no server holds, opened, with its scores as a server would make them. */
public final class OpenedFolder implements AutoCloseable {

    private final MergedStore store;
    private final DeviceGroups deviceGroups;
    private final ScoreBasis basis;
    private final Parameters parameters;
    private final Clock clock;
    /** Null until it is asked for: to read a large fleet takes its time. */
    private @Nullable LiveExposure exposure;

    private boolean recording;

    /** @param named null if nobody named a configuration: then scores are made as they were made last */
    private OpenedFolder(MergedStore store, @Nullable Configuration named, Clock clock) {
        this.store = store;
        this.clock = clock;
        Configuration configuration = named == null ? Configuration.DEFAULTS : named;
        this.deviceGroups = DeviceGroups.of(store, configuration.deviceGroups());
        ScoreSettings scores = configuration.scores();
        ScoreBasis own = new ScoreBasis(
                scores.parameters().version(), deviceGroups.arrangement().rules(), scores.leftOut());
        this.basis = named == null ? store.history().basis().orElse(own) : own;
        this.parameters = Parameters.ofVersion(basis.parameters()).orElse(scores.parameters());
    }

    /**
     * Opens a data folder, which has to be there.
     *
     * @param configuration the server's, for its device groups and the way it makes scores; null to make them as they were
     *     made last
     */
    public static OpenedFolder at(Path folder, @Nullable Path configuration, Clock clock) {
        if (!Files.isDirectory(folder)) {
            throw new CommandFailure("there is no data folder " + folder
                    + "; name one with --data, or begin with: lightmeter import FILES --data " + folder);
        }
        return open(folder, configuration, clock);
    }

    /** Opens a data folder, which is made if it is not there, with its scores as they were made last. */
    public static OpenedFolder atOrNew(Path folder, Clock clock) {
        return open(folder, null, clock);
    }

    private static OpenedFolder open(Path folder, @Nullable Path configuration, Clock clock) {
        Configuration settings = configuration == null ? null : ConfigurationFile.read(configuration);
        MergedStore store = new MergedStore(DuckDbStore.open(folder, clock));
        try {
            return new OpenedFolder(store, settings, clock);
        } catch (RuntimeException | Error e) {
            store.close();
            throw e;
        }
    }

    public MergedStore store() {
        return store;
    }

    public DeviceGroups deviceGroups() {
        return deviceGroups;
    }

    public LiveExposure exposure() {
        LiveExposure made = exposure;
        if (made == null) {
            made = LiveExposure.of(store, basis.rules(), parameters, basis.leftOut(), clock);
            exposure = made;
        }
        return made;
    }

    /**
     * The same for a command that changes something: what moves the scores is recorded as a server would. To be asked for
     * at the latest when the first change is taken in, and made before it.
     */
    public LiveExposure recordedExposure() {
        LiveExposure made = exposure();
        if (!recording) made.recordWith(new HistoryRecorder(store.history()));
        recording = true;
        return made;
    }

    /** Reads files into the folder; what that does to the scores is recorded. */
    public FileImports imports() {
        LiveExposure recorded = recordedExposure();
        return new FileImports(store, recorded::take, recorded::takeFeed, recorded::takeDecisions);
    }

    @Override
    public void close() {
        store.close();
    }
}
