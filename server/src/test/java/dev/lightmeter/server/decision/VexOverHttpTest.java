package dev.lightmeter.server.decision;

import static dev.lightmeter.server.SmallFleet.CVE;
import static dev.lightmeter.server.SmallFleet.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lightmeter.server.Installation;
import dev.lightmeter.server.MovableClock;
import dev.lightmeter.server.SmallFleet;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Documents of statements over HTTP: what they do to scores, and what the upload tells of them. */
class VexOverHttpTest {

    private static final String IMPORTS = "/lightmeter/v1/imports";
    private static final String PATH = "/lightmeter/v1/vex";
    private static final String SCORE = "/lightmeter/v1/explanations?name=organisation";
    private static final String EXPOSED = "/api/vulnerabilities/machinesVulnerabilities";
    private static final String REPORT = """
            {"asOf": "2026-10-01", "source": "other", "devices": [{"id": "late", "group": "Servers", "findings":
              [{"cve": "CVE-2026-0001", "vendor": "acme", "product": "portal", "version": "1.0"}]}]}
            """;

    private static final String OSV = """
            {"results": [{"source": {"path": "go.mod"}, "packages": [{"package": {"name": "shop", "version": "1"},
              "vulnerabilities": [{"id": "GHSA-aaaa-bbbb-cccc", "aliases": ["CVE-2026-0001"]}],
              "groups": [{"ids": ["GHSA-aaaa-bbbb-cccc"]}]}]}]}
            """;

    @TempDir
    Path folder;

    private final MovableClock clock = new MovableClock(NOW);
    private Installation installation;
    private Installation.Client client;

    @BeforeEach
    void start() {
        installation = Installation.start(folder, clock, SmallFleet::into);
        client = installation.application(
                "Lightmeter.Read.All", "Lightmeter.Import.All", "Lightmeter.Manage.All", "Vulnerability.Read.All");
    }

    @AfterEach
    void stop() {
        installation.close();
    }

    @Test
    void changesTheScoreAtOnceAndTakesNothingWithIt() {
        String before = score();
        int exposed = client.rows(EXPOSED).size();
        Map<String, Object> told = upload(document(1, "not_affected", "portal 1.0"));
        assertThat(told)
                .containsEntry("outcome", "statements")
                .containsEntry("document", "doc-1")
                .containsEntry("kept", "new")
                .containsEntry("statements", 2L)
                .containsEntry("fitting", 1L)
                .containsEntry("weaknessNotFound", 1L)
                .containsEntry("productNotFound", 0L);
        assertThat(score()).isNotEqualTo(before);
        assertThat(client.rows(EXPOSED)).hasSize(exposed - 1);
        assertThat(upload(document(1, "not_affected", "portal 1.0"))).containsEntry("kept", "unchanged");

        String id = documents().getFirst().get("id").toString();
        assertThat(client.get(PATH + "/" + id).body()).contains(CVE, "not_affected", "portal 1.0");
        assertThat(client.send("DELETE", PATH + "/" + id, "").statusCode()).isEqualTo(204);
        assertThat(score()).isEqualTo(before);
        assertThat(client.get(PATH + "/" + id).statusCode()).isEqualTo(404);
    }

    @Test
    void countsTheSameBeforeAndAfterTheReportThatItIsAbout() {
        upload(document(1, "fixed", "portal 1.0"));
        upload(REPORT);
        String before = score();
        client.send("DELETE", PATH + "/" + documents().getFirst().get("id"), "");
        assertThat(score()).isNotEqualTo(before);
        upload(document(1, "fixed", "portal 1.0"));
        assertThat(score()).isEqualTo(before);
    }

    @Test
    void isReplacedByItsLaterVersionOnly() {
        String open = score();
        upload(document(2, "not_affected", "portal 1.0"));
        String stated = score();
        assertThat(upload(document(1, "affected", "portal 1.0"))).containsEntry("kept", "outdated");
        assertThat(score()).isEqualTo(stated);
        assertThat(upload(document(3, "under_investigation", "portal 1.0"))).containsEntry("kept", "replaced");
        assertThat(score()).isEqualTo(open);
        assertThat(documents()).hasSize(1);
    }

    @Test
    void saysThatTheWeaknessIsInAnotherProduct() {
        Map<String, Object> told = upload(document(1, "fixed", "portal 9"));
        assertThat(told).containsEntry("fitting", 0L).containsEntry("productNotFound", 1L);
        assertThat(told.get("productsNotFound").toString())
                .contains("statements[0]", CVE + " is here, but not in this product: portal 9");
    }

    @Test
    void fitsTheWeaknessOfWhichASourceSaysThatTheAdvisoryIsAboutIt() {
        upload(REPORT);
        String before = score();
        String onAdvisory = document(1, "not_affected", "portal 1.0").replace(CVE, "GHSA-aaaa-bbbb-cccc");
        assertThat(upload(onAdvisory)).containsEntry("fitting", 0L).containsEntry("weaknessNotFound", 2L);
        assertThat(upload(onAdvisory).get("weaknessesNotFound").toString())
                .contains("statements[0]", "no device has GHSA-aaaa-bbbb-cccc");
        assertThat(score()).isEqualTo(before);

        upload(OSV);
        String told = client.get("/lightmeter/v1/explanations?name=" + SmallFleet.WEB_1)
                .body();
        assertThat(told.substring(told.indexOf("\"hidden\":[")))
                .as("known by now, without another upload of the statement")
                .contains("\"id\":\"" + CVE + "\"", "\"kind\":\"statement\",\"document\":\"doc-1\"");
        assertThat(upload(onAdvisory)).containsEntry("fitting", 1L).containsEntry("weaknessNotFound", 1L);
        assertThat(upload(onAdvisory.replace("portal 1.0", "portal 9"))
                        .get("productsNotFound")
                        .toString())
                .contains("GHSA-aaaa-bbbb-cccc (" + CVE + ") is here, but not in this product: portal 9");
    }

    @Test
    void isNamedWhereItHidesAWeakness() {
        upload(document(1, "not_affected", "portal 1.0"));
        String told = client.get("/lightmeter/v1/explanations?name=" + SmallFleet.WEB_1)
                .body();
        String hidden = told.substring(told.indexOf("\"hidden\":["));
        assertThat(hidden)
                .contains("\"id\":\"" + CVE + "\"", "\"residualPct\":0")
                .contains(
                        "\"kind\":\"statement\",\"document\":\"doc-1\",\"author\":\"Acme\",\"status\":\"not_affected\"")
                .contains("\"statedAt\":\"2026-09-01T00:00:00Z\"");
        client.send("DELETE", PATH + "/" + documents().getFirst().get("id"), "");
        assertThat(client.get("/lightmeter/v1/explanations?name=" + SmallFleet.WEB_1)
                        .body())
                .contains("\"hidden\":[]")
                .doesNotContain("because");
    }

    @Test
    void isForWhoSeesEverythingOnly() {
        Installation.Client user = installation.user("Sales", "Lightmeter.Read", "Lightmeter.Manage");
        assertThat(user.get(PATH).statusCode()).isEqualTo(403);
        assertThat(user.send("DELETE", PATH + "/1", "").statusCode()).isEqualTo(403);
    }

    private static String document(int day, String status, String product) {
        return """
                {"@context": "https://openvex.dev/ns/v0.2.0", "@id": "doc-1", "author": "Acme", "timestamp": "2026-09-0%1$dT00:00:00Z",
                 "statements": [
                   {"vulnerability": {"name": "%2$s"}, "products": [{"@id": "%4$s"}], "status": "%3$s"},
                   {"vulnerability": {"name": "CVE-1999-0001"}, "products": [{"@id": "%4$s"}], "status": "%3$s"}]}
                """.formatted(day, CVE, status, product);
    }

    private String score() {
        return client.get(SCORE).body().replaceAll("\"asOf\":\"[^\"]*\"", "");
    }

    @SuppressWarnings("unchecked") // JSON objects have names that are texts
    private Map<String, Object> upload(String text) {
        HttpResponse<String> answer = client.send("POST", IMPORTS + "?name=file", text);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return ((List<Map<String, Object>>) Installation.json(answer.body()).get("imports")).getFirst();
    }

    @SuppressWarnings("unchecked") // JSON objects have names that are texts
    private List<Map<String, Object>> documents() {
        return (List<Map<String, Object>>) client.document(PATH).get("documents");
    }
}
