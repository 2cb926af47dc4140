package dev.lightmeter.server.export;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lightmeter.core.group.GroupArrangement;
import dev.lightmeter.server.Lightmeter;
import dev.lightmeter.server.MovableClock;
import dev.lightmeter.server.auth.Caller;
import dev.lightmeter.server.config.Configuration;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Exports over HTTP: pages, files and changes say the same of the same devices. */
class ExportsTest {

    private static final Instant START = Instant.parse("2026-10-01T12:00:00Z");
    private static final List<String> ROLES =
            List.of("Software.Read.All", "Vulnerability.Read.All", "Lightmeter.Import.All");

    private static final String FLEET = """
            {"asOf": "2026-10-01",
             "weaknesses": [{"id": "CVE-2026-0001", "cvss": "9.8"}, {"id": "CVE-2026-0002", "cvss": "5.0"}],
             "devices": [
               {"id": "a1", "name": "web.example.org", "group": "Servers", "osPlatform": "Linux", "findings": [
                 {"cve": "CVE-2026-0001", "vendor": "acme", "product": "portal", "version": "1", "rec": "va-_-acme-_-portal"},
                 {"cve": "CVE-2026-0002", "vendor": "acme", "product": "portal", "version": "1", "rec": "va-_-acme-_-portal"}],
                "config": [{"id": "scid-1", "weight": 8, "failed": true}]},
               {"id": "b2", "name": "pc.example.org", "group": "Laptops", "findings": [
                 {"cve": "CVE-2026-0001", "vendor": "acme", "product": "editor", "version": "2", "rec": "va-_-acme-_-editor"}]}]}
            """;

    @TempDir
    private Path folder;

    private final MovableClock clock = new MovableClock(START);
    private final HttpClient http = HttpClient.newHttpClient();
    private Lightmeter lightmeter;

    @BeforeEach
    void start() throws Exception {
        Configuration configuration = Configuration.DEFAULTS
                .with(Configuration.DEFAULTS.server().withPorts(0, OptionalInt.empty()))
                .with(GroupArrangement.NONE.assigned("Servers", List.of("admins")));
        lightmeter = Lightmeter.start(configuration, folder, clock);
        upload(FLEET);
    }

    @AfterEach
    void stop() {
        lightmeter.close();
    }

    @Test
    void walksThroughAllRowsPageByPage() throws Exception {
        List<String> ids = new ArrayList<>();
        String next = "/api/machines/SoftwareVulnerabilitiesByMachine?pageSize=1";
        while (!next.isEmpty()) {
            JsonNode page = json(next);
            assertThat(page.get("@odata.context").stringValue())
                    .endsWith("#Collection(microsoft.windowsDefenderATP.api.AssetVulnerability)");
            assertThat(page.get("value").size()).isLessThanOrEqualTo(1);
            page.get("value").forEach(row -> ids.add(row.get("id").stringValue()));
            next = page.has("@odata.nextLink") ? page.get("@odata.nextLink").stringValue() : "";
            if (!next.isEmpty()) {
                assertThat(next).contains("?pagesize=1&$skiptoken=");
                next = next.substring(lightmeter.server().baseUri().toString().length());
            }
        }
        assertThat(ids)
                .containsExactly(
                        "a1_portal_1_CVE-2026-0001_", "a1_portal_1_CVE-2026-0002_", "b2_editor_2_CVE-2026-0001_");
        assertThat(json("/api/machines/SoftwareVulnerabilitiesByMachine?$top=2").has("@odata.nextLink"))
                .isFalse();
    }

    @Test
    void handsOutFilesWithTheSameRows() throws Exception {
        JsonNode answer = json("/api/machines/SoftwareVulnerabilitiesExport");
        assertThat(answer.get("@odata.context").stringValue()).endsWith("ExportFilesResponse");
        assertThat(answer.get("generatedTime").stringValue()).isEqualTo("2026-10-01T12:00:00Z");
        List<JsonNode> rows = file(answer.get("exportFiles").get(0).stringValue());
        assertThat(rows).hasSize(3);
        JsonNode first = rows.getFirst();
        assertThat(first.get("DeviceId").stringValue()).isEqualTo("a1");
        assertThat(first.get("OSPlatform").stringValue()).isEqualTo("Linux");
        assertThat(first.get("CvssScore").doubleValue()).isEqualTo(9.8);
        assertThat(first.get("FirstSeenTimestamp").stringValue()).matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d");
        assertThat(first.has("OSVersion")).as("what is not known is left out").isFalse();
        assertThat(first.get("RbacGroupName").stringValue()).isEqualTo("Servers");
    }

    @Test
    void refusesAddressesThatWereChangedOrHaveExpired() throws Exception {
        String address = json("/api/machines/SoftwareInventoryExport?sasValidHours=2")
                .get("exportFiles")
                .get(0)
                .stringValue();
        assertThat(get(address, "").statusCode()).isEqualTo(200);
        assertThat(get(address.replaceFirst("sig=.{30}", "sig=" + "A".repeat(30)), "")
                        .statusCode())
                .isEqualTo(403);
        assertThat(get(address.replace("SoftwareInventory", "VaExport"), "").statusCode())
                .isEqualTo(403);
        assertThat(get(address.replaceFirst("&sig=.*", ""), "").statusCode()).isEqualTo(403);
        clock.advance(Duration.ofHours(2));
        HttpResponse<byte[]> late = get(address, "");
        assertThat(late.statusCode()).isEqualTo(403);
        assertThat(new String(late.body(), UTF_8)).contains("has expired");
        assertThat(get("/api/machines/SoftwareInventoryExport?sasValidHours=7", token(ROLES))
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void holdsNothingInTheFilesOfAUserThatTheUserMayNotSee() throws Exception {
        Caller ben = Caller.delegated(
                "app",
                "ben",
                "tenant",
                List.of("Vulnerability.Read"),
                new Caller.User("ben@example.org", "", Set.of("sales"), Set.of()));
        String token = lightmeter.authority().mint(ben, Duration.ofHours(1));
        HttpResponse<byte[]> answer = get("/api/machines/SoftwareVulnerabilitiesExport", token);
        String address = JsonMapper.shared()
                .readTree(answer.body())
                .get("exportFiles")
                .get(0)
                .stringValue();
        assertThat(file(address))
                .extracting(row -> row.get("DeviceId").stringValue())
                .containsExactly("b2");
    }

    @Test
    void tellsWhatCameWhatWentAndWhatIsRatedOtherwise() throws Exception {
        clock.advance(Duration.ofDays(2));
        upload("""
                {"asOf": "2026-10-03",
                 "weaknesses": [{"id": "CVE-2026-0001", "cvss": "7.0"}, {"id": "CVE-2026-0003", "cvss": "5.0"}],
                 "devices": [{"id": "a1", "name": "web.example.org", "group": "Servers", "findings": [
                   {"cve": "CVE-2026-0001", "vendor": "acme", "product": "portal", "version": "1", "rec": "va-_-acme-_-portal"},
                   {"cve": "CVE-2026-0003", "vendor": "acme", "product": "portal", "version": "1", "rec": "va-_-acme-_-portal"}]}]}
                """);
        List<String> told = new ArrayList<>();
        clock.advance(Duration.ofSeconds(1));
        json("/api/machines/SoftwareVulnerabilityChangesByMachine?sinceTime=2026-10-02T00:00:00Z")
                .get("value")
                .forEach(row -> told.add(row.get("cveId").stringValue() + " "
                        + row.get("status").stringValue() + " "
                        + row.get("eventTimestamp").stringValue()));
        assertThat(told)
                .contains("CVE-2026-0002 Fixed 2026-10-03 12:00:00.000", "CVE-2026-0003 New 2026-10-03 12:00:00.000")
                .anyMatch(row -> row.startsWith("CVE-2026-0001 Updated"));
        for (String wrong : List.of("", "?sinceTime=yesterday", "?sinceTime=2026-09-01", "?sinceTime=2027-01-01")) {
            HttpResponse<byte[]> refused =
                    get("/api/machines/SoftwareVulnerabilityChangesByMachine" + wrong, token(ROLES));
            assertThat(refused.statusCode()).as(wrong).isEqualTo(400);
            assertThat(new String(refused.body(), UTF_8)).contains("sinceTime");
        }
    }

    @Test
    void tellsWhatControlsCameTo() throws Exception {
        JsonNode row = json("/api/machines/SecureConfigurationsAssessmentByMachine")
                .get("value")
                .get(0);
        assertThat(row.get("configurationId").stringValue()).isEqualTo("scid-1");
        assertThat(row.get("configurationImpact").intValue()).isEqualTo(8);
        assertThat(row.get("isCompliant").booleanValue()).isFalse();
        assertThat(row.get("isExpectedUserImpact").isNull()).isTrue();
    }

    @Test
    void refusesPageSizesAndTokensThatAreNone() throws Exception {
        for (String wrong :
                List.of("pageSize=0", "pageSize=200001", "pageSize=x", "$top=-1", "$skiptoken=abc", "$filter=x")) {
            HttpResponse<byte[]> refused =
                    get("/api/machines/SoftwareInventoryByMachine?" + wrong.replace("$", "%24"), token(ROLES));
            assertThat(refused.statusCode()).as(wrong).isEqualTo(400);
            assertThat(new String(refused.body(), UTF_8)).contains("\"code\":");
        }
    }

    private List<JsonNode> file(String address) throws Exception {
        HttpResponse<byte[]> file = get(address, "");
        assertThat(file.statusCode()).as(new String(file.body(), UTF_8)).isEqualTo(200);
        try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(file.body()))) {
            List<JsonNode> rows = new ArrayList<>();
            new String(gzip.readAllBytes(), UTF_8)
                    .lines()
                    .forEach(line -> rows.add(JsonMapper.shared().readTree(line)));
            return rows;
        }
    }

    private JsonNode json(String path) throws Exception {
        HttpResponse<byte[]> answer = get(path, token(ROLES));
        assertThat(answer.statusCode()).as(new String(answer.body(), UTF_8)).isEqualTo(200);
        return JsonMapper.shared().readTree(answer.body());
    }

    private HttpResponse<byte[]> get(String address, String token) throws Exception {
        String uri = address.startsWith("/") ? lightmeter.server().baseUri() + address : address;
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(uri.replace("$", "%24")));
        if (!token.isEmpty()) request.header("Authorization", "Bearer " + token);
        return http.send(request.build(), BodyHandlers.ofByteArray());
    }

    private void upload(String report) throws Exception {
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(URI.create(lightmeter.server().baseUri() + "/lightmeter/v1/imports"))
                        .header("Authorization", "Bearer " + token(ROLES))
                        .POST(HttpRequest.BodyPublishers.ofString(report))
                        .build(),
                BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private String token(List<String> roles) {
        return lightmeter.authority().mint(Caller.application("app", "app", "tenant", roles), Duration.ofHours(1));
    }
}
