package dev.lightmeter.cli.load;

import dev.lightmeter.cli.installation.DataFolderOption;
import dev.lightmeter.cli.outcome.CommandFailure;
import dev.lightmeter.cli.outcome.ExitCode;
import dev.lightmeter.cli.terminal.Screen;
import dev.lightmeter.cli.terminal.Style;
import dev.lightmeter.cli.terminal.Styled;
import dev.lightmeter.cli.terminal.Surroundings;
import dev.lightmeter.core.report.Feed;
import dev.lightmeter.importers.InputFile;
import dev.lightmeter.importers.feed.FeedDownloads;
import dev.lightmeter.importers.feed.FeedDownloads.Addresses;
import dev.lightmeter.importers.feed.FeedDownloads.Outcome;
import dev.lightmeter.server.config.ConfigurationFile;
import dev.lightmeter.server.config.FeedSettings;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Year;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Fetches feeds from their public addresses and loads what is new. */
@Command(
        name = "update",
        description = "Fetches EPSS, KEV and NVD from their public addresses, or from mirrors, and loads what is new.",
        mixinStandardHelpOptions = true,
        descriptionHeading = "%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  lightmeter feeds update",
            "  lightmeter feeds update --only epss,kev",
            "  lightmeter feeds update --config lightmeter.yaml    whose feeds name mirrors",
            "",
            "A feed that has not changed is not fetched again. A broken one is refused and",
            "the edition before it stays; then the exit code is 1."
        })
public final class UpdateFeedsCommand implements Callable<Integer> {

    private static final int FIRST_NVD_YEAR = 2002;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);
    private static final String DOWNLOADS = "feeds";
    private static final String LOADED = ".loaded";

    private final Surroundings surroundings;

    @Mixin
    private DataFolderOption data = new DataFolderOption();

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "FEED",
            description = "Some of epss, kev, nvd. Default: all three.")
    private Set<Feed> only = EnumSet.of(Feed.EPSS, Feed.KEV, Feed.NVD);

    @Option(
            names = "--nvd-since",
            paramLabel = "YEAR",
            description = "The first year of NVD's records. Default: 2002, which is all of them.")
    private int since = FIRST_NVD_YEAR;

    @Option(names = "--config", paramLabel = "FILE", description = "The server's configuration, for its mirrors.")
    private @Nullable Path configuration;

    public UpdateFeedsCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
        if (only.contains(Feed.CVE)) throw new CommandFailure("CVE records have no one file to fetch: feeds load them");
        int thisYear = Year.now(surroundings.clock().withZone(ZoneOffset.UTC)).getValue();
        if (since < FIRST_NVD_YEAR || since > thisYear) {
            throw new CommandFailure("--nvd-since must lie in " + FIRST_NVD_YEAR + ".." + thisYear + ", got " + since);
        }
        Path folder = data.folder(surroundings);
        Path downloads = folder.resolve(DOWNLOADS);
        Files.createDirectories(downloads);
        List<Path> fresh = new ArrayList<>();
        int exitCode = fetch(downloads, thisYear, fresh);
        if (fresh.isEmpty()) return exitCode;
        return ExitCode.worse(exitCode, load(folder, fresh));
    }

    private int fetch(Path downloads, int thisYear, List<Path> fresh) {
        int exitCode = ExitCode.DONE;
        try (HttpClient client = FeedDownloads.client()) {
            FeedDownloads from = new FeedDownloads(downloads, addresses(), client, FIRST_PAUSE);
            if (only.contains(Feed.EPSS)) exitCode = note("epss", from.epss(), fresh, exitCode);
            if (only.contains(Feed.KEV)) exitCode = note("kev", from.kev(), fresh, exitCode);
            if (only.contains(Feed.NVD)) {
                for (int year = since; year <= thisYear; year++) {
                    exitCode = note("nvd " + year, from.nvd(year), fresh, exitCode);
                }
                exitCode = note("nvd modified", from.nvdModified(), fresh, exitCode);
            }
        }
        return exitCode;
    }

    /** Tells how a download ended; what is not in the store yet goes to {@code fresh}. */
    private int note(String feed, Outcome outcome, List<Path> fresh, int exitCode) {
        Screen screen = surroundings.messages();
        switch (outcome) {
            case Outcome.Downloaded(var file) -> {
                screen.line(Style.BOLD.text(feed), Styled.plain(": fetched"));
                fresh.add(file);
            }
            case Outcome.Unchanged(var file) -> {
                screen.line(Style.BOLD.text(feed), Styled.plain(": not changed"));
                if (!Files.exists(loadedMark(file))) fresh.add(file);
            }
            case Outcome.Failed(var why) -> {
                screen.line(Style.RED.text(feed), Styled.plain(": " + why + "; the edition before it stays"));
                return ExitCode.FAILED;
            }
        }
        return exitCode;
    }

    private int load(Path folder, List<Path> fresh) throws IOException {
        for (Path file : fresh) Files.deleteIfExists(loadedMark(file));
        List<InputFile> files = fresh.stream().map(InputFile::of).toList();
        LoadedTables tables = new LoadedTables(new Loading(surroundings, folder).load(files));
        tables.print(surroundings.screen(), surroundings.messages());
        if (tables.exitCode() != ExitCode.FAILED) {
            for (Path file : fresh) Files.writeString(loadedMark(file), "");
        }
        return tables.exitCode();
    }

    /** Beside a download lies an empty file once the store has it. */
    private static Path loadedMark(Path file) {
        return file.resolveSibling(file.getFileName() + LOADED);
    }

    private Addresses addresses() {
        if (configuration == null) return Addresses.PUBLIC;
        FeedSettings settings = ConfigurationFile.read(configuration).feeds();
        try {
            return new Addresses(settings.epss(), settings.kev(), settings.nvd());
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(configuration + ": " + e.getMessage(), e);
        }
    }
}
