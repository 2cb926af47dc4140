package dev.lightmeter.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lightmeter.server.auth.Caller;
import dev.lightmeter.server.auth.Permission;
import dev.lightmeter.server.auth.Permissions;
import dev.lightmeter.server.config.Configuration;
import dev.lightmeter.server.http.Access;
import dev.lightmeter.server.http.Route;
import java.io.ByteArrayOutputStream;
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
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole installation, over HTTP: files in, scores and reasons out. */
class LightmeterTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-10-01T12:00:00Z"), ZoneOffset.UTC);

    private static final String FLEET = """
            {"asOf": "2026-10-01",
             "weaknesses": [{"id": "CVE-2026-0001", "cvss": "9.8", "epss": "0.52600", "kev": true}],
             "devices": [
               {"id": "inside", "group": "Servers", "findings": [{"cve": "CVE-2026-0001", "rec": "va-_-acme-_-portal"}]},
               {"id": "outside", "group": "Servers", "internetFacing": true,
                "findings": [{"cve": "CVE-2026-0001", "rec": "va-_-acme-_-portal"}]},
               {"id": "clean", "group": "Laptops", "config": [{"id": "scid-1", "weight": 8, "failed": false}]}]}
            """;

    @TempDir
    private Path folder;

    private Lightmeter lightmeter;
    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeEach
    void start() {
        lightmeter = Lightmeter.start(settings(), folder, CLOCK);
    }

    @AfterEach
    void stop() {
        lightmeter.close();
    }

    @Test
    void scoresAnUploadAtOnce() throws Exception {
        HttpResponse<String> uploaded = upload("fleet.json", FLEET);
        assertThat(uploaded.statusCode()).as(uploaded.body()).isEqualTo(200);
        assertThat(uploaded.body()).contains("\"devicesNew\":3", "\"findingsNew\":2", "\"skipped\":0");

        assertThat(get("/api/exposureScore").body()).contains("\"score\":42.7505306");
        assertThat(get("/api/exposureScore/ByMachineGroups").body())
                .containsSubsequence("\"score\":64.1257959", "Servers", "\"score\":0,", "Laptops")
                .doesNotContain("UnassignedGroup");
        assertThat(get("/api/configurationScore").body()).contains("\"score\":8}");
    }

    @Test
    void explainsAGroupAndADevice() throws Exception {
        upload("fleet.json", FLEET);
        assertThat(get("/lightmeter/v1/explanations?name=servers").body())
                .contains("\"kind\":\"group\"", "\"score\":\"64.125795900\"")
                .contains("{\"id\":\"va-_-acme-_-portal\",\"carries\":\"64.125795900\",\"wouldSave\":\"64.125795900\"");
        assertThat(get("/lightmeter/v1/explanations?name=outside").body())
                .contains("\"score\":\"72.000716800\"", "\"probability\":\"0.80000\"", "\"probabilityFrom\":\"kev\"");
        assertThat(get("/lightmeter/v1/explanations?name=organisation&top=0").body())
                .contains("\"weaknessesOthers\":{\"count\":1,\"carries\":\"42.750530600\"}");
        HttpResponse<String> nothing = get("/lightmeter/v1/explanations?name=nobody");
        assertThat(nothing.statusCode()).isEqualTo(404);
        assertThat(nothing.body())
                .contains("There is no device group, device, weakness or recommendation named nobody");
        assertThat(get("/lightmeter/v1/explanations").statusCode()).isEqualTo(400);
        assertThat(get("/lightmeter/v1/explanations?name=servers&top=-1").body())
                .contains("top must be a number from 0 to 100000, got -1");
    }

    @Test
    void refusesAnUploadThatIsNoReportAndKeepsWhatItHas() throws Exception {
        upload("fleet.json", FLEET);
        HttpResponse<String> refused = upload("broken.json", FLEET.substring(0, FLEET.length() / 2));
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body())
                .contains("\"outcome\":\"refused\"", "broken.json")
                .doesNotContain("Exception");
        assertThat(get("/api/exposureScore").body()).contains("\"score\":42.7505306");
    }

    @Test
    void takesABundleOfFilesWhateverTheyAre() throws Exception {
        byte[] packed = zip(Map.of("fleet.json", FLEET.getBytes(UTF_8)));
        byte[] bundle = zip(new TreeMap<>(Map.of("../a/fleets.zip", packed, "notes.txt", "hello".getBytes(UTF_8))));
        HttpResponse<String> uploaded = http.send(
                request("/lightmeter/v1/imports?bundle=true", "Lightmeter.Import.All")
                        .POST(BodyPublishers.ofByteArray(bundle))
                        .build(),
                BodyHandlers.ofString());
        assertThat(uploaded.statusCode()).as(uploaded.body()).isEqualTo(200);
        assertThat(uploaded.body()).contains("\"../a/fleets.zip!fleet.json\"", "\"devicesNew\":3", "notes.txt: ");
        assertThat(folder.resolve("uploads")).isEmptyDirectory();

        HttpResponse<String> cut = http.send(
                request("/lightmeter/v1/imports?bundle=true", "Lightmeter.Import.All")
                        .POST(BodyPublishers.ofByteArray(Arrays.copyOf(bundle, 60)))
                        .build(),
                BodyHandlers.ofString());
        assertThat(cut.statusCode()).isEqualTo(400);
        assertThat(cut.body()).contains("The bundle is damaged or ends too early");
    }

    private static byte[] zip(Map<String, byte[]> entries) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (var entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
            }
        }
        return bytes.toByteArray();
    }

    @Test
    void showsTheSameScoresAfterARestart() throws Exception {
        upload("fleet.json", FLEET);
        String before = get("/lightmeter/v1/explanations?name=organisation").body();
        lightmeter.close();
        lightmeter = Lightmeter.start(settings(), folder, CLOCK);
        assertThat(get("/lightmeter/v1/explanations?name=organisation").body()).isEqualTo(before);
    }

    @Test
    void letsNobodyUploadOrReadReasonsWithAPermissionForScoresOnly() throws Exception {
        for (String address : List.of("/lightmeter/v1/explanations?name=organisation", "/lightmeter/v1/imports")) {
            HttpRequest.Builder request = request(address, "Score.Read.All");
            if (address.endsWith("imports")) request.POST(BodyPublishers.ofString(FLEET));
            HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(address).isEqualTo(403);
            assertThat(answer.body()).contains("Missing application roles");
        }
        assertThat(lightmeter.current().fleet().slots()).isZero();
    }

    @Test
    void everyRouteOfAnInstallationAsksForAPermissionOrSaysWhyItIsOpen() throws Exception {
        List<Route> routes = lightmeter.server().routes();
        assertThat(routes)
                .extracting(Route::path)
                .contains("/lightmeter/v1/imports", "/lightmeter/v1/explanations", "/api/exposureScore");
        for (Route route : routes) {
            if (route.access() instanceof Access.Open) continue;
            String path = route.path().replaceAll("\\{[^}]*}", "1");
            for (String roles : List.of("", "Something.Else")) {
                HttpRequest.Builder request = roles.isEmpty()
                        ? HttpRequest.newBuilder(URI.create(lightmeter.server().baseUri() + path))
                        : request(path, roles);
                request.method(route.method(), BodyPublishers.noBody());
                assertThat(http.send(request.build(), BodyHandlers.ofString()).statusCode())
                        .as("%s %s with roles <%s>", route.method(), route.path(), roles)
                        .isEqualTo(roles.isEmpty() ? 401 : 403);
            }
        }
    }

    @Test
    void everyPermissionIsOneThatTheEmbeddedAuthorityCanGive() {
        assertThat(lightmeter.server().routes()).allSatisfy(route -> {
            if (!(route.access() instanceof Access.Needs(Permission permission))) return;
            assertThat(Permissions.APPLICATION_ROLES).containsAll(permission.applicationRoles());
            assertThat(Permissions.DELEGATED_SCOPES).containsAll(permission.delegatedScopes());
        });
    }

    private static Configuration settings() {
        return Configuration.DEFAULTS.with(Configuration.DEFAULTS.server().withPorts(0, OptionalInt.empty()));
    }

    private HttpResponse<String> upload(String name, String body) throws Exception {
        return http.send(
                request("/lightmeter/v1/imports?name=" + name, "Lightmeter.Import.All")
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String address) throws Exception {
        return http.send(
                request(address, "Score.Read.All", "Lightmeter.Read.All").build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String address, String... roles) {
        Caller caller = Caller.application(
                "test", "test", lightmeter.authority().tenant().toString(), List.of(roles));
        return HttpRequest.newBuilder(URI.create(lightmeter.server().baseUri() + address))
                .header("Authorization", "Bearer " + lightmeter.authority().mint(caller, Duration.ofMinutes(5)));
    }
}
