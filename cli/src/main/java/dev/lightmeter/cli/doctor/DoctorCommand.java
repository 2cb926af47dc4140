package dev.lightmeter.cli.doctor;

import dev.lightmeter.cli.installation.DataFolderOption;
import dev.lightmeter.cli.installation.Installation;
import dev.lightmeter.cli.installation.RunningServer;
import dev.lightmeter.cli.outcome.CommandFailure;
import dev.lightmeter.cli.outcome.ExitCode;
import dev.lightmeter.cli.terminal.Points;
import dev.lightmeter.cli.terminal.Surroundings;
import dev.lightmeter.core.report.Feed;
import dev.lightmeter.core.report.FeedEdition;
import dev.lightmeter.server.config.Configuration;
import dev.lightmeter.server.config.ConfigurationException;
import dev.lightmeter.server.config.ConfigurationFile;
import dev.lightmeter.server.secret.SecretException;
import dev.lightmeter.storage.StoreException;
import dev.lightmeter.storage.duckdb.DuckDbStore;
import dev.lightmeter.storage.merged.MergedStore;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** Checks an installation. Changes nothing. */
@Command(
        name = "doctor",
        description = "Looks at Java, the data folder, the store, the feeds and the port, and says what to do.",
        mixinStandardHelpOptions = true,
        descriptionHeading = "%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  lightmeter doctor",
            "  lightmeter doctor --data /srv/lightmeter --config /etc/lightmeter.yaml",
            "",
            "Exit code 0 if nothing fails (warnings are allowed), else 1."
        })
public final class DoctorCommand implements Callable<Integer> {

    private static final int OLDEST_JAVA = 25;
    private static final long LITTLE_DISK = 1L << 30;
    private static final long MEBI = 1L << 20;
    private static final Duration STALE_FEED = Duration.ofDays(7);

    private final Surroundings surroundings;
    private final Diagnosis diagnosis = new Diagnosis();

    private static final String UPDATE = ": lightmeter feeds update --data ";

    @Mixin
    private DataFolderOption data = new DataFolderOption();

    @Option(names = "--config", paramLabel = "FILE", description = "The server's configuration, to be checked too.")
    private @Nullable Path file;

    public DoctorCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Path folder = data.folder(surroundings);
        java();
        Configuration configuration = configuration();
        folder(folder);
        installation(folder, configuration);
        diagnosis.print(surroundings.screen());
        return diagnosis.isHealthy() ? ExitCode.DONE : ExitCode.FAILED;
    }

    private void java() {
        Runtime.Version version = Runtime.version();
        String found = version + ", heap up to " + Runtime.getRuntime().maxMemory() / MEBI + " MiB";
        if (version.feature() < OLDEST_JAVA) {
            diagnosis.fail("java", found + "; install a JDK " + OLDEST_JAVA);
        } else {
            diagnosis.ok("java", found);
        }
    }

    private Configuration configuration() {
        if (file == null) {
            diagnosis.ok("config", "none given, all defaults");
            return Configuration.DEFAULTS;
        }
        try {
            Configuration configuration = ConfigurationFile.read(file);
            diagnosis.ok(
                    "config",
                    file + " can be used, "
                            + configuration.deviceGroups().rules().ranked().size() + " ranked device groups");
            return configuration;
        } catch (ConfigurationException e) {
            diagnosis.fail("config", String.valueOf(e.getMessage()));
            return Configuration.DEFAULTS;
        }
    }

    private void folder(Path folder) {
        if (!Files.isDirectory(folder)) {
            diagnosis.warn("folder", folder + " does not exist yet; lightmeter serve or import makes it");
            return;
        }
        try {
            long free = Files.getFileStore(folder).getUsableSpace();
            String space = folder + ", " + Points.count(free / MEBI) + " MiB free";
            if (!Files.isWritable(folder)) {
                diagnosis.fail(
                        "folder", folder + " cannot be written by this user; change its owner or use another one");
            } else if (isOpenToOthers(folder)) {
                diagnosis.warn("folder", folder + " can be read by others, and it holds keys: chmod 700 " + folder);
            } else if (free < LITTLE_DISK) {
                diagnosis.warn("folder", space + "; make room, an import needs it");
            } else {
                diagnosis.ok("folder", space);
            }
        } catch (IOException e) {
            diagnosis.fail("folder", folder + " cannot be looked at: " + e.getMessage());
        }
    }

    private void installation(Path folder, Configuration configuration) {
        try {
            switch (Installation.in(folder)) {
                case Installation.Served(var base) ->
                    server(base.toString(), RunningServer.at(base, folder, surroundings.clock()));
                case Installation.Free() -> {
                    store(folder);
                    port(configuration);
                }
            }
        } catch (CommandFailure | StoreException | SecretException e) {
            diagnosis.fail("in use", String.valueOf(e.getMessage()));
        }
    }

    private void server(String base, RunningServer running) {
        try (RunningServer server = running) {
            JsonNode organisation =
                    server.get("/lightmeter/v1/explanations", Map.of("name", "organisation", "top", "0"));
            diagnosis.ok(
                    "server",
                    "answers at " + base + ", exposure score "
                            + organisation.path("score").asString("without data"));
            Map<String, @Nullable Instant> feeds = new TreeMap<>();
            for (JsonNode feed : organisation.path("feeds")) {
                String published = feed.path("publishedAt").asString("");
                feeds.put(feed.path("feed").asString(""), published.isEmpty() ? null : Instant.parse(published));
            }
            feeds(feeds);
        } catch (CommandFailure e) {
            diagnosis.fail("server", String.valueOf(e.getMessage()));
        }
    }

    private void store(Path folder) {
        if (!Files.isDirectory(folder.resolve("store"))) {
            diagnosis.ok("store", "none yet");
            feeds(Map.of());
            return;
        }
        try (MergedStore store = new MergedStore(DuckDbStore.open(folder, surroundings.clock()))) {
            AtomicInteger devices = new AtomicInteger();
            store.forEachDevice(_ -> devices.incrementAndGet());
            int merged = store.merges().all().size();
            String into = merged == 0 ? "" : ", and " + Points.count(merged) + " that were merged into them";
            diagnosis.ok("store", "opens, " + Points.count(devices.get()) + " devices" + into);
            Map<String, @Nullable Instant> feeds = new TreeMap<>();
            for (FeedEdition edition : store.threats().feeds())
                feeds.put(edition.feed().wire(), edition.publishedAt());
            feeds(feeds);
        } catch (StoreException e) {
            diagnosis.fail("store", String.valueOf(e.getMessage()));
        }
    }

    private void feeds(Map<String, @Nullable Instant> publishedAt) {
        Instant now = surroundings.clock().instant();
        for (Feed feed : new Feed[] {Feed.EPSS, Feed.KEV}) {
            Instant published = publishedAt.get(feed.wire());
            String what = "feed " + feed.wire();
            if (!publishedAt.containsKey(feed.wire())) {
                diagnosis.warn(
                        what,
                        "never loaded, so scores rest on guesses by severity" + UPDATE + data.folder(surroundings));
            } else if (published != null && published.isBefore(now.minus(STALE_FEED))) {
                diagnosis.warn(
                        what,
                        "is " + Duration.between(published, now).toDays() + " days old" + UPDATE
                                + data.folder(surroundings));
            } else {
                diagnosis.ok(what, published == null ? "does not tell its date" : "of " + published);
            }
        }
    }

    private void port(Configuration configuration) {
        int port = configuration.server().port();
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(
                    InetAddress.getByName(configuration.server().host()), port));
            diagnosis.ok("port", port + " is free on " + configuration.server().host());
        } catch (IOException e) {
            diagnosis.warn(
                    "port",
                    port + " on " + configuration.server().host()
                            + " is taken or not allowed: choose another one with --port");
        }
    }

    private static boolean isOpenToOthers(Path folder) throws IOException {
        if (!folder.getFileSystem().supportedFileAttributeViews().contains("posix")) return false;
        String permissions = PosixFilePermissions.toString(Files.getPosixFilePermissions(folder));
        return !permissions.endsWith("------");
    }
}
