package dev.lightmeter.server;

import dev.lightmeter.core.fleet.Scoreboard;
import dev.lightmeter.server.audit.AuditLog;
import dev.lightmeter.server.audit.AuditResource;
import dev.lightmeter.server.authority.Authority;
import dev.lightmeter.server.config.Configuration;
import dev.lightmeter.server.decision.ExceptionDesk;
import dev.lightmeter.server.decision.ExceptionResource;
import dev.lightmeter.server.decision.Exceptions;
import dev.lightmeter.server.decision.VexResource;
import dev.lightmeter.server.device.MachineChangeResource;
import dev.lightmeter.server.device.MachineResource;
import dev.lightmeter.server.devicegroup.DeviceGroupResource;
import dev.lightmeter.server.devicegroup.DeviceGroups;
import dev.lightmeter.server.explanation.ExplanationResource;
import dev.lightmeter.server.explanation.Explanations;
import dev.lightmeter.server.export.ExportKey;
import dev.lightmeter.server.export.ExportResource;
import dev.lightmeter.server.exposure.LiveExposure;
import dev.lightmeter.server.exposure.LiveScores;
import dev.lightmeter.server.exposure.Views;
import dev.lightmeter.server.feed.FeedAttempts;
import dev.lightmeter.server.feed.FeedFetch;
import dev.lightmeter.server.feed.FeedResource;
import dev.lightmeter.server.feed.FeedUpdates;
import dev.lightmeter.server.history.FindingHistoryResource;
import dev.lightmeter.server.history.HistoryRecorder;
import dev.lightmeter.server.history.HistoryResource;
import dev.lightmeter.server.http.Problem;
import dev.lightmeter.server.http.ProblemException;
import dev.lightmeter.server.http.Route;
import dev.lightmeter.server.identity.DeviceIdentities;
import dev.lightmeter.server.identity.IdentityResource;
import dev.lightmeter.server.imports.FileImports;
import dev.lightmeter.server.imports.ImportResource;
import dev.lightmeter.server.imports.ImportRuns;
import dev.lightmeter.server.imports.WatchedFolder;
import dev.lightmeter.server.notification.NotificationResource;
import dev.lightmeter.server.notification.Notifications;
import dev.lightmeter.server.plan.PlanResource;
import dev.lightmeter.server.pull.Pull;
import dev.lightmeter.server.pull.PullResource;
import dev.lightmeter.server.recommendation.RecommendationResource;
import dev.lightmeter.server.remediation.RemediationRequestResource;
import dev.lightmeter.server.remediation.RemediationTaskResource;
import dev.lightmeter.server.remediation.Remediations;
import dev.lightmeter.server.report.Past;
import dev.lightmeter.server.report.ReportResource;
import dev.lightmeter.server.report.Reports;
import dev.lightmeter.server.secret.SecretFolder;
import dev.lightmeter.server.software.SoftwareCatalogues;
import dev.lightmeter.server.software.SoftwareResource;
import dev.lightmeter.server.standing.StandingResource;
import dev.lightmeter.server.statement.StatementResource;
import dev.lightmeter.server.sums.SumsResource;
import dev.lightmeter.server.weakness.MachineVulnerabilityResource;
import dev.lightmeter.server.weakness.VulnerabilityResource;
import dev.lightmeter.server.whatif.WhatIfResource;
import dev.lightmeter.storage.Fixes;
import dev.lightmeter.storage.Store;
import dev.lightmeter.storage.duckdb.DuckDbStore;
import dev.lightmeter.storage.merged.MergedStore;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * One running installation: a data folder with its store, the live scores, the embedded authority, the server. Everything
 * that runs is put together here.
 */
public final class Lightmeter implements AutoCloseable {

    private static final String SPOOL = "uploads";
    private static final String EXPORTS = "exports";
    /** Exports of the largest fleets are smaller; the disk of a small server is larger. */
    private static final long MOST_UPLOAD_BYTES = 8L << 30;

    private final Store store;
    private final Authority authority;
    private final LiveExposure exposure;
    private final LightmeterServer server;
    private final ImportResource uploads;
    private final Jobs jobs;

    private Lightmeter(
            Store store,
            Authority authority,
            LiveExposure exposure,
            LightmeterServer server,
            ImportResource uploads,
            Jobs jobs) {
        this.store = store;
        this.authority = authority;
        this.exposure = exposure;
        this.server = server;
        this.uploads = uploads;
        this.jobs = jobs;
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
        return start(configuration, dataFolder, Clocks.both(clock), prepare);
    }

    /** The same by clocks that may differ. */
    public static Lightmeter start(
            Configuration configuration, Path dataFolder, Clocks clocks, Consumer<Store> prepare) {
        Clock clock = clocks.facts();
        DuckDbStore files = DuckDbStore.open(dataFolder, clock);
        LightmeterServer server = null;
        ImportResource imports = null;
        try {
            MergedStore store = new MergedStore(files);
            Authority authority = Authority.open(dataFolder, clocks.tokens());
            AtomicReference<Optional<LiveExposure>> loaded = new AtomicReference<>(Optional.empty());
            AuditLog audit = new AuditLog(store.journal(), clock);
            ImportRuns runs = new ImportRuns(store, audit, clock);
            Supplier<FileImports> into = () -> importsInto(store, ready(loaded));
            imports = new ImportResource(into, runs, store.journal(), dataFolder.resolve(SPOOL), MOST_UPLOAD_BYTES);
            imports.clearSpool();
            FeedFetch fetch = new FeedFetch(dataFolder, configuration.feeds().addresses());
            FeedAttempts attempts = FeedAttempts.in(dataFolder);
            FeedUpdates updates = new FeedUpdates(fetch, attempts, into, runs, audit, clock);
            Pull pull = new Pull(configuration.pull(), System.getenv(), dataFolder, into, runs, audit, clock);
            DeviceGroups deviceGroups = DeviceGroups.of(store, configuration.deviceGroups());
            Views views = new Views(() -> loaded.get().map(LiveExposure::current), deviceGroups::assignmentsOf);
            List<Route> routes = new ArrayList<>();
            routes.addAll(Routes.devices(
                    new MachineResource(views, store, clock),
                    new MachineChangeResource(
                            views, store, slots -> ready(loaded).takeDevices(slots), audit, clock)));
            routes.addAll(exposureRoutes(store, views, () -> ready(loaded).fixes()));
            Explanations explanations =
                    new Explanations(store, () -> ready(loaded).fixes());
            routes.addAll(new ReportResource(views, new Reports(explanations::names, Past.UNKNOWN)).routes());
            routes.addAll(imports.routes());
            routes.addAll(analysisRoutes(views, explanations));
            routes.addAll(new HistoryResource(store, views, clock).routes());
            routes.addAll(new FindingHistoryResource(store, views, clock).routes());
            routes.addAll(new StandingResource(views).routes());
            routes.addAll(new StatementResource(views, dataFolder).routes());
            Notifications notifications = Notifications.of(
                    configuration.notifications(), store.outbox(), source(configuration, authority), clock);
            routes.addAll(new NotificationResource(notifications, audit).routes());
            routes.addAll(new DeviceGroupResource(deviceGroups, store, views, () -> ready(loaded), audit).routes());
            Optional<Duration> updateEvery = configuration.feeds().updateEvery();
            routes.addAll(new FeedResource(store, updates, attempts, updateEvery, imports, clock).routes());
            routes.addAll(new PullResource(pull).routes());
            DeviceIdentities identities = new DeviceIdentities(
                    store, audit, clock, slots -> ready(loaded).takeDevices(slots));
            routes.addAll(new IdentityResource(views, identities).routes());
            routes.addAll(new AuditResource(store.journal()).routes());
            Remediations remediations = new Remediations(store.remediationTasks(), clock);
            routes.addAll(Routes.remediation(new RemediationTaskResource(views, remediations)));
            routes.addAll(new RemediationRequestResource(views, remediations, audit).routes());
            ExceptionDesk desk = new ExceptionDesk(new Exceptions(store, clock), views, () -> ready(loaded), audit);
            routes.addAll(new ExceptionResource(desk).routes());
            routes.addAll(new VexResource(store, () -> ready(loaded), audit).routes());
            byte[] exportKey = ExportKey.in(SecretFolder.open(dataFolder.resolve(EXPORTS)));
            routes.addAll(Routes.exports(
                    new ExportResource(store, views, authority.tenant().toString(), exportKey, clock)));
            server = LightmeterServer.start(
                    configuration, dataFolder, authority, new LiveScores(views), routes, audit, clocks);
            prepare.accept(store);
            LiveExposure exposure = LiveExposure.of(
                    store,
                    deviceGroups.arrangement().rules(),
                    configuration.scores().parameters(),
                    configuration.scores().leftOut(),
                    clock);
            exposure.recordWith(new HistoryRecorder(store.history()));
            remediations.load(exposure.current());
            exposure.tell(remediations::follow);
            loaded.set(Optional.of(exposure));
            files.folder().announce(server.baseUri());
            Jobs jobs = Jobs.start(
                    exposure::takeDay,
                    List.of(
                            new Jobs.Job(
                                    "notifications",
                                    Optional.of(Jobs.BETWEEN_LOOKS_AT_THE_SCORES),
                                    () -> notifications.look(exposure.current())),
                            watching(configuration, store, into, runs, clock),
                            new Jobs.Job("feeds", configuration.feeds().updateEvery(), updates::updateOnSchedule),
                            new Jobs.Job("pull", configuration.pull().every(), pull::runOnSchedule)));
            return new Lightmeter(store, authority, exposure, server, imports, jobs);
        } catch (RuntimeException | Error e) {
            if (server != null) server.close();
            if (imports != null) imports.close();
            files.close();
            throw e;
        }
    }

    private static Jobs.Job watching(
            Configuration configuration, Store store, Supplier<FileImports> into, ImportRuns runs, Clock clock) {
        Optional<WatchedFolder> watched = configuration
                .imports()
                .watch()
                .map(folder -> new WatchedFolder(folder, into, runs, store.journal(), clock));
        return new Jobs.Job(
                "watch",
                watched.map(_ -> Jobs.BETWEEN_LOOKS_AT_THE_FOLDER),
                () -> watched.ifPresent(WatchedFolder::look));
    }

    private static List<Route> exposureRoutes(Store store, Views views, Supplier<Fixes> fixes) {
        SoftwareCatalogues catalogues = new SoftwareCatalogues(store);
        return Routes.exposure(
                new SoftwareResource(views, catalogues, fixes),
                new VulnerabilityResource(views, store, catalogues),
                new MachineVulnerabilityResource(views, fixes),
                new RecommendationResource(views, store, catalogues, fixes));
    }

    private static List<Route> analysisRoutes(Views views, Explanations explanations) {
        return Stream.of(
                        new ExplanationResource(views, explanations).routes(),
                        new PlanResource(views, explanations).routes(),
                        new WhatIfResource(views).routes(),
                        new SumsResource(views).routes())
                .flatMap(List::stream)
                .toList();
    }

    /** The name of this installation for programs that hear from several. */
    private static String source(Configuration configuration, Authority authority) {
        return configuration
                .server()
                .publicBaseUrl()
                .map(URI::toString)
                .orElseGet(() -> "urn:uuid:" + authority.tenant());
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

    /** Looks at the clock now, which a job does every few seconds. */
    void takeDay() {
        exposure.takeDay();
    }

    @Override
    public void close() {
        jobs.close();
        server.close();
        uploads.close();
        store.close();
    }

    private static FileImports importsInto(Store store, LiveExposure exposure) {
        return new FileImports(store, exposure::take, exposure::takeFeed, exposure::takeDecisions);
    }

    private static LiveExposure ready(AtomicReference<Optional<LiveExposure>> loaded) {
        return loaded.get()
                .orElseThrow(() ->
                        new ProblemException(Problem.unavailable("The fleet is being loaded; ask again in a moment")));
    }
}
