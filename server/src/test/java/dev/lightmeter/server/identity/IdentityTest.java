package dev.lightmeter.server.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lightmeter.core.DeviceDetail;
import dev.lightmeter.core.DeviceDetails;
import dev.lightmeter.core.FindingPath;
import dev.lightmeter.core.Software;
import dev.lightmeter.core.group.GroupArrangement;
import dev.lightmeter.core.group.GroupRule;
import dev.lightmeter.core.group.GroupRule.Attribute;
import dev.lightmeter.core.group.GroupRule.Operator;
import dev.lightmeter.core.group.GroupRules;
import dev.lightmeter.core.group.GroupRules.RankedGroup;
import dev.lightmeter.core.report.ReportHeader;
import dev.lightmeter.core.report.ReportHeader.Kind;
import dev.lightmeter.core.report.ReportedDevice;
import dev.lightmeter.core.report.ReportedFinding;
import dev.lightmeter.server.Installation;
import dev.lightmeter.server.SmallFleet;
import dev.lightmeter.server.config.Configuration;
import dev.lightmeter.storage.ReportTransaction;
import dev.lightmeter.storage.Store;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Finding, merging and splitting devices over HTTP. */
class IdentityTest {

    private static final Clock CLOCK = Clock.fixed(SmallFleet.NOW, ZoneOffset.UTC);

    /** Only the members of one group of users see databases. */
    private static final GroupArrangement DATABASES = new GroupArrangement(
            new GroupRules(List.of(new RankedGroup(
                    "Databases", List.of(new GroupRule(Attribute.NAME, Operator.STARTS_WITH, List.of("db")))))),
            Map.of(),
            Map.of("Databases", List.of("Keepers")));

    @TempDir
    Path folder;

    private Installation installation;
    private Installation.Client everything;

    @BeforeEach
    void start() {
        installation = Installation.start(folder, CLOCK, Configuration.DEFAULTS.with(DATABASES), IdentityTest::fill);
        everything = installation.application("Machine.ReadWrite.All", "Score.Read.All", "Lightmeter.Read.All");
    }

    @AfterEach
    void stop() {
        installation.close();
    }

    @Test
    void suggestsDevicesThatShareANameWithTheEvidence() {
        String suggestions =
                everything.get("/lightmeter/v1/devices/suggestions").body();

        assertThat(suggestions)
                .contains("{\"into\":{\"id\":\"def-web\",\"name\":\"web.example.org\"},"
                        + "\"other\":{\"id\":\"nes-1\",\"name\":\"web\"},\"evidence\":[\"shortName\"]}")
                .contains("\"def-db\"")
                .doesNotContain("def-mail"); // shares an address with another device and nothing else
    }

    @Test
    void suggestsNothingOfDevicesThatTheCallerDoesNotSee() {
        String suggestions = installation
                .user("Others", "Machine.Read")
                .get("/lightmeter/v1/devices/suggestions")
                .body();

        assertThat(suggestions).contains("def-web").doesNotContain("def-db").doesNotContain("nes-2");
    }

    @Test
    void mergesDevicesAndGivesTheSameScoresBackOnSplit() {
        String before = scores();

        HttpResponse<String> merged = merge("def-web", "nes-1");

        assertThat(merged.body()).isEqualTo("{\"id\":\"def-web\",\"merged\":[\"nes-1\"]}");
        assertThat(everything.rows("/api/machines")).hasSize(4);
        assertThat(everything.get("/api/machines/nes-1").body())
                .contains("\"id\":\"nes-1\"", "\"mergedIntoMachineId\":\"def-web\"", "\"exposureLevel\":\"None\"")
                .contains("\"onboardingStatus\":\"InsufficientInfo\"");
        assertThat(installation
                        .application("Vulnerability.Read.All")
                        .get("/api/machines/nes-1/vulnerabilities")
                        .statusCode())
                .isEqualTo(404);
        assertThat(everything.get("/lightmeter/v1/explanations?name=def-web").body())
                .contains("\"sources\":[\"defender\",\"nessus\"]");
        assertThat(scores()).isNotEqualTo(before);
        assertThat(everything.get("/lightmeter/v1/devices/merges").body()).contains("\"id\":\"nes-1\"");

        HttpResponse<String> split = everything.send("POST", "/lightmeter/v1/devices/split", "{\"ids\":[\"nes-1\"]}");

        assertThat(split.statusCode()).as(split.body()).isEqualTo(200);
        assertThat(scores()).isEqualTo(before);
    }

    @Test
    void tellsWhereADeviceWentOnlyThoseWhoSeeTheOther() {
        merge("def-db", "nes-2");

        assertThat(everything.document("/api/machines/NES-2")).containsEntry("mergedIntoMachineId", "def-db");
        assertThat(everything.document("/api/machines/def-db")).containsEntry("mergedIntoMachineId", null);
        assertThat(installation
                        .user("Others", "Machine.Read")
                        .get("/api/machines/nes-2")
                        .statusCode())
                .isEqualTo(404);
        everything.send("POST", "/lightmeter/v1/devices/split", "{\"ids\":[\"nes-2\"]}");
        assertThat(everything.document("/api/machines/nes-2")).containsEntry("mergedIntoMachineId", null);
    }

    @Test
    void keepsAMergeOverARestart() {
        merge("def-web", "nes-1");
        installation.close();
        installation = Installation.start(folder, CLOCK, Configuration.DEFAULTS.with(DATABASES), store -> {});
        everything = installation.application("Machine.ReadWrite.All");

        assertThat(everything.rows("/api/machines")).hasSize(4);
    }

    @Test
    void letsOnlyWhoSeesEverythingMergeAndSplit() {
        Installation.Client limited = installation.user("Others", "Machine.ReadWrite");
        assertThat(limited.send("POST", "/lightmeter/v1/devices/merge", "{\"into\":\"def-web\",\"ids\":[\"nes-1\"]}")
                        .statusCode())
                .isEqualTo(403);
        assertThat(limited.send("POST", "/lightmeter/v1/devices/split", "{\"ids\":[\"nes-1\"]}")
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void writesMergesAndSplitsDown() {
        merge("def-web", "nes-1");
        everything.send("POST", "/lightmeter/v1/devices/split", "{\"ids\":[\"nes-1\"]}");

        assertThat(installation
                        .application("Lightmeter.Audit.Read.All", "Lightmeter.Audit.Read")
                        .get("/lightmeter/v1/audit")
                        .body())
                .contains("device.merge", "merged into it: nes-1", "device.split");
    }

    @Test
    void saysWhyAMergeOrASplitCannotBe() {
        assertThat(merge("def-web", "nobody").body()).contains("there is no device nobody");
        assertThat(merge("def-web", "def-web").body()).contains("def-web cannot be merged into itself");
        assertThat(everything
                        .send("POST", "/lightmeter/v1/devices/split", "{\"ids\":[\"def-web\"]}")
                        .body())
                .contains("no device def-web was merged into another one");
    }

    private HttpResponse<String> merge(String into, String other) {
        return everything.send(
                "POST", "/lightmeter/v1/devices/merge", "{\"into\":\"%s\",\"ids\":[\"%s\"]}".formatted(into, other));
    }

    private String scores() {
        String told = everything.get("/api/exposureScore").body()
                + everything.get("/api/exposureScore/ByMachineGroups").body();
        return told.replaceAll("\"time\":\"[^\"]*\"", "");
    }

    /** Two scanners that know the same hosts by other names, and one host more. */
    private static void fill(Store store) {
        try (ReportTransaction report = store.beginReport(new ReportHeader("defender", Kind.FULL))) {
            report.reportedAt(SmallFleet.NOW);
            device(report, "def-web", "web.example.org", "10.0.0.1", "CVE-2026-1", "CVE-2026-4", "CVE-2026-5");
            device(report, "def-db", "db.example.org", "10.0.0.2", "CVE-2026-1");
            device(report, "def-mail", "mail.example.org", "10.0.0.9", "CVE-2026-2");
            report.commit();
        }
        try (ReportTransaction report = store.beginReport(new ReportHeader("nessus", Kind.FULL))) {
            report.reportedAt(SmallFleet.NOW);
            device(report, "nes-1", "web", "10.0.0.9", "CVE-2026-1");
            device(report, "nes-2", "db", "10.0.0.8", "CVE-2026-3");
            report.commit();
        }
    }

    private static void device(ReportTransaction report, String id, String name, String address, String... weaknesses) {
        report.device(ReportedDevice.named(id, name)
                .withDetails(DeviceDetails.NONE.with(DeviceDetail.LAST_IP_ADDRESS, address)));
        for (String weakness : weaknesses) {
            report.finding(ReportedFinding.present(
                    id, weakness, FindingPath.open(new Software("acme", "portal", "1"), "va-_-acme-_-portal")));
        }
    }
}
