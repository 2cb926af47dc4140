package dev.lightmeter.server.feed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.lightmeter.server.Installed;
import dev.lightmeter.server.config.Configuration;
import dev.lightmeter.server.config.FeedSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeedsOverHttpTest {

    private static final String FEEDS = "/lightmeter/v1/feeds";
    private static final String KEV = """
            {"title":"KEV","catalogVersion":"2026.09.30","dateReleased":"2026-09-30T10:00:00Z","count":1,"vulnerabilities":[
             {"cveID":"CVE-2026-0001","vendorProject":"Acme","product":"Portal","vulnerabilityName":"x","dateAdded":"2026-09-01",
              "shortDescription":"x","requiredAction":"x","dueDate":"2026-09-22","knownRansomwareCampaignUse":"Unknown"}]}
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
    void tellsTheStateOfEveryFeed() {
        try (Installed installed = Installed.in(folder)) {
            installed.post("/lightmeter/v1/imports?name=epss.csv", epss("v2025.03.14", "2026-09-30"));
            assertThat(installed.get(FEEDS).body())
                    .startsWith(
                            "{\"updateEvery\":null,\"updating\":false,\"feeds\":[{\"feed\":\"epss\",\"model\":\"v2025.03.14\","
                                    + "\"publishedAt\":\"2026-09-30T00:00:00Z\",\"ageHours\":36,\"weaknesses\":2,"
                                    + "\"lastAttempt\":null,\"lastError\":null,\"modelChange\":null}")
                    .contains(
                            "{\"feed\":\"kev\",\"model\":null,\"publishedAt\":null,\"ageHours\":null,\"weaknesses\":0,");
        }
    }

    @Test
    void takesAnEditionOfOneFeedAndNothingElse() {
        try (Installed installed = Installed.in(folder)) {
            HttpResponse<String> taken = installed.post(FEEDS + "/epss", epss("v2025.03.14", "2026-09-30"));
            assertThat(taken.statusCode()).as(taken.body()).isEqualTo(200);
            assertThat(taken.body()).contains("\"outcome\":\"feed\",\"feed\":\"epss\",\"weaknesses\":2");
            HttpResponse<String> other = installed.post(FEEDS + "/kev", epss("v2025.03.14", "2026-09-30"));
            assertThat(other.statusCode()).isEqualTo(400);
            assertThat(other.body()).contains("The body is not an edition of kev; nothing was stored");
            assertThat(installed.post(FEEDS + "/epss", Installed.FLEET).statusCode())
                    .isEqualTo(400);
            HttpResponse<String> unknown = installed.post(FEEDS + "/weather", "x");
            assertThat(unknown.statusCode()).isEqualTo(404);
            assertThat(unknown.body()).contains("There is no feed weather; there are epss, kev, nvd, cve and exploits");
        }
    }

    @Test
    void writesDownWhenEpssComesFromAnotherModel() {
        try (Installed installed = Installed.in(folder)) {
            installed.post(FEEDS + "/epss", epss("v2023.03.01", "2026-09-29"));
            installed.post(FEEDS + "/epss", epss("v2023.03.01", "2026-09-30"));
            assertThat(installed.get(FEEDS).body()).doesNotContain("v2023.03.01 to");
            installed.post(FEEDS + "/epss", epss("v2025.03.14", "2026-10-01"));
            assertThat(installed.get(FEEDS).body())
                    .contains(
                            "\"modelChange\":{\"at\":\"2026-10-01T12:00:00Z\",\"detail\":\"v2023.03.01 to v2025.03.14\"}");
            assertThat(installed.get("/lightmeter/v1/audit").body()).contains("\"action\":\"feed.model\"");
        }
    }

    @Test
    void updatesWhenAsked() {
        published.put("/epss", epss("v2025.03.14", "2026-10-01").getBytes(UTF_8));
        published.put("/kev", KEV.getBytes(UTF_8));
        try (Installed installed = Installed.in(folder, mirrored(Optional.empty()), clock())) {
            installed.post("/lightmeter/v1/imports?name=fleet.json", Installed.FLEET);
            HttpResponse<String> updated = installed.post(FEEDS + "/update?only=epss,kev&wait=true", "");
            assertThat(updated.statusCode()).as(updated.body()).isEqualTo(200);
            assertThat(updated.body())
                    .contains("\"feed\":\"epss\",\"model\":\"v2025.03.14\"")
                    .contains(
                            "\"lastAttempt\":{\"at\":\"2026-10-01T12:00:00Z\",\"outcome\":\"loaded\",\"detail\":\"\"}");
            assertThat(installed.post(FEEDS + "/update?only=epss&wait=true", "").body())
                    .contains("\"outcome\":\"loaded\"");
            assertThat(installed.get("/lightmeter/v1/imports").body()).contains("\"name\":\"epss update\"");
        }
    }

    @Test
    void keepsTheEditionBeforeWhenANewOneIsBroken() {
        published.put("/kev", KEV.getBytes(UTF_8));
        try (Installed installed = Installed.in(folder, mirrored(Optional.empty()), clock())) {
            installed.post(FEEDS + "/update?only=kev&wait=true", "");
            published.put("/kev", KEV.substring(0, 200).getBytes(UTF_8));
            String state =
                    installed.post(FEEDS + "/update?only=kev&wait=true", "").body();
            assertThat(state)
                    .contains("\"feed\":\"kev\",\"model\":\"2026.09.30\"", "\"weaknesses\":1", "\"outcome\":\"failed\"")
                    .contains("gave a broken feed");
            assertThat(installed.get("/lightmeter/v1/audit").body()).contains("\"action\":\"feed.update.failed\"");
        }
    }

    @Test
    void remembersOverARestartHowTheLastLookEndedAndHowOneLastFailed() {
        published.put("/kev", KEV.substring(0, 200).getBytes(UTF_8));
        try (Installed installed = Installed.in(folder, mirrored(Optional.empty()), clock())) {
            installed.post(FEEDS + "/update?only=kev&wait=true", "");
            published.put("/kev", KEV.getBytes(UTF_8));
            installed.post(FEEDS + "/update?only=kev&wait=true", "");
        }
        try (Installed again = Installed.in(folder, mirrored(Optional.empty()), clock())) {
            assertThat(again.get(FEEDS).body())
                    .contains(
                            "\"weaknesses\":1,\"lastAttempt\":{\"at\":\"2026-10-01T12:00:00Z\",\"outcome\":\"loaded\"")
                    .containsPattern(
                            "\"lastError\":\\{\"at\":\"2026-10-01T12:00:00Z\",\"detail\":\"kev: .*gave a broken feed");
        }
    }

    @Test
    void looksByItselfIfTheOperatorWantsThat() {
        published.put("/epss", epss("v2025.03.14", "2026-10-01").getBytes(UTF_8));
        published.put("/kev", KEV.getBytes(UTF_8));
        try (Installed installed = Installed.in(folder, mirrored(Optional.of(Duration.ofHours(6))), clock())) {
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(installed.get(FEEDS).body())
                            .contains("\"updateEvery\":\"PT6H\"", "\"weaknesses\":2", "\"model\":\"2026.09.30\""));
            assertThat(installed.get("/lightmeter/v1/audit").body()).contains("\"kind\":\"schedule\"");
        }
    }

    @Test
    void saysWhatCannotBeUpdated() {
        try (Installed installed = Installed.in(folder)) {
            assertThat(installed.post(FEEDS + "/update?only=cve", "").body())
                    .contains("CVE records and exploits have no one address; upload them");
            assertThat(installed.post(FEEDS + "/update?only=rain", "").statusCode())
                    .isEqualTo(404);
            assertThat(installed
                            .send("POST", FEEDS + "/update", "", Installed.user("anna", "x"))
                            .statusCode())
                    .isEqualTo(403);
        }
    }

    private Configuration mirrored(Optional<Duration> updateEvery) {
        String base = "http://127.0.0.1:" + mirror.getAddress().getPort();
        return Configuration.DEFAULTS.with(new FeedSettings(
                URI.create(base + "/epss"), URI.create(base + "/kev"), URI.create(base + "/nvd/"), updateEvery));
    }

    private static Clock clock() {
        return Clock.fixed(Installed.NOW, ZoneOffset.UTC);
    }

    private static String epss(String model, String day) {
        return "#model_version:" + model + ",score_date:" + day + "T00:00:00+0000\ncve,epss,percentile\n"
                + "CVE-2026-0001,0.52600,0.97\nCVE-2026-0002,0.00100,0.10\n";
    }
}
