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
import dev.lightmeter.importers.feed.FeedDownloads.Addresses;
import dev.lightmeter.importers.feed.FeedDownloads.Outcome;
import dev.lightmeter.server.config.ConfigurationFile;
import dev.lightmeter.server.feed.FeedAttempts;
import dev.lightmeter.server.feed.FeedAttempts.Attempt;
import dev.lightmeter.server.feed.FeedFetch;
import dev.lightmeter.server.feed.FeedFetch.Fetched;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
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
    private int since = FeedFetch.FIRST_NVD_YEAR;

    @Option(names = "--config", paramLabel = "FILE", description = "The server's configuration, for its mirrors.")
    private @Nullable Path configuration;

    public UpdateFeedsCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
        if (only.contains(Feed.CVE) || only.contains(Feed.EXPLOITS)) {
            throw new CommandFailure("CVE records and exploits have no one file to fetch: feeds load them");
        }
        int thisYear = Year.now(surroundings.clock().withZone(ZoneOffset.UTC)).getValue();
        if (since < FeedFetch.FIRST_NVD_YEAR || since > thisYear) {
            throw new CommandFailure(
                    "--nvd-since must lie in " + FeedFetch.FIRST_NVD_YEAR + ".." + thisYear + ", got " + since);
        }
        Path folder = data.folder(surroundings);
        List<Fetched> all = new FeedFetch(folder, addresses()).fetch(only, since, thisYear);
        int exitCode = ExitCode.DONE;
        for (Fetched fetched : all) exitCode = ExitCode.worse(exitCode, tell(fetched));
        List<Path> fresh =
                all.stream().flatMap(fetched -> fetched.fresh().stream()).toList();
        LoadedTables loaded = fresh.isEmpty() ? LoadedTables.NONE : load(folder, fresh);
        FeedAttempts attempts = FeedAttempts.in(folder);
        for (Feed feed : only) {
            attempts.keep(
                    feed,
                    attempt(all.stream().filter(each -> each.feed() == feed).toList(), loaded));
        }
        return ExitCode.worse(exitCode, loaded.exitCode());
    }

    private Attempt attempt(List<Fetched> parts, LoadedTables loaded) {
        List<String> flaws = new ArrayList<>();
        List<Path> fresh = new ArrayList<>();
        for (Fetched part : parts) {
            if (part.outcome() instanceof Outcome.Failed(var why)) flaws.add(part.what() + ": " + why);
            fresh.addAll(part.fresh());
        }
        for (Path file : fresh) loaded.refusal(file.toString()).ifPresent(flaws::add);
        Instant now = surroundings.clock().instant();
        return flaws.isEmpty()
                ? Attempt.succeeded(now, !fresh.isEmpty())
                : Attempt.failed(now, String.join("; ", flaws));
    }

    private int tell(Fetched fetched) {
        Screen screen = surroundings.messages();
        switch (fetched.outcome()) {
            case Outcome.Downloaded(var file) ->
                screen.line(Style.BOLD.text(fetched.what()), Styled.plain(": fetched"));
            case Outcome.Unchanged(var file) ->
                screen.line(Style.BOLD.text(fetched.what()), Styled.plain(": not changed"));
            case Outcome.Failed(var why) -> {
                screen.line(Style.RED.text(fetched.what()), Styled.plain(": " + why + "; the edition before it stays"));
                return ExitCode.FAILED;
            }
        }
        return ExitCode.DONE;
    }

    private LoadedTables load(Path folder, List<Path> fresh) throws IOException {
        List<InputFile> files = fresh.stream().map(InputFile::of).toList();
        LoadedTables tables = new LoadedTables(new Loading(surroundings, folder).load(files));
        tables.print(surroundings.screen(), surroundings.messages());
        if (tables.exitCode() != ExitCode.FAILED) FeedFetch.markLoaded(fresh);
        return tables;
    }

    private Addresses addresses() {
        if (configuration == null) return Addresses.PUBLIC;
        return ConfigurationFile.read(configuration).feeds().addresses();
    }
}
