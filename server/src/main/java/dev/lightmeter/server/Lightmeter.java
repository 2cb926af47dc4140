package dev.lightmeter.server;

import dev.lightmeter.core.fleet.Scoreboard;
import dev.lightmeter.core.score.Parameters;
import dev.lightmeter.server.audit.AuditLog;
import dev.lightmeter.server.authority.Authority;
import dev.lightmeter.server.config.Configuration;
import dev.lightmeter.server.device.MachineChangeResource;
import dev.lightmeter.server.device.MachineResource;
import dev.lightmeter.server.devicegroup.DeviceGroups;
import dev.lightmeter.server.explanation.ExplanationResource;
import dev.lightmeter.server.exposure.LiveExposure;
import dev.lightmeter.server.exposure.LiveScores;
import dev.lightmeter.server.exposure.Views;
import dev.lightmeter.server.http.Problem;
import dev.lightmeter.server.http.ProblemException;
import dev.lightmeter.server.http.Route;
import dev.lightmeter.server.imports.FileImports;
import dev.lightmeter.server.imports.ImportResource;
import dev.lightmeter.server.recommendation.RecommendationResource;
import dev.lightmeter.server.remediation.RemediationRequestResource;
import dev.lightmeter.server.remediation.RemediationTaskResource;
import dev.lightmeter.server.remediation.Remediations;
import dev.lightmeter.server.software.Fixes;
import dev.lightmeter.server.software.SoftwareResource;
import dev.lightmeter.server.weakness.MachineVulnerabilityResource;
import dev.lightmeter.server.weakness.VulnerabilityResource;
import dev.lightmeter.server.weakness.WeaknessTexts;
import dev.lightmeter.storage.Store;
import dev.lightmeter.storage.duckdb.DuckDbStore;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One running installation: a data folder with its store, the live scores, the embedded authority, the server. Everything
 * that runs is put together here.
 */
public final class Lightmeter implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Lightmeter.class);
    private static final String SPOOL = "uploads";
    /** Exports of the largest fleets are smaller; the disk of a small server is larger. */
    private static final long MOST_UPLOAD_BYTES = 8L << 30;

    /** One alarm set for midnight would ring at a wrong time once the clock is corrected or the machine has slept. */
    private static final Duration BETWEEN_LOOKS_AT_THE_CLOCK = Duration.ofSeconds(10);

    private final DuckDbStore store;
    private final Authority authority;
    private final LiveExposure exposure;
    private final LightmeterServer server;
    private final ScheduledExecutorService daily;

    private Lightmeter(
            DuckDbStore store,
            Authority authority,
            LiveExposure exposure,
            LightmeterServer server,
            ScheduledExecutorService daily) {
        this.store = store;
        this.authority = authority;
        this.exposure = exposure;
        this.server = server;
        this.daily = daily;
    }

    /**
     * Opens the data folder and starts to serve it. The server answers at once, with 503 until the fleet is loaded; this
     * returns when it is.
     *
     * @throws RuntimeException the exception of the part that cannot start, with one sentence for the operator
     */
    public static Lightmeter start(Configuration configuration, Path dataFolder, Clock clock) {
        return start(configuration, dataFolder, clock, store -> {});
    }

    /**
     * The same over a store that is prepared first, while the server already says that it is starting.
     *
     * @param prepare fills the store before the first scores are made
     */
    public static Lightmeter start(Configuration configuration, Path dataFolder, Clock clock, Consumer<Store> prepare) {
        DuckDbStore store = DuckDbStore.open(dataFolder, clock);
        LightmeterServer server = null;
        try {
            Authority authority = Authority.open(dataFolder, clock);
            AtomicReference<Optional<LiveExposure>> loaded = new AtomicReference<>(Optional.empty());
            ImportResource imports = new ImportResource(
                    () -> importsInto(store, ready(loaded)), dataFolder.resolve(SPOOL), MOST_UPLOAD_BYTES);
            imports.clearSpool();
            DeviceGroups deviceGroups = DeviceGroups.of(store, configuration.deviceGroups());
            Views views = new Views(() -> loaded.get().map(LiveExposure::current), deviceGroups::assignmentsOf);
            AuditLog audit = new AuditLog(store.journal(), clock);
            List<Route> routes = new ArrayList<>(Routes.own(imports, new ExplanationResource(views)));
            routes.addAll(Routes.devices(
                    new MachineResource(views, store, clock),
                    new MachineChangeResource(
                            views, store, slots -> ready(loaded).takeDevices(slots), audit, clock)));
            Fixes fixes = (weakness, software) -> null;
            routes.addAll(Routes.exposure(
                    new SoftwareResource(views, fixes),
                    new VulnerabilityResource(views, WeaknessTexts.NONE),
                    new MachineVulnerabilityResource(views, fixes),
                    new RecommendationResource(views, fixes, control -> Optional.empty())));
            Remediations remediations = new Remediations(store.remediationTasks(), clock);
            routes.addAll(Routes.remediation(
                    new RemediationTaskResource(views, remediations),
                    new RemediationRequestResource(views, remediations, audit)));
            server = LightmeterServer.start(configuration, dataFolder, authority, new LiveScores(views), routes, clock);
            prepare.accept(store);
            LiveExposure exposure =
                    LiveExposure.of(store, deviceGroups.arrangement().rules(), Parameters.DEFAULT, clock);
            remediations.load(exposure.current());
            exposure.tell(remediations::follow);
            loaded.set(Optional.of(exposure));
            store.folder().announce(server.baseUri());
            return new Lightmeter(store, authority, exposure, server, daily(exposure));
        } catch (RuntimeException | Error e) {
            if (server != null) server.close();
            store.close();
            throw e;
        }
    }

    public LightmeterServer server() {
        return server;
    }

    public Authority authority() {
        return authority;
    }

    /** The newest scoreboard. */
    public Scoreboard current() {
        return exposure.current();
    }

    /** Reads files into this installation; when an import returns, the scores show it. */
    public FileImports imports() {
        return importsInto(store, exposure);
    }

    @Override
    public void close() {
        daily.shutdownNow();
        server.close();
        store.close();
    }

    private static FileImports importsInto(Store store, LiveExposure exposure) {
        return new FileImports(store, exposure::take, exposure::takeFeed);
    }

    private static LiveExposure ready(AtomicReference<Optional<LiveExposure>> loaded) {
        return loaded.get()
                .orElseThrow(() ->
                        new ProblemException(Problem.unavailable("The fleet is being loaded; ask again in a moment")));
    }

    /** Devices go stale and exceptions expire at midnight UTC, even if nothing else happens. */
    private static ScheduledExecutorService daily(LiveExposure exposure) {
        ScheduledExecutorService daily = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("daily").factory());
        long seconds = BETWEEN_LOOKS_AT_THE_CLOCK.toSeconds();
        var _ = daily.scheduleWithFixedDelay(() -> takeDay(exposure), seconds, seconds, TimeUnit.SECONDS);
        return daily;
    }

    /** A scheduled task that throws would never run again. */
    private static void takeDay(LiveExposure exposure) {
        try {
            exposure.takeDay();
        } catch (RuntimeException e) {
            LOG.error("event=day outcome=failed", e);
        }
    }
}
