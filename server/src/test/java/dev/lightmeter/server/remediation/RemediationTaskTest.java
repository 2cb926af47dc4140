package dev.lightmeter.server.remediation;

import static dev.lightmeter.server.SmallFleet.CONTROL;
import static dev.lightmeter.server.SmallFleet.NOW;
import static dev.lightmeter.server.SmallFleet.RECOMMENDATION;
import static dev.lightmeter.server.SmallFleet.WEB_1;
import static dev.lightmeter.server.SmallFleet.WEB_2;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lightmeter.core.group.GroupArrangement;
import dev.lightmeter.core.group.GroupRules;
import dev.lightmeter.server.Installation;
import dev.lightmeter.server.MovableClock;
import dev.lightmeter.server.SmallFleet;
import dev.lightmeter.server.config.Configuration;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Remediation tasks over HTTP, from the request to the last fixed device. */
class RemediationTaskTest {

    private static final String TASKS = "/api/remediationTasks";
    private static final String OWN = "/lightmeter/v1/remediationTasks";

    /** A later report of the same scanner in which nothing has the portal any more but what {@code findings} say. */
    private static final String NEXT_REPORT = """
            {"asOf": "2026-10-0%d", "source": "scanner", "devices": [
              {"id": "%s", "group": "Servers", "findings": [%s]},
              {"id": "%s", "group": "Servers", "findings": [%s]}]}
            """;

    private static final String PORTAL =
            "{\"cve\":\"CVE-2026-0001\",\"vendor\":\"acme\",\"product\":\"portal\",\"version\":\"1.0\",\"rec\":\"va-_-acme-_-portal\"}";

    @TempDir
    Path folder;

    private final MovableClock clock = new MovableClock(NOW);
    private final Configuration configuration = Configuration.DEFAULTS.with(
            new GroupArrangement(GroupRules.NONE, Map.of(), Map.of("Laptops", List.of("Support"))));
    private Installation installation;
    private Installation.Client client;

    @BeforeEach
    void start() {
        installation = Installation.start(folder, clock, configuration, SmallFleet::into);
        signIn();
    }

    @AfterEach
    void stop() {
        installation.close();
    }

    private void signIn() {
        client = installation.application(
                "RemediationTasks.Read.All", "Lightmeter.Manage.All", "Lightmeter.Import.All", "Machine.Read.All");
    }

    @Test
    void forgetsATaskHalfAYearAfterItWasDone() {
        String id = Installation.json(client.send("POST", OWN, "{\"recommendationId\": \"" + RECOMMENDATION + "\"}")
                        .body())
                .get("id")
                .toString();
        clock.advance(Duration.ofDays(200));
        signIn();
        assertThat(client.rows(TASKS)).as("still to be done").hasSize(1);
        client.send("PATCH", OWN + "/" + id, "{\"status\": \"Completed\"}");
        clock.advance(Duration.ofDays(180));
        signIn();
        assertThat(client.rows(TASKS)).hasSize(1);
        clock.advance(Duration.ofSeconds(1));
        assertThat(client.rows(TASKS)).isEmpty();
        assertThat(client.get(TASKS + "/" + id).statusCode()).isEqualTo(404);
    }

    @Test
    void takesNoControlCharacters() {
        assertThat(client.send(
                                "POST",
                                OWN,
                                "{\"recommendationId\": \"" + RECOMMENDATION + "\", \"title\": \"a\\u001b[2J\"}")
                        .body())
                .contains("The body holds a control character within a text");
        assertThat(client.send("POST", OWN, "{\"recommendationId\": \"" + RECOMMENDATION + "\", \"title\": \"a\\nb\"}")
                        .body())
                .contains("title must be one line");
    }

    @Test
    void tellsAllOfATask() {
        HttpResponse<String> made = client.send("POST", OWN, """
                {"recommendationId": "%s", "title": "Update the portal", "description": "All of them.",
                 "priority": "high", "dueOn": "2026-12-31", "notes": "after the sale", "deviceGroups": ["servers"]}
                """.formatted(RECOMMENDATION));
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        String id = Installation.json(made.body()).get("id").toString();
        assertThat(client.get(TASKS + "/" + id).body())
                .isEqualTo("""
                {"@odata.context":"%s/api/$metadata#RemediationTasks/$entity","id":"%s","title":"Update the portal",\
                "description":"All of them.","createdOn":"2026-10-01T12:00:00Z","requesterId":"object-1",\
                "requesterEmail":null,"status":"Active","statusLastModifiedOn":"2026-10-01T12:00:00Z",\
                "relatedComponent":"portal","targetDevices":2,"rbacGroupNames":["Servers"],"fixedDevices":0,\
                "requesterNotes":"after the sale","dueOn":"2026-12-31T00:00:00Z","category":"Software",\
                "productivityImpactRemediationType":null,"priority":"High","completionMethod":null,"completerId":null,\
                "completerEmail":null,"scid":null,"type":"Update","productId":"acme-_-portal","vendorId":"acme",\
                "nameId":"portal","recommendedVersion":null,"recommendedVendor":null,"recommendedProgram":null}""".formatted(installation.server().baseUri(), id));
        assertThat(client.rows(TASKS)).hasSize(1);
        assertThat(client.rows(TASKS + "?$filter=status%20eq%20'active'%20and%20createdon%20lt%202026-10-02Z"))
                .hasSize(1);
        assertThat(client.get(TASKS + "/$count?$filter=status%20eq%20'Completed'")
                        .body())
                .isEqualTo("0");
        assertThat(targets(id)).containsExactly(WEB_1, WEB_2);
    }

    @Test
    void isClosedByWhoAskedForItOrSeesEverythingOnly() {
        Installation.Client user = installation.user("Anybody", "RemediationTask.Read", "Lightmeter.Manage");
        String theirs = create(RECOMMENDATION);
        HttpResponse<String> refused = user.send("PATCH", OWN + "/" + theirs, "{\"status\":\"Completed\"}");
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("DisallowedOperation", "Only who asked for a remediation task");
        assertThat(client.document(TASKS + "/" + theirs)).containsEntry("status", "Active");
        HttpResponse<String> made = user.send("POST", OWN, "{\"recommendationId\":\"" + RECOMMENDATION + "\"}");
        String own = Installation.json(made.body()).get("id").toString();
        assertThat(user.send("PATCH", OWN + "/" + own, "{\"status\":\"Completed\"}")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void isAboutAControlToo() {
        assertThat(client.document(TASKS + "/" + create(CONTROL)))
                .containsEntry("scid", "scid-20000")
                .containsEntry("category", "Security configuration")
                .containsEntry("type", "ConfigurationChange")
                .containsEntry("productId", null)
                .containsEntry("targetDevices", 1L);
    }

    @Test
    void followsTheDevicesUntilTheLastOneIsFixedAndWhenOneComesBack() {
        String id = create(RECOMMENDATION);
        upload(2, "", PORTAL);
        assertThat(client.document(TASKS + "/" + id))
                .containsEntry("fixedDevices", 1L)
                .containsEntry("status", "Active")
                .containsEntry("statusLastModifiedOn", "2026-10-01T12:00:00Z");
        assertThat(targets(id)).containsExactly(WEB_2);

        upload(3, "", "");
        assertThat(client.document(TASKS + "/" + id))
                .containsEntry("fixedDevices", 2L)
                .containsEntry("status", "Completed")
                .containsEntry("completionMethod", "Automatic")
                .containsEntry("statusLastModifiedOn", "2026-10-03T12:00:00Z");
        assertThat(targets(id)).isEmpty();

        installation.close();
        installation = Installation.start(folder, clock, configuration, store -> {});
        signIn();
        assertThat(client.document(TASKS + "/" + id)).containsEntry("statusLastModifiedOn", "2026-10-03T12:00:00Z");

        upload(4, PORTAL, "");
        assertThat(client.document(TASKS + "/" + id))
                .containsEntry("status", "Active")
                .containsEntry("completionMethod", null)
                .containsEntry("statusLastModifiedOn", "2026-10-04T12:00:00Z");
        assertThat(targets(id)).containsExactly(WEB_1);
    }

    @Test
    void isDoneWhenSomebodySaysSo() {
        Installation.Client manager = installation.user("Sales", "Lightmeter.Manage");
        String id = Installation.json(manager.send("POST", OWN, "{\"recommendationId\":\"" + RECOMMENDATION + "\"}")
                        .body())
                .get("id")
                .toString();
        clock.advance(Duration.ofHours(1));
        assertThat(manager.send("PATCH", OWN + "/" + id, "{\"status\":\"completed\"}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(client.document(TASKS + "/" + id))
                .containsEntry("status", "Completed")
                .containsEntry("completionMethod", "Manual")
                .containsEntry("completerId", "user-1")
                .containsEntry("completerEmail", "anna@example.org")
                .containsEntry("fixedDevices", 0L)
                .containsEntry("statusLastModifiedOn", "2026-10-01T13:00:00Z");
        client.send("PATCH", OWN + "/" + id, "{\"status\":\"Active\"}");
        assertThat(client.document(TASKS + "/" + id)).containsEntry("status", "Active");
    }

    @Test
    void doesNotExistForWhomNoDeviceOfItIsInSight() {
        String laptops = create("va-_-globex-_-editor");
        Installation.Client stranger = installation.user("Sales", "RemediationTask.Read", "Lightmeter.Manage");
        assertThat(stranger.rows(TASKS)).isEmpty();
        assertThat(stranger.get(TASKS + "/$count").body()).isEqualTo("0");
        for (String path : List.of(TASKS + "/" + laptops, TASKS + "/" + laptops + "/machineReferences")) {
            assertThat(stranger.get(path).statusCode()).isEqualTo(404);
        }
        assertThat(stranger.send("PATCH", OWN + "/" + laptops, "{\"status\":\"Completed\"}")
                        .statusCode())
                .isEqualTo(404);
        assertThat(stranger.send("POST", OWN, "{\"recommendationId\":\"va-_-globex-_-editor\"}")
                        .statusCode())
                .isEqualTo(404);
        HttpResponse<String> group = stranger.send(
                "POST", OWN, "{\"recommendationId\":\"" + RECOMMENDATION + "\",\"deviceGroups\":[\"Laptops\"]}");
        assertThat(group.body()).contains("InvalidInput", "There is no device group Laptops");
        assertThat(installation.user("Support", "RemediationTask.Read.Read").rows(TASKS))
                .hasSize(1);
    }

    @Test
    void saysWhatIsWrongWithARequest() {
        refused("{}", 400, "MissingRequiredParameter", "recommendationId");
        refused("{\"recommendationId\":\"va-_-no-_-thing\"}", 404, "ResourceNotFound", "va-_-no-_-thing");
        refused(with("\"priority\":\"Now\""), 400, "InvalidInput", "priority");
        refused(with("\"type\":\"Pray\""), 400, "InvalidInput", "type");
        refused(with("\"dueOn\":\"soon\""), 400, "InvalidInput", "soon");
        refused(with("\"title\":\"" + "x".repeat(4001) + "\""), 400, "InvalidInput", "title");
        refused(with("\"colour\":\"red\""), 400, "InvalidRequestBody", "colour");
    }

    private static String with(String field) {
        return "{\"recommendationId\":\"" + RECOMMENDATION + "\"," + field + "}";
    }

    private void refused(String body, int status, String code, String part) {
        HttpResponse<String> answer = client.send("POST", OWN, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.body()).contains("\"code\":\"" + code + "\"", part);
    }

    private String create(String recommendation) {
        HttpResponse<String> made = client.send("POST", OWN, "{\"recommendationId\":\"" + recommendation + "\"}");
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        return Installation.json(made.body()).get("id").toString();
    }

    private void upload(int day, String findingsOfWeb1, String findingsOfWeb2) {
        clock.advance(Duration.ofDays(1));
        HttpResponse<String> answer = client.send(
                "POST",
                "/lightmeter/v1/imports?name=next.json",
                NEXT_REPORT.formatted(day, WEB_1, findingsOfWeb1, WEB_2, findingsOfWeb2));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private List<Object> targets(String id) {
        return client.rows(TASKS + "/" + id + "/machineReferences").stream()
                .map(row -> row.get("id"))
                .toList();
    }
}
