package dev.lightmeter.server.pull;

import dev.lightmeter.importers.InputFile;
import dev.lightmeter.importers.Intake;
import dev.lightmeter.importers.Progress;
import dev.lightmeter.server.audit.AuditLog;
import dev.lightmeter.server.config.PullSettings;
import dev.lightmeter.server.imports.FileImport;
import dev.lightmeter.server.imports.FileImports;
import dev.lightmeter.server.imports.ImportRuns;
import dev.lightmeter.server.pull.PullState.Outcome;
import dev.lightmeter.server.secret.SecretException;
import dev.lightmeter.server.secret.SecretFolder;
import dev.lightmeter.storage.Actor;
import dev.lightmeter.storage.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pulls from a Defender tenant: first all of it into files, then the files into the store as one set, so that a pull which
 * breaks off changes nothing. After a full pull the next ones fetch what changed. One pull runs at a time.
 */
public final class Pull {

    /** Names the environment variable of the client's secret. */
    public static final String SECRET_VARIABLE = "LIGHTMETER_PULL_SECRET";

    private static final Logger LOG = LoggerFactory.getLogger(Pull.class);

    /** Changes are told for 14 days; a full pull each week mends what an event that was lost has left behind. */
    private static final Duration CHANGES_FOR = Duration.ofDays(7);

    /** Clocks differ, and an event that is told twice changes nothing. */
    private static final Duration OVERLAP = Duration.ofHours(1);

    private static final long MOST_BYTES = 32L << 30;
    private static final String FOLDER = "pull";

    private final PullSettings settings;
    private final Map<String, String> environment;
    private final Path dataFolder;
    private final Supplier<FileImports> imports;
    private final ImportRuns runs;
    private final AuditLog audit;
    private final Clock clock;
    private final Patience patience;
    private final ReentrantLock running = new ReentrantLock();

    /**
     * Pulls into one installation.
     *
     * @param environment may hold the secret
     * @param imports asked when there is something to read
     */
    public Pull(
            PullSettings settings,
            Map<String, String> environment,
            Path dataFolder,
            Supplier<FileImports> imports,
            ImportRuns runs,
            AuditLog audit,
            Clock clock) {
        this(settings, environment, dataFolder, imports, runs, audit, clock, Thread::sleep);
    }

    Pull(
            PullSettings settings,
            Map<String, String> environment,
            Path dataFolder,
            Supplier<FileImports> imports,
            ImportRuns runs,
            AuditLog audit,
            Clock clock,
            Patience.Sleep sleep) {
        this.settings = settings;
        this.environment = Map.copyOf(environment);
        this.dataFolder = dataFolder;
        this.imports = imports;
        this.runs = runs;
        this.audit = audit;
        this.clock = clock;
        this.patience = new Patience(sleep, RandomGenerator.getDefault(), clock);
    }

    /** True if the configuration names a tenant. */
    public boolean isConfigured() {
        return settings.isConfigured();
    }

    public boolean isRunning() {
        return running.isLocked();
    }

    /** How the last pull ended, also one of another process. */
    public Optional<PullState> last() {
        return PullState.in(dataFolder);
    }

    /** Pulls because it is time to; never throws, because a schedule that throws would never run again. */
    public void runOnSchedule() {
        try {
            var _ = run(Actor.SCHEDULE, false);
        } catch (RuntimeException e) {
            LOG.error("event=pull outcome=failed", e);
        }
    }

    /**
     * Pulls once.
     *
     * @param full true to fetch everything even if the changes would do
     * @return how it ended; empty if another pull is under way, which this one leaves alone
     */
    public Optional<PullState> run(Actor actor, boolean full) {
        if (!running.tryLock()) return Optional.empty();
        try {
            PullState state = attempt(actor, full);
            state.keepIn(dataFolder);
            audit.record(
                    actor,
                    state.outcome() == Outcome.FAILED ? "pull.failed" : "pull",
                    settings.tenant().orElse(""),
                    state.detail());
            LOG.info("event=pull outcome={} detail=\"{}\"", state.outcome(), state.detail());
            return Optional.of(state);
        } finally {
            running.unlock();
        }
    }

    private PullState attempt(Actor actor, boolean full) {
        Instant start = clock.instant();
        String source = settings.api() + " " + settings.tenant().orElse("");
        Optional<PullState> known = last().filter(state -> state.source().equals(source));
        @Nullable Instant fullAt = known.map(PullState::fullAt).orElse(null);
        @Nullable Instant since = known.map(PullState::changesSince).orElse(null);
        boolean changes = !full
                && fullAt != null
                && since != null
                && Duration.between(fullAt, start).compareTo(CHANGES_FOR) < 0;
        try {
            String detail = pull(actor, changes ? since : null);
            return new PullState(
                    start,
                    clock.instant(),
                    changes ? Outcome.CHANGES : Outcome.FULL,
                    detail,
                    source,
                    changes ? fullAt : start,
                    start.minus(OVERLAP));
        } catch (PullException | SecretException | StoreException e) {
            return failed(start, source, String.valueOf(e.getMessage()), fullAt, since);
        } catch (IOException e) {
            return failed(start, source, "what was fetched cannot be kept: " + e.getMessage(), fullAt, since);
        }
    }

    private PullState failed(
            Instant start, String source, String why, @Nullable Instant fullAt, @Nullable Instant since) {
        return new PullState(start, clock.instant(), Outcome.FAILED, why, source, fullAt, since);
    }

    private String pull(Actor actor, @Nullable Instant since) throws IOException {
        if (!settings.isConfigured()) throw new PullException("pull.tenant and pull.client-id are not configured");
        TenantToken token = new TenantToken(settings, secret(), patience, clock);
        try (TenantApi api = new TenantApi(settings.api(), token, patience, MOST_BYTES);
                TenantFiles files = new TenantFiles(api, dataFolder.resolve(FOLDER))) {
            files.pages("machines", "/api/machines");
            if (since == null) {
                files.export("vulnerabilities", "/api/machines/SoftwareVulnerabilitiesExport", true);
            } else {
                files.pages("changes", "/api/machines/SoftwareVulnerabilityChangesByMachine?sinceTime=" + since);
            }
            files.export("configuration", "/api/machines/SecureConfigurationsAssessmentExport", false);
            files.export("software", "/api/machines/SoftwareInventoryExport", false);
            files.export("other software", "/api/machines/SoftwareInventoryNonCpeExport", false);
            return read(actor, files.files());
        }
    }

    /** A page that is not recognised would be missing from the set, and what it says would count as fixed. */
    private String read(Actor actor, List<InputFile> files) {
        Intake intake = Intake.of(files);
        if (!intake.refused().isEmpty()) {
            throw new PullException("nothing was imported: " + intake.refused().getFirst());
        }
        boolean fromDefender = intake.feeds().isEmpty()
                && intake.statements().isEmpty()
                && intake.reports().stream().allMatch(report -> report.format().equals("defender"));
        if (!fromDefender)
            throw new PullException("nothing was imported: the tenant answers with other rows than Defender's");
        var ended = runs.run(imports.get(), actor, "pull from " + settings.api().getHost(), files, Progress.NONE);
        int devicesNew = 0;
        int findingsNew = 0;
        int findingsFixed = 0;
        for (FileImport each : ended.imports()) {
            switch (each.outcome()) {
                case FileImport.Outcome.Refused(var why) -> throw new PullException(why);
                case FileImport.Outcome.Report report -> {
                    devicesNew += report.devicesNew();
                    findingsNew += report.findingsNew();
                    findingsFixed += report.findingsFixed();
                }
                case FileImport.Outcome.Feed _, FileImport.Outcome.Statements _ ->
                    throw new IllegalStateException("only Defender's rows were let in");
            }
        }
        return "upload " + ended.run().number() + ": " + devicesNew + " devices new, " + findingsNew + " findings new, "
                + findingsFixed + " fixed";
    }

    private String secret() throws IOException {
        Optional<Path> file = settings.secretFile();
        String secret;
        if (file.isPresent()) {
            SecretFolder.refuseIfOthersMayRead(file.get());
            secret = Files.readString(file.get()).strip();
        } else {
            secret = environment.getOrDefault(SECRET_VARIABLE, "");
        }
        if (secret.isEmpty()) {
            throw new PullException(
                    "there is no secret: set " + SECRET_VARIABLE + ", or name a file in pull.secret-file");
        }
        return secret;
    }
}
