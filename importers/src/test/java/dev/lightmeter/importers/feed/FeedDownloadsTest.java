package dev.lightmeter.importers.feed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.lightmeter.importers.Samples;
import dev.lightmeter.importers.feed.FeedDownloads.Addresses;
import dev.lightmeter.importers.feed.FeedDownloads.Outcome.Downloaded;
import dev.lightmeter.importers.feed.FeedDownloads.Outcome.Failed;
import dev.lightmeter.importers.feed.FeedDownloads.Outcome.Unchanged;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeedDownloadsTest {

    @TempDir
    Path folder;

    private final Map<String, byte[]> files = new HashMap<>();
    private final List<String> asked = new ArrayList<>();
    private int failuresToCome;
    private HttpServer server;
    private FeedDownloads downloads;

    @BeforeEach
    void startServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        downloads = downloadsFrom(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/"));
    }

    @AfterEach
    void stopServer() {
        server.stop(0);
    }

    @Test
    void fetchesAFeedAndThenOnlyANewerOne() throws IOException {
        files.put("/epss.csv.gz", gzip(Samples.of("epss-csv")));
        Path file = folder.resolve("epss_scores-current.csv.gz");

        assertThat(downloads.epss()).isEqualTo(new Downloaded(file));
        assertThat(downloads.epss()).isEqualTo(new Unchanged(file));
        assertThat(asked).containsExactly("/epss.csv.gz 200", "/epss.csv.gz 304");

        files.put(
                "/epss.csv.gz",
                gzip((new String(Samples.of("epss-csv"), UTF_8) + "CVE-2031-0009,0.5,0.5\n").getBytes(UTF_8)));
        assertThat(downloads.epss()).isEqualTo(new Downloaded(file));
        assertThat(Files.readAllBytes(file)).isEqualTo(files.get("/epss.csv.gz"));
    }

    @Test
    void fetchesAgainWhatIsNoLongerThere() throws IOException {
        files.put("/kev.json", Samples.of("kev-json"));
        Path file = folder.resolve("known_exploited_vulnerabilities.json");

        assertThat(downloads.kev()).isEqualTo(new Downloaded(file));
        Files.delete(file);

        assertThat(downloads.kev()).isEqualTo(new Downloaded(file));
    }

    @Test
    void keepsTheGoodFeedWhenTheNewOneIsBroken() throws IOException {
        byte[] good = Samples.of("kev-json");
        files.put("/kev.json", good);
        downloads.kev();
        files.put(
                "/kev.json",
                new String(good, UTF_8).substring(0, good.length - 9).getBytes(UTF_8));

        assertThat(downloads.kev()).isInstanceOfSatisfying(Failed.class, failed -> assertThat(failed.why())
                .contains("/kev.json gave a broken feed: the file, line ")
                .endsWith("truncated?"));
        assertThat(folder.resolve("known_exploited_vulnerabilities.json")).hasBinaryContent(good);
        assertThat(folder).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void refusesAFileOfAnotherKind() throws IOException {
        files.put("/kev.json", "<html>please sign in</html>".getBytes(UTF_8));
        assertThat(downloads.kev()).isInstanceOfSatisfying(Failed.class, failed -> assertThat(failed.why())
                .contains("gave a broken feed: the file: is XML or HTML of no format that Lightmeter reads"));

        files.put("/kev.json", Samples.of("nvd-json"));
        assertThat(downloads.kev()).isInstanceOfSatisfying(Failed.class, failed -> assertThat(failed.why())
                .endsWith("it is not a file of kev"));
    }

    @Test
    void triesAgainWhileTheServerIsBusyButNotForEver() throws IOException {
        files.put("/kev.json", Samples.of("kev-json"));
        failuresToCome = 3;
        assertThat(downloads.kev()).isInstanceOf(Downloaded.class);
        assertThat(asked).containsExactly("/kev.json 503", "/kev.json 503", "/kev.json 503", "/kev.json 200");

        failuresToCome = 100;
        assertThat(downloads.kev()).isInstanceOfSatisfying(Failed.class, failed -> assertThat(failed.why())
                .endsWith("/kev.json answered with status 503"));
        assertThat(asked).hasSize(8);
    }

    @Test
    void saysThatAServerIsOutOfReach() {
        server.stop(0);

        assertThat(downloads.epss()).isInstanceOfSatisfying(Failed.class, failed -> assertThat(failed.why())
                .contains("/epss.csv.gz cannot be fetched: "));
    }

    @Test
    void checksYearFeedsAgainstThePublishedChecksum() throws Exception {
        byte[] feed = Samples.of("nvd-json");
        files.put("/nvd/nvdcve-2.0-2031.json.gz", gzip(feed));
        files.put("/nvd/nvdcve-2.0-2031.meta", meta(feed));
        Path file = folder.resolve("nvdcve-2.0-2031.json.gz");

        assertThat(downloads.nvd(2031)).isEqualTo(new Downloaded(file));
        assertThat(downloads.nvd(2031)).isEqualTo(new Unchanged(file));
        assertThat(asked)
                .containsExactly(
                        "/nvd/nvdcve-2.0-2031.meta 200",
                        "/nvd/nvdcve-2.0-2031.json.gz 200",
                        "/nvd/nvdcve-2.0-2031.meta 200");

        files.put("/nvd/nvdcve-2.0-2031.meta", meta("another".getBytes(UTF_8)));
        files.put("/nvd/nvdcve-2.0-2031.json.gz", gzip((new String(feed, UTF_8) + " ").getBytes(UTF_8)));
        assertThat(downloads.nvd(2031)).isInstanceOfSatisfying(Failed.class, failed -> assertThat(failed.why())
                .endsWith("gave a broken feed: its SHA-256 is not the published one"));
    }

    @Test
    void fetchesAYearFeedWithoutAPublishedChecksum() throws IOException {
        files.put("/nvd/nvdcve-2.0-modified.json.gz", gzip(Samples.of("nvd-json")));

        assertThat(downloads.nvdModified()).isInstanceOf(Downloaded.class);
    }

    @Test
    void needsAFolderForTheYearFeeds() {
        URI file = URI.create("https://example.com/nvd");

        assertThatThrownBy(() -> new Addresses(file, file, file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the address of NVD's feeds must end with a slash, got https://example.com/nvd");
    }

    private FeedDownloads downloadsFrom(URI base) {
        Addresses addresses =
                new Addresses(base.resolve("epss.csv.gz"), base.resolve("kev.json"), base.resolve("nvd/"));
        return new FeedDownloads(folder, addresses, FeedDownloads.client(), Duration.ofMillis(1));
    }

    /** Serves the files with an ETag of their content, after the failures that are to come. */
    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            byte[] file = files.get(path);
            int status = status(exchange, file);
            asked.add(path + " " + status);
            if (status == 200) exchange.getResponseHeaders().set("ETag", etag(file));
            exchange.sendResponseHeaders(status, status == 200 ? file.length : -1);
            if (status == 200) exchange.getResponseBody().write(file);
        }
    }

    private int status(HttpExchange exchange, byte[] file) {
        if (failuresToCome > 0) {
            failuresToCome--;
            return 503;
        }
        if (file == null) return 404;
        return etag(file).equals(exchange.getRequestHeaders().getFirst("If-None-Match")) ? 304 : 200;
    }

    private static String etag(byte[] file) {
        return "\"" + Arrays.hashCode(file) + "\"";
    }

    private static byte[] meta(byte[] feed) throws Exception {
        String checksum = HexFormat.of()
                .withUpperCase()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(feed));
        return ("lastModifiedDate:2031-03-09T03:00:00-05:00\r\nsize:1\r\nsha256:" + checksum + "\r\n").getBytes(UTF_8);
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        }
        return packed.toByteArray();
    }
}
