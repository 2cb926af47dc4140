package dev.lightmeter.importers.feed;

import dev.lightmeter.core.ThreatFacts;
import dev.lightmeter.core.report.Feed;
import dev.lightmeter.core.report.FeedSink;
import dev.lightmeter.importers.ImportResult;
import dev.lightmeter.importers.InputFile;
import dev.lightmeter.importers.Intake;
import dev.lightmeter.importers.Progress;
import dev.lightmeter.importers.feed.ConditionalDownload.Answer;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * Fetches the public threat feeds into a folder, where the importer finds them like any other file. A feed that did not change
 * is not fetched again. What was fetched takes its place only after its checksum, where one is published, and the whole of
 * its content were found good, so a broken download never replaces a good one.
 */
public final class FeedDownloads {

    private final Path folder;
    private final Addresses addresses;
    private final ConditionalDownload download;

    /**
     * Downloads into a folder.
     *
     * @param folder made if it does not exist; a small file in it remembers what the servers said of each feed
     * @param firstPause before the second attempt; doubled before each further one
     */
    public FeedDownloads(Path folder, Addresses addresses, HttpClient client, Duration firstPause) {
        this.folder = folder;
        this.addresses = addresses;
        this.download = new ConditionalDownload(folder, client, firstPause);
    }

    /** A client that suits the public servers. */
    public static HttpClient client() {
        return HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NORMAL)
                .connectTimeout(Duration.ofSeconds(20))
                .build();
    }

    /** The EPSS table of the day. */
    public Outcome epss() {
        return fetch(Feed.EPSS, addresses.epss, "epss_scores-current.csv.gz");
    }

    /** CISA's catalogue of known exploited vulnerabilities. */
    public Outcome kev() {
        return fetch(Feed.KEV, addresses.kev, "known_exploited_vulnerabilities.json");
    }

    /** NVD's records of one year, 2002 and later; those of older years are in the feed of 2002. */
    public Outcome nvd(int year) {
        return fetchOfNvd(Integer.toString(year));
    }

    /** NVD's records that changed in the last eight days, of all years. */
    public Outcome nvdModified() {
        return fetchOfNvd("modified");
    }

    private Outcome fetchOfNvd(String part) {
        String name = "nvdcve-2.0-" + part + ".json.gz";
        try {
            URI meta = addresses.nvd.resolve("nvdcve-2.0-" + part + ".meta");
            Optional<String> published = download.text(meta).flatMap(FeedDownloads::checksum);
            Path target = folder.resolve(name);
            if (published.isPresent() && Files.exists(target) && published.get().equals(unpackedChecksum(target))) {
                return new Outcome.Unchanged(target);
            }
            return fetch(Feed.NVD, addresses.nvd.resolve(name), name, published.orElse(null));
        } catch (IOException e) {
            return new Outcome.Failed(String.valueOf(e.getMessage()));
        }
    }

    private Outcome fetch(Feed feed, URI address, String name) {
        try {
            return fetch(feed, address, name, null);
        } catch (IOException e) {
            return new Outcome.Failed(String.valueOf(e.getMessage()));
        }
    }

    private Outcome fetch(Feed feed, URI address, String name, @Nullable String checksum) throws IOException {
        Files.createDirectories(folder);
        Path target = folder.resolve(name);
        Path part = Files.createTempFile(folder, name, ".part");
        try {
            Answer answer = download.fetch(address, name, Files.exists(target), part);
            if (answer == Answer.NOT_MODIFIED) return new Outcome.Unchanged(target);
            Optional<String> flaw = flaw(part, feed, checksum);
            if (flaw.isPresent()) return new Outcome.Failed(address + " gave a broken feed: " + flaw.get());
            Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
            download.remember(name);
            return new Outcome.Downloaded(target);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** Says why a fetched file is no good edition of the feed; empty if it is one. */
    private static Optional<String> flaw(Path file, Feed feed, @Nullable String checksum) throws IOException {
        if (checksum != null && !checksum.equals(unpackedChecksum(file))) {
            return Optional.of("its SHA-256 is not the published one");
        }
        Intake intake = Intake.of(List.of(new InputFile("the file", file)));
        if (intake.feeds().size() != 1 || intake.feeds().getFirst().feed() != feed) {
            return Optional.of(
                    intake.refused().isEmpty()
                            ? "it is not a file of " + feed.wire()
                            : intake.refused().getFirst().toString());
        }
        return intake.feeds().getFirst().read(new Nowhere(), Progress.NONE) instanceof ImportResult.Refused(String why)
                ? Optional.of(why)
                : Optional.empty();
    }

    /** NVD publishes the checksum of the unpacked feed, as {@code sha256:…} on a line of its own. */
    private static Optional<String> checksum(String meta) {
        return meta.lines()
                .filter(line -> line.startsWith("sha256:"))
                .map(line -> line.substring("sha256:".length()).strip().toLowerCase(Locale.ROOT))
                .findFirst();
    }

    private static String unpackedChecksum(Path file) throws IOException {
        try (DigestInputStream in = new DigestInputStream(new GZIPInputStream(Files.newInputStream(file)), sha256())) {
            in.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(in.getMessageDigest().digest());
        } catch (ZipException | EOFException _) {
            return "none, the archive is damaged";
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /**
     * Where the feeds are; another server may mirror them.
     *
     * @param nvd the folder of the year feeds, with a slash at its end
     */
    public record Addresses(URI epss, URI kev, URI nvd) {

        public static final Addresses PUBLIC = new Addresses(
                URI.create("https://epss.empiricalsecurity.com/epss_scores-current.csv.gz"),
                URI.create("https://www.cisa.gov/sites/default/files/feeds/known_exploited_vulnerabilities.json"),
                URI.create("https://nvd.nist.gov/feeds/json/cve/2.0/"));

        public Addresses {
            if (!nvd.getPath().endsWith("/")) {
                throw new IllegalArgumentException("the address of NVD's feeds must end with a slash, got " + nvd);
            }
        }
    }

    /** How a download ended. In each case a good file of an earlier one is still there, or a better one. */
    public sealed interface Outcome {

        /** The server has nothing newer than this file. */
        record Unchanged(Path file) implements Outcome {}

        /** This file is new. */
        record Downloaded(Path file) implements Outcome {}

        /** Nothing changed on disk; one sentence says why. */
        record Failed(String why) implements Outcome {}
    }

    /** Takes a feed in to see that it can be read. */
    private static final class Nowhere implements FeedSink {

        @Override
        public void edition(@Nullable String model, @Nullable Instant publishedAt) {}

        @Override
        public void weakness(ThreatFacts facts) {}
    }
}
