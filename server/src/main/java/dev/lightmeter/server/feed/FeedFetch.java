package dev.lightmeter.server.feed;

import dev.lightmeter.core.report.Feed;
import dev.lightmeter.importers.feed.FeedDownloads;
import dev.lightmeter.importers.feed.FeedDownloads.Addresses;
import dev.lightmeter.importers.feed.FeedDownloads.Outcome;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Fetches what is new of the feeds into a folder of the installation, and remembers what of it is in the store. */
public final class FeedFetch {

    /** The first year of which NVD has a file. */
    public static final int FIRST_NVD_YEAR = 2002;

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);
    private static final String FOLDER = "feeds";
    private static final String LOADED = ".loaded";

    private final Path folder;
    private final Addresses addresses;
    private final Duration firstPause;

    /** Fetches into a folder below the data folder. */
    public FeedFetch(Path dataFolder, Addresses addresses) {
        this(dataFolder, addresses, FIRST_PAUSE);
    }

    /** The same with another pause before the second attempt at a server that is busy or out of reach. */
    public FeedFetch(Path dataFolder, Addresses addresses, Duration firstPause) {
        this.folder = dataFolder.resolve(FOLDER);
        this.addresses = addresses;
        this.firstPause = firstPause;
    }

    /**
     * One file of a feed and how its download ended.
     *
     * @param what the name of the feed, for NVD with the part: {@code nvd 2021}
     */
    public record Fetched(Feed feed, String what, Outcome outcome) {

        /** A good file that the store does not have yet; there is none if it has, or if the download failed. */
        public List<Path> fresh() {
            return switch (outcome) {
                case Outcome.Downloaded(var file) -> List.of(file);
                case Outcome.Unchanged(var file) -> Files.exists(mark(file)) ? List.of() : List.of(file);
                case Outcome.Failed(var why) -> List.of();
            };
        }
    }

    /** Asks for newer editions of EPSS, KEV and NVD, as far as they are wanted; NVD from one year to another. */
    public List<Fetched> fetch(Set<Feed> wanted, int sinceYear, int thisYear) throws IOException {
        Files.createDirectories(folder);
        List<Fetched> fetched = new ArrayList<>();
        try (HttpClient client = FeedDownloads.client()) {
            FeedDownloads from = new FeedDownloads(folder, addresses, client, firstPause);
            if (wanted.contains(Feed.EPSS)) fetched.add(new Fetched(Feed.EPSS, "epss", from.epss()));
            if (wanted.contains(Feed.KEV)) fetched.add(new Fetched(Feed.KEV, "kev", from.kev()));
            if (wanted.contains(Feed.NVD)) {
                for (int year = sinceYear; year <= thisYear; year++) {
                    fetched.add(new Fetched(Feed.NVD, "nvd " + year, from.nvd(year)));
                }
                fetched.add(new Fetched(Feed.NVD, "nvd modified", from.nvdModified()));
            }
        }
        for (Fetched each : fetched) {
            if (each.outcome() instanceof Outcome.Downloaded(var file)) Files.deleteIfExists(mark(file));
        }
        return fetched;
    }

    /** Remembers that the store has these files. */
    public static void markLoaded(List<Path> files) throws IOException {
        for (Path file : files) Files.writeString(mark(file), "");
    }

    /** Beside a download lies an empty file once the store has it. */
    private static Path mark(Path file) {
        return file.resolveSibling(file.getFileName() + LOADED);
    }
}
