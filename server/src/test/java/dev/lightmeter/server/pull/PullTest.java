package dev.lightmeter.server.pull;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lightmeter.core.fleet.Fleet;
import dev.lightmeter.core.fleet.Scoreboard;
import dev.lightmeter.server.Installed;
import dev.lightmeter.server.MovableClock;
import dev.lightmeter.server.authority.NewClient;
import dev.lightmeter.server.config.Configuration;
import dev.lightmeter.server.config.PullSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pulls from another Lightmeter as the tenant. */
class PullTest {

    private static final String PULL = "/lightmeter/v1/pull?wait=true";
    private static final List<String> ROLES =
            List.of("Machine.Read.All", "Vulnerability.Read.All", "Software.Read.All");

    private static final String EPSS = """
            #model_version:v2025.03.14,score_date:2026-09-30T00:00:00+0000
            cve,epss,percentile
            CVE-2026-0001,0.52600,0.9
            CVE-2026-0002,0.03000,0.5
            """;

    private static final String KEV = """
            {"title":"KEV","catalogVersion":"2026.09.30","dateReleased":"2026-09-30T10:00:00Z","count":1,"vulnerabilities":[
             {"cveID":"CVE-2026-0001","vendorProject":"Acme","product":"Portal","vulnerabilityName":"x","dateAdded":"2026-09-01",
              "shortDescription":"x","requiredAction":"x","dueDate":"2026-09-22","knownRansomwareCampaignUse":"Unknown"}]}
            """;

    private static final String FLEET = """
            {"asOf": "2026-10-01",
             "weaknesses": [{"id": "CVE-2026-0001", "cvss": "9.8"}, {"id": "CVE-2026-0002", "cvss": "5.5"},
                            {"id": "CVE-2026-0003", "severity": "High"}],
             "devices": [
               {"id": "portal", "onboardingStatus": "Onboarded", "group": "Servers", "value": "High", "tags": ["blue"],
                "findings": [{"cve": "CVE-2026-0001", "rec": "va-_-acme-_-portal"},
                             {"cve": "CVE-2026-0002", "rec": "va-_-acme-_-reader"}]},
               {"id": "mail", "onboardingStatus": "Onboarded", "group": "Servers", "findings": [%s]},
               {"id": "desk", "onboardingStatus": "Onboarded", "group": "Laptops", "value": "Low",
                "findings": [{"cve": "CVE-2026-0003", "rec": "va-_-acme-_-reader"}],
                "config": [{"id": "scid-1", "weight": 8, "failed": true}, {"id": "scid-2", "weight": 5, "failed": false}]},
               {"id": "clean", "onboardingStatus": "Onboarded", "group": "Laptops", "config": [{"id": "scid-1", "weight": 8, "failed": false}]}]}
            """;

    private static final String ONE = "{\"cve\": \"CVE-2026-0002\", \"rec\": \"va-_-acme-_-reader\"}";
    private static final String OTHER = "{\"cve\": \"CVE-2026-0001\", \"rec\": \"va-_-acme-_-portal\"}";

    @TempDir
    private Path folder;

    private final MovableClock clock = new MovableClock(Installed.NOW);
    private Installed tenant;
    private Installed puller;

    @BeforeEach
    void start() throws IOException {
        tenant = Installed.in(folder.resolve("tenant"), Configuration.DEFAULTS, clock);
        NewClient client = tenant.lightmeter().authority().createClient("pull", ROLES);
        puller = Installed.in(
                folder.resolve("puller"), Configuration.DEFAULTS.with(settings(client.secret(), client)), clock);
        for (Installed each : List.of(tenant, puller)) {
            take(each, "epss.csv", EPSS);
            take(each, "kev.json", KEV);
        }
    }

    @AfterEach
    void stop() {
        puller.close();
        tenant.close();
    }

    @Test
    void endsWithTheScoresOfTheTenant() {
        take(tenant, "fleet.json", FLEET.formatted(ONE));
        assertThat(pull(PULL)).contains("\"outcome\":\"full\"", "4 devices new, 4 findings new, 0 fixed");
        assertThat(scores(puller)).hasSize(8).isEqualTo(scores(tenant));
        assertThat(puller.get("/api/configurationScore").body().replaceAll(".*\"score\"", ""))
                .isEqualTo(tenant.get("/api/configurationScore").body().replaceAll(".*\"score\"", ""));
    }

    @Test
    void fetchesOnlyChangesAfterwardsAndAgreesAgain() {
        take(tenant, "fleet.json", FLEET.formatted(ONE));
        pull(PULL);
        clock.advance(Duration.ofHours(7));
        take(tenant, "fleet.json", FLEET.formatted(OTHER));
        clock.advance(Duration.ofSeconds(1)); // the window of changes ends before the moment of the question
        assertThat(pull(PULL)).contains("\"outcome\":\"changes\"", "0 devices new, 1 findings new, 1 fixed");
        assertThat(scores(puller)).isEqualTo(scores(tenant));
    }

    @Test
    void fetchesEverythingAgainAfterAWeekOrWhenAsked() {
        take(tenant, "fleet.json", FLEET.formatted(ONE));
        pull(PULL);
        assertThat(pull(PULL + "&full=true")).contains("\"outcome\":\"full\"", "0 findings new, 0 fixed");
        clock.advance(Duration.ofDays(8));
        assertThat(pull(PULL)).contains("\"outcome\":\"full\"");
        assertThat(scores(puller)).isEqualTo(scores(tenant));
    }

    @Test
    void tellsThatAllFindingsAreGone() {
        take(tenant, "fleet.json", FLEET.formatted(ONE));
        pull(PULL);
        take(tenant, "fleet.json", FLEET.formatted("").replaceAll("(?s)\"findings\": \\[.*?\\]", "\"findings\": []"));
        assertThat(pull(PULL + "&full=true")).contains("0 findings new, 4 fixed");
        assertThat(scores(puller)).isEqualTo(scores(tenant));
    }

    @Test
    void isRememberedInTheHistoryOfUploadsAndInTheAuditLog() {
        take(tenant, "fleet.json", FLEET.formatted(ONE));
        pull(PULL);
        assertThat(puller.get("/lightmeter/v1/imports").body()).contains("\"name\":\"pull from 127.0.0.1\"");
        assertThat(puller.get("/lightmeter/v1/audit").body()).contains("\"action\":\"pull\"");
        assertThat(puller.get("/lightmeter/v1/pull").body()).contains("\"running\":false", "\"outcome\":\"full\"");
    }

    @Test
    void saysThatNoTenantIsConfigured() {
        HttpResponse<String> answer = tenant.post(PULL, "");
        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.body()).contains("There is no tenant to pull from: set pull.tenant and pull.client-id");
    }

    private PullSettings settings(String secret, NewClient client) throws IOException {
        Path file = folder.resolve("secret");
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, secret + "\n");
        URI base = tenant.lightmeter().server().baseUri();
        return new PullSettings(
                base,
                base,
                PullSettings.DEFAULTS.scope(),
                Optional.of(tenant.lightmeter().authority().tenant().toString()),
                Optional.of(client.id().toString()),
                Optional.of(file),
                Optional.empty());
    }

    private static void take(Installed installed, String name, String file) {
        HttpResponse<String> answer = installed.post("/lightmeter/v1/imports?name=" + name, file);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private String pull(String path) {
        HttpResponse<String> answer = puller.post(path, "");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    /** Devices by id, groups by name and the organisation, with all that makes up their scores. */
    private static Map<String, Object> scores(Installed installed) {
        Scoreboard board = installed.lightmeter().current();
        Fleet fleet = board.fleet();
        Map<String, Object> scores = new TreeMap<>();
        for (int slot = 0; slot < fleet.slots(); slot++) {
            if (board.state(slot).isEmpty()) continue;
            scores.put(
                    "device " + fleet.device(slot).orElseThrow().id(),
                    board.state(slot).get() + " " + board.deviceScore(slot) + " " + board.hazard(slot));
        }
        board.groups().forEach(group -> scores.put("group " + group.name(), group.score()));
        scores.put("organisation", board.organisation().score());
        return scores;
    }
}
