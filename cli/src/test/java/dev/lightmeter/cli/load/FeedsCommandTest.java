package dev.lightmeter.cli.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.lightmeter.cli.CommandRun;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class FeedsCommandTest {

    private static final String KEV = """
            {"title": "CISA Catalog of Known Exploited Vulnerabilities", "catalogVersion": "2026.10.04",
             "dateReleased": "2026-10-04T12:00:00.0000Z", "count": 1, "vulnerabilities": [
               {"cveID": "CVE-1", "vendorProject": "a", "product": "b", "dateAdded": "2026-10-04",
                "knownRansomwareCampaignUse": "Unknown"}]}
            """;

    @TempDir
    private Path folder;

    /** What the mirror has, by path. */
    private final Map<String, byte[]> published = new ConcurrentHashMap<>();

    private HttpServer mirror;

    @BeforeEach
    void publish() throws IOException {
        mirror = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        mirror.createContext("/", exchange -> {
            byte[] body = published.get(exchange.getRequestURI().getPath());
            exchange.sendResponseHeaders(body == null ? 404 : 200, body == null ? -1 : body.length);
            if (body != null) exchange.getResponseBody().write(body);
            exchange.close();
        });
        mirror.start();
    }

    @AfterEach
    void withdraw() {
        mirror.stop(0);
    }

    @Test
    void tellsOfEachFeedItsEditionModelAndAge() throws IOException {
        load("epss.csv", epss("v2023.03.01", "2026-09-30"));
        load("newer.csv", epss("v2025.03.14", "2026-10-04"));

        CommandRun run = CommandRun.of("feeds", "--data", data());

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out())
                .containsPattern("FEED +EDITION OF +MODEL +WEAKNESSES +AGE +LAST LOOK +ENDED +LAST ERROR")
                .containsPattern("epss +2026-10-04 +v2025.03.14 +2 +36 h +")
                .containsPattern("kev +. +. +0 ")
                .contains("epss comes from another model since 2026-10-05: v2023.03.01 to v2025.03.14");
        assertThat(CommandRun.of("feeds", "list", "--data", data())).isEqualTo(run);
    }

    @Test
    void remembersHowTheLastLookEndedAndHowOneFailed() throws IOException {
        published.put("/kev", KEV.substring(0, 100).getBytes(UTF_8));
        assertThat(update("kev").exitCode()).isEqualTo(1);
        published.put("/kev", KEV.getBytes(UTF_8));
        assertThat(update("kev").exitCode()).isZero();
        assertThat(update("kev").exitCode()).isZero();

        JsonNode kev = feed("kev");

        assertThat(kev.path("weaknesses").asInt()).isEqualTo(1);
        assertThat(kev.path("lastAttempt").path("outcome").asString()).isEqualTo("loaded");
        assertThat(kev.path("lastError").path("at").asString()).isEqualTo("2026-10-05T12:00:00Z");
        assertThat(kev.path("lastError").path("detail").asString()).startsWith("kev: ");
        assertThat(feed("epss").path("lastAttempt").isNull()).isTrue();
    }

    @Test
    void saysThatThereIsNoDataFolder() {
        CommandRun run = CommandRun.of("feeds", "--data", data());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("there is no data folder", "lightmeter feeds update");
        assertThat(Path.of(data())).doesNotExist();
    }

    private JsonNode feed(String name) {
        CommandRun run = CommandRun.of("feeds", "list", "--data", data(), "--format", "json");
        for (JsonNode feed : new JsonMapper().readTree(run.out()).path("feeds")) {
            if (feed.path("feed").asString().equals(name)) return feed;
        }
        throw new AssertionError(run.out());
    }

    private CommandRun update(String only) throws IOException {
        Path settings = folder.resolve("lightmeter.yaml");
        String base = "http://127.0.0.1:" + mirror.getAddress().getPort();
        Files.writeString(settings, "feeds:\n  epss: " + base + "/epss\n  kev: " + base + "/kev\n");
        return CommandRun.of("feeds", "update", "--only", only, "--data", data(), "--config", settings.toString());
    }

    private void load(String name, String text) throws IOException {
        Path file = Files.writeString(folder.resolve(name), text);
        CommandRun run = CommandRun.of("feeds", "load", "--data", data(), file.toString());
        assertThat(run.exitCode()).as(run.err()).isZero();
    }

    private String data() {
        return folder.resolve("data").toString();
    }

    private static String epss(String model, String day) {
        return "#model_version:" + model + ",score_date:" + day + "T00:00:00+0000\ncve,epss,percentile\n"
                + "CVE-2026-0001,0.52600,0.97\nCVE-2026-0002,0.00100,0.10\n";
    }
}
