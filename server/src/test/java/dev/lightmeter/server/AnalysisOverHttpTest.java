package dev.lightmeter.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lightmeter.server.auth.Caller;
import dev.lightmeter.server.config.Configuration;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Explanations, plans, what-ifs and sums, over HTTP. */
class AnalysisOverHttpTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-10-01T12:00:00Z"), ZoneOffset.UTC);

    private static final String FLEET = """
            {"asOf": "2026-10-01",
             "weaknesses": [{"id": "CVE-2026-0001", "cvss": "9.8", "epss": "0.52600", "kev": true},
                            {"id": "CVE-2026-0002", "cvss": "7.5", "epss": "0.01000"}],
             "devices": [
               {"id": "inside", "group": "Servers", "findings": [
                {"cve": "CVE-2026-0001", "rec": "va-_-acme-_-portal", "vendor": "acme", "product": "portal"},
                {"cve": "CVE-2026-0002", "rec": "va-_-acme-_-clock", "vendor": "acme", "product": "clock"}]},
               {"id": "outside", "group": "Servers", "internetFacing": true, "findings": [
                {"cve": "CVE-2026-0001", "rec": "va-_-acme-_-portal", "vendor": "acme", "product": "portal"}]},
               {"id": "clean", "group": "Laptops", "config": [{"id": "scid-1", "weight": 8, "failed": true}]}]}
            """;

    @TempDir
    private Path folder;

    private Lightmeter lightmeter;
    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeEach
    void start() throws Exception {
        lightmeter = Lightmeter.start(
                Configuration.DEFAULTS.with(Configuration.DEFAULTS.server().withPorts(0, OptionalInt.empty())),
                folder,
                CLOCK);
        assertThat(post("/lightmeter/v1/imports?name=fleet.json", FLEET).statusCode())
                .isEqualTo(200);
    }

    @AfterEach
    void stop() {
        lightmeter.close();
    }

    @Test
    void findsTheTopRecommendationOfTheWorstGroupAndItsDevices() throws Exception {
        assertThat(get("/lightmeter/v1/recommendations?group=servers&top=1").body())
                .contains("\"group\":\"Servers\"", "\"count\":2")
                .contains("\"id\":\"va-_-acme-_-portal\",\"name\":\"Update Acme Portal\",\"type\":\"Update\"");
        assertThat(get("/lightmeter/v1/explanations/recommendations/va-_-acme-_-portal")
                        .body())
                .contains("\"kind\":\"recommendation\"", "\"findings\":2")
                .containsSubsequence("\"devices\":[", "\"id\":\"outside\"", "\"id\":\"inside\"");
    }

    @Test
    void explainsAWeaknessSoThatItCanBeComputedAgain() throws Exception {
        assertThat(get("/lightmeter/v1/explanations/weaknesses/cve-2026-0001").body())
                .contains("\"id\":\"CVE-2026-0001\"", "\"probabilityFrom\":\"kev\"")
                .contains("\"p0P5\":52600,\"pP5\":80000,\"impactPct\":98,\"breadthPct\":10,\"scalePct\":200")
                .contains("\"u\":656000000000,\"bNano\":1285760000");
    }

    @Test
    void explainsAGroupByEveryCut() throws Exception {
        assertThat(get("/lightmeter/v1/explanations/organisation?shape=plain-average-1")
                        .body())
                .contains("\"shape\":{\"id\":\"plain-average-1\",\"score\":")
                .contains("\"summary\":[\"organisation has ")
                .contains(
                        "\"id\":\"scid-1\"", "\"software\":[{\"id\":\"acme-_-portal\"", "\"sources\":[{\"id\":\"kev\"");
        assertThat(get("/lightmeter/v1/explanations/groups/Laptops").body()).contains("\"kind\":\"group\"");
        assertThat(get("/lightmeter/v1/explanations/devices/inside").body()).contains("\"kind\":\"device\"");
    }

    @Test
    void saysWhatIsNotThere() throws Exception {
        assertThat(get("/lightmeter/v1/explanations/weaknesses/CVE-1").body())
                .contains("No device that counts has the weakness CVE-1");
        assertThat(get("/lightmeter/v1/explanations/groups/Nowhere").body())
                .contains("There is no device group named Nowhere");
        assertThat(get("/lightmeter/v1/explanations/organisation?shape=round").body())
                .contains("shape must be one of lightmeter-1, top-weakness-1, plain-average-1, got round");
        assertThat(get("/lightmeter/v1/plan?steps=0").body()).contains("steps must be a number from 1 to 100, got 0");
        assertThat(get("/lightmeter/v1/sums").statusCode()).isEqualTo(400);
    }

    @Test
    void plansWhatTheWhatIfConfirms() throws Exception {
        assertThat(get("/lightmeter/v1/plan?group=Servers&steps=1").body())
                .contains(
                        "\"recommendation\":\"va-_-acme-_-portal\"",
                        "\"devicesSoFar\":2",
                        "\"ending\":\"actionsUsed\"");
        String after = get("/lightmeter/v1/plan?steps=1")
                .body()
                .split("\"scoreAfter\":\"")[1]
                .split("\"")[0];
        HttpResponse<String> whatIf =
                post("/lightmeter/v1/whatif", "{\"changes\":[{\"apply\":[\"VA-_-acme-_-portal\"]}],\"top\":1}");
        assertThat(whatIf.statusCode()).as(whatIf.body()).isEqualTo(200);
        assertThat(whatIf.body())
                .contains("\"then\":\"" + after + "\"", "\"devicesMoved\":2", "\"movers\":[{\"id\":\"outside\"");
        assertThat(get("/lightmeter/v1/explanations/groups/Servers").body()).contains("va-_-acme-_-portal");
    }

    @Test
    void refusesWhatCannotBeAsked() throws Exception {
        assertThat(asked("{\"changes\":[{\"device\":\"nobody\",\"value\":\"High\"}]}"))
                .contains("there is no device nobody");
        assertThat(asked("{\"changes\":[{\"weakness\":\"CVE-1\",\"epss\":\"0.5\"}]}"))
                .contains("names CVE-1, which no device that counts has");
        assertThat(asked("{\"changes\":[{\"weakness\":\"CVE-2026-0001\",\"epss\":\"much\"}]}"))
                .contains("must be a number such as");
        assertThat(asked("{\"changes\":[{}]}")).contains("and only one");
        assertThat(asked("{\"changes\":[{\"apply\":[\"nothing\"]}]}")).contains("which no device that counts needs");
    }

    @Test
    void handsOnSumsWithoutFindings() throws Exception {
        assertThat(get("/lightmeter/v1/sums?site=Berlin").body())
                .contains("\"format\":\"lightmeter-sums-1\"", "\"site\":\"Berlin\"", "\"name\":\"Servers\"")
                .doesNotContain("CVE-", "inside");
    }

    private String asked(String body) throws Exception {
        HttpResponse<String> answer = post("/lightmeter/v1/whatif", body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        return answer.body();
    }

    private HttpResponse<String> get(String address) throws Exception {
        return http.send(request(address).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String address, String body) throws Exception {
        return http.send(request(address).POST(BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String address) {
        Caller caller = Caller.application(
                "test",
                "test",
                lightmeter.authority().tenant().toString(),
                List.of("Lightmeter.Read.All", "Lightmeter.Import.All"));
        return HttpRequest.newBuilder(URI.create(lightmeter.server().baseUri() + address))
                .header("Authorization", "Bearer " + lightmeter.authority().mint(caller, Duration.ofMinutes(5)));
    }
}
