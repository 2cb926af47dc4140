package dev.lightmeter.server.decision;

import static dev.lightmeter.server.SmallFleet.CONTROL;
import static dev.lightmeter.server.SmallFleet.CVE;
import static dev.lightmeter.server.SmallFleet.NOW;
import static dev.lightmeter.server.SmallFleet.RECOMMENDATION;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lightmeter.core.group.GroupArrangement;
import dev.lightmeter.core.group.GroupRules;
import dev.lightmeter.server.Installation;
import dev.lightmeter.server.MovableClock;
import dev.lightmeter.server.SmallFleet;
import dev.lightmeter.server.config.Configuration;
import dev.lightmeter.server.config.ScoreSettings;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Exceptions over HTTP, from the request to their last day. */
class ExceptionsOverHttpTest {

    private static final String PATH = "/lightmeter/v1/exceptions";
    private static final String SCORES = "/api/exposureScore/ByMachineGroups";
    private static final String VULNERABILITIES = "/api/vulnerabilities/machinesVulnerabilities";
    private static final String LAPTOPS_RECOMMENDATION = "va-_-globex-_-editor";

    @TempDir
    Path folder;

    private final MovableClock clock = new MovableClock(NOW);
    private Configuration configuration = Configuration.DEFAULTS.with(
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

    private void restart() {
        installation.close();
        installation = Installation.start(folder, clock, configuration, store -> {});
        signIn();
    }

    private void signIn() {
        client = installation.application(
                "Lightmeter.Read.All",
                "Lightmeter.Exception.All",
                "Lightmeter.Audit.Read.All",
                "Score.Read.All",
                "Vulnerability.Read.All",
                "SecurityRecommendation.Read.All");
    }

    @Test
    void tellsAllOfAnExceptionAndTheScoresBeforeAndAfter() {
        Map<String, Object> before = scores();
        Map<String, Object> made = made("""
                {"recommendationId":"%s","justification":"Third party control","deviceGroups":["servers"],
                 "lastDay":"2026-10-31","note":"behind the firewall"}""".formatted(RECOMMENDATION));
        assertThat(made)
                .containsEntry("recommendationId", RECOMMENDATION)
                .containsEntry("cveId", null)
                .containsEntry("justification", "third_party_control")
                .containsEntry("state", "active")
                .containsEntry("scope", "deviceGroups")
                .containsEntry("deviceGroups", List.of("Servers"))
                .containsEntry("firstDay", "2026-10-01")
                .containsEntry("lastDay", "2026-10-31")
                .containsEntry("note", "behind the firewall")
                .containsEntry("createdAt", "2026-10-01T12:00:00Z")
                .containsEntry("cancelledAt", null);
        assertThat((List<?>) made.get("scores")).hasSize(4);
        Map<String, Object> after = scores();
        assertThat((Double) after.get("Servers")).isLessThan((Double) before.get("Servers"));
        assertThat(after).containsEntry("Laptops", before.get("Laptops"));
        assertThat(scoreOf(made, "Servers", "before")).isEqualTo(before.get("Servers"));
        assertThat(scoreOf(made, "Servers", "after")).isEqualTo(after.get("Servers"));
        made.remove("scores");
        assertThat(client.document(PATH + "/" + made.get("id"))).isEqualTo(made);
        assertThat(client.document(PATH).get("exceptions")).isEqualTo(List.of(made));
        assertThat(client.get("/lightmeter/v1/audit").body()).contains("exception.create", RECOMMENDATION);
    }

    @Test
    void isNamedBehindThePartThatItLowers() {
        Map<String, Object> made = made(draft("recommendationId", RECOMMENDATION, ",\"note\":\"behind the firewall\""));
        assertThat(client.get("/lightmeter/v1/explanations?name=" + SmallFleet.WEB_1)
                        .body())
                .contains("\"because\":[{\"kind\":\"exception\",\"id\":\"" + made.get("id")
                        + "\",\"recommendationId\":\"" + RECOMMENDATION + "\"")
                .contains("\"note\":\"behind the firewall\"");
    }

    @Test
    void foretellsExactlyWhatItDoesAndRestoresWhatItTookAway() {
        Map<String, Object> before = scores();
        String draft = draft("recommendationId", RECOMMENDATION, "");
        HttpResponse<String> preview = client.send("POST", PATH + "/preview", draft);
        assertThat(preview.statusCode()).as(preview.body()).isEqualTo(200);
        assertThat(scores()).isEqualTo(before);
        assertThat((List<?>) client.document(PATH).get("exceptions")).isEmpty();

        Map<String, Object> made = made(draft);
        assertThat(Installation.json(preview.body()).get("scores")).isEqualTo(made.get("scores"));
        assertThat(status(RECOMMENDATION)).isEqualTo("Exception");
        assertThat(status(LAPTOPS_RECOMMENDATION)).isEqualTo("Active");
        Map<String, Object> with = scores();
        restart();
        assertThat(scores()).isEqualTo(with).isNotEqualTo(before);

        HttpResponse<String> cancelled = client.send("POST", PATH + "/" + made.get("id") + "/cancel", "");
        assertThat(cancelled.statusCode()).as(cancelled.body()).isEqualTo(200);
        assertThat(Installation.json(cancelled.body())).containsEntry("state", "cancelled");
        assertThat(scores()).isEqualTo(before);
        assertThat(status(RECOMMENDATION)).isEqualTo("Active");
        refused(client, PATH + "/" + made.get("id") + "/cancel", "", 400, "This exception has ended already");
    }

    @Test
    void leavesOutExposedDevicesOnlyWhereSomethingStandsInForTheRemediation() {
        long exposed = exposedMachines(RECOMMENDATION);
        assertThat(exposed).isPositive();
        made("{\"recommendationId\":\"" + RECOMMENDATION + "\",\"justification\":\"risk_accepted\"}");
        assertThat(exposedMachines(RECOMMENDATION)).isEqualTo(exposed);
        assertThat(status(RECOMMENDATION)).isEqualTo("Exception");
        made("{\"recommendationId\":\"" + RECOMMENDATION + "\",\"justification\":\"alternate_mitigation\"}");
        assertThat(exposedMachines(RECOMMENDATION)).isZero();
        assertThat(exposedMachines(LAPTOPS_RECOMMENDATION)).isPositive();
    }

    private long exposedMachines(String recommendation) {
        return (Long) client.document("/api/recommendations/" + recommendation).get("exposedMachinesCount");
    }

    @Test
    void beginsAndEndsByTheClockAlone() {
        String draft =
                draft("cveId", CVE.toLowerCase(Locale.ROOT), ",\"firstDay\":\"2026-10-03\",\"lastDay\":\"2026-10-04\"");
        String id = made(draft).get("id").toString();
        assertThat(state(id)).isEqualTo("scheduled");
        for (int day = 1; day <= 6; day++) {
            boolean holds = day == 3 || day == 4;
            assertThat(residuals("web-1.example.org")).as("day %d", day).contains(holds ? "25" : "100");
            assertThat(residuals("web-1.example.org").contains("25"))
                    .as("day %d", day)
                    .isEqualTo(holds);
            clock.advance(Duration.ofDays(1));
            installation.takeDay();
        }
        assertThat(state(id)).isEqualTo("expired");
    }

    @Test
    void hidesAnExceptedWeaknessInParity() {
        configuration = configuration.with(new ScoreSettings(false, ScoreSettings.Exceptions.PARITY, true));
        restart();
        int before = client.rows(VULNERABILITIES).size();
        assertThat(client.get("/api/vulnerabilities/" + CVE).body()).contains("\"exposedMachines\":2");
        made("{\"cveId\":\"" + CVE + "\",\"justification\":\"risk_accepted\"}");
        assertThat(client.get("/api/vulnerabilities/" + CVE).body()).contains("\"exposedMachines\":0");
        assertThat(client.rows(VULNERABILITIES)).hasSize(before - 2);
        assertThat(client.get("/lightmeter/v1/explanations?name=organisation").body())
                .contains("1.0-parity");
    }

    @Test
    void countsAControlAsMet() {
        String secureScore = client.get("/api/configurationScore").body();
        String id = made(draft("recommendationId", CONTROL, "")).get("id").toString();
        assertThat(client.get("/api/configurationScore").body()).isNotEqualTo(secureScore);
        client.send("POST", PATH + "/" + id + "/cancel", "");
        assertThat(client.get("/api/configurationScore").body().replaceAll("\"time\":\"[^\"]*\"", ""))
                .isEqualTo(secureScore.replaceAll("\"time\":\"[^\"]*\"", ""));
    }

    @ParameterizedTest
    @EnumSource(ScoreSettings.Exceptions.class)
    void keepsAnExceptedControlAmongTheRecommendations(ScoreSettings.Exceptions mode) {
        configuration = configuration.with(new ScoreSettings(false, mode, true));
        restart();
        assertThat(status(CONTROL)).isEqualTo("Active");
        assertThat(exposedMachines(CONTROL)).isEqualTo(1);

        Map<String, Object> accepted =
                made("{\"recommendationId\":\"" + CONTROL + "\",\"justification\":\"risk_accepted\"}");
        assertThat(status(CONTROL)).isEqualTo("Exception");
        assertThat(exposedMachines(CONTROL)).isEqualTo(1);
        client.send("POST", PATH + "/" + accepted.get("id") + "/cancel", "");
        made(draft("recommendationId", CONTROL, ",\"deviceGroups\":[\"Servers\"]"));

        assertThat(status(CONTROL)).isEqualTo("Exception");
        assertThat(client.document("/api/recommendations/" + CONTROL))
                .containsEntry("exposedMachinesCount", 0L)
                .containsEntry("totalMachineCount", 1L)
                .containsEntry("configScoreImpact", 0L)
                .containsEntry("exposureImpact", 0L);
        assertThat(client.rows("/api/recommendations/" + CONTROL + "/machineReferences"))
                .hasSize(1);
        assertThat(client.get("/api/machines/" + SmallFleet.WEB_1 + "/recommendations")
                        .body())
                .contains("\"id\":\"" + CONTROL + "\"");
        assertThat(client.get("/lightmeter/v1/explanations?name=" + SmallFleet.WEB_1)
                        .body())
                .contains("\"hidden\":[{\"id\":\"" + CONTROL + "\",\"weight\":8,\"because\":[{\"kind\":\"exception\"")
                .contains("\"hiddenOthers\":0");
    }

    @Test
    void concernsWhoSeesADeviceGroupOfItOnly() {
        String servers = made(draft("recommendationId", RECOMMENDATION, ",\"deviceGroups\":[\"Servers\"]"))
                .get("id")
                .toString();
        String laptops = made(draft("recommendationId", LAPTOPS_RECOMMENDATION, ""))
                .get("id")
                .toString();
        String both = made(draft("recommendationId", RECOMMENDATION, ",\"deviceGroups\":[\"Servers\",\"Laptops\"]"))
                .get("id")
                .toString();
        Installation.Client seller = installation.user("Sales", "Lightmeter.Read", "Lightmeter.Exception");
        assertThat(seller.get(PATH + "/" + servers).statusCode()).isEqualTo(200);
        assertThat(seller.get(PATH + "/" + laptops).statusCode()).isEqualTo(404);
        assertThat(seller.document(PATH + "/" + both)).containsEntry("deviceGroups", List.of("Servers"));
        assertThat(seller.get(PATH).body()).doesNotContain(laptops);

        refused(seller, PATH, draft("recommendationId", RECOMMENDATION, ""), 403, "see every device group");
        refused(
                seller,
                PATH,
                draft("recommendationId", RECOMMENDATION, ",\"deviceGroups\":[\"Laptops\"]"),
                400,
                "There is no device group Laptops");
        refused(
                seller,
                PATH,
                draft("recommendationId", LAPTOPS_RECOMMENDATION, ",\"deviceGroups\":[\"Servers\"]"),
                404,
                LAPTOPS_RECOMMENDATION);
        refused(seller, PATH + "/" + laptops + "/cancel", "", 404, laptops);
        refused(seller, PATH + "/" + both + "/cancel", "", 403, "device groups that you do not see");
        assertThat(seller.send("POST", PATH + "/" + servers + "/cancel", "").statusCode())
                .isEqualTo(200);
        HttpResponse<String> own =
                seller.send("POST", PATH, draft("recommendationId", RECOMMENDATION, ",\"deviceGroups\":[\"Servers\"]"));
        assertThat(own.body()).contains("anna@example.org").doesNotContain("Laptops");
        assertThat(own.statusCode()).isEqualTo(201);
        refused(installation.user("Sales", "Lightmeter.Read"), PATH, "{}", 403, "Lightmeter.Exception");
    }

    @Test
    void saysWhatIsWrongWithARequest() {
        refused(client, PATH, "{\"justification\":\"risk_accepted\"}", 400, "one recommendationId or one cveId");
        refused(client, PATH, "{\"cveId\":\"" + CVE + "\"}", 400, "lacks the field 'justification'");
        refused(
                client,
                PATH,
                "{\"cveId\":\"" + CVE + "\",\"justification\":\"lazy\"}",
                400,
                "must be one of third_party_control");
        refused(
                client,
                PATH,
                draft("cveId", CVE, ",\"lastDay\":\"2026-09-30\""),
                400,
                "lastDay must not be in the past");
        refused(client, PATH, draft("cveId", CVE, ",\"lastDay\":\"soon\""), 400, "must be a day such as 2026-12-31");
        refused(
                client,
                PATH,
                draft("cveId", CVE, ",\"firstDay\":\"2026-10-05\",\"lastDay\":\"2026-10-04\""),
                400,
                "is before the first day");
        refused(client, PATH, draft("cveId", CVE, ",\"deviceGroups\":[]"), 400, "leave it out for all");
        refused(client, PATH, draft("cveId", CVE, ",\"note\":\"" + "x".repeat(1001) + "\""), 400, "1000 characters");
        refused(client, PATH, draft("cveId", CVE, ",\"colour\":\"red\""), 400, "colour");
        refused(client, PATH, draft("cveId", "CVE-1999-0001", ""), 404, "CVE-1999-0001");
        refused(
                client,
                PATH,
                "{\"recommendationId\":\"" + RECOMMENDATION + "\",\"justification\":\"no_patch\"}",
                400,
                "only an exception for a CVE");
        assertThat(client.get(PATH + "/nobody").statusCode()).isEqualTo(404);
    }

    private static void refused(Installation.Client by, String path, String body, int status, String part) {
        HttpResponse<String> answer = by.send("POST", path, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.body()).contains(part);
    }

    private static String draft(String field, String id, String more) {
        return "{\"" + field + "\":\"" + id + "\",\"justification\":\"alternate_mitigation\"" + more + "}";
    }

    private Map<String, Object> made(String draft) {
        HttpResponse<String> answer = client.send("POST", PATH, draft);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return Installation.json(answer.body());
    }

    private Object state(String id) {
        return client.document(PATH + "/" + id).get("state");
    }

    private Object status(String recommendation) {
        return client.document("/api/recommendations/" + recommendation).get("status");
    }

    /** Score by device group. */
    private Map<String, Object> scores() {
        return client.rows(SCORES).stream()
                .collect(Collectors.toMap(row -> row.get("rbacGroupName").toString(), row -> row.get("score")));
    }

    @SuppressWarnings("unchecked") // JSON objects have names that are texts
    private static Object scoreOf(Map<String, Object> document, String group, String which) {
        return ((List<Map<String, Object>>) document.get("scores"))
                .stream()
                        .filter(row -> group.equals(row.get("deviceGroup")))
                        .map(row -> Double.valueOf(row.get(which).toString()))
                        .findFirst()
                        .orElseThrow();
    }

    /** What remains of the weakness on a device, in percent. */
    private List<String> residuals(String device) {
        String explained =
                client.get("/lightmeter/v1/explanations?name=" + device).body();
        return Pattern.compile("\"residualPct\":(\\d+)")
                .matcher(explained)
                .results()
                .map(found -> found.group(1))
                .toList();
    }
}
