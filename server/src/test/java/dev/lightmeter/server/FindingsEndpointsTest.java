package dev.lightmeter.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lightmeter.core.fleet.Impacts.Impact;
import dev.lightmeter.server.odata.Position;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Software, weaknesses and recommendations, over HTTP. */
class FindingsEndpointsTest {

    private static final String CHROME = "google-_-chrome";

    @TempDir
    private static Path folder;

    /** None of the tests changes its fleet. */
    private static FindingsServer server;

    @BeforeAll
    static void start() {
        server = FindingsServer.start(folder, FindingsServer.FLEET);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void callAsAProgram() {
        server.asApplication();
    }

    @Test
    void listsSoftwareWithWhatItExposesDevicesTo() {
        assertThat(server.body("Software?$select=id,name,vendor,weaknesses,publicExploit,activeAlert,exposedMachines"))
                .contains("$metadata#Software(id,name,vendor,weaknesses,publicExploit,activeAlert,exposedMachines)\"")
                .endsWith("\"value\":["
                        + "{\"id\":\"acme-_-editor\",\"name\":\"editor\",\"vendor\":\"acme\",\"weaknesses\":0,"
                        + "\"publicExploit\":false,\"activeAlert\":false,\"exposedMachines\":0},"
                        + "{\"id\":\"acme-_-portal\",\"name\":\"portal\",\"vendor\":\"acme\",\"weaknesses\":1,"
                        + "\"publicExploit\":false,\"activeAlert\":true,\"exposedMachines\":1},"
                        + "{\"id\":\"adobe-_-flash_player\",\"name\":\"flash_player\",\"vendor\":\"adobe\",\"weaknesses\":1,"
                        + "\"publicExploit\":false,\"activeAlert\":false,\"exposedMachines\":1},"
                        + "{\"id\":\"google-_-chrome\",\"name\":\"chrome\",\"vendor\":\"google\",\"weaknesses\":2,"
                        + "\"publicExploit\":true,\"activeAlert\":false,\"exposedMachines\":3},"
                        + "{\"id\":\"microsoft-_-edge\",\"name\":\"edge\",\"vendor\":\"microsoft\",\"weaknesses\":0,"
                        + "\"publicExploit\":false,\"activeAlert\":false,\"exposedMachines\":0}]}");
        for (Impact impact : server.board().productImpacts().of(server.board().organisation())) {
            if (impact.recommendation().equals("secret-_-tool")) continue; // its device does not count
            Object score =
                    server.document("Software/" + impact.recommendation()).get("impactScore");
            assertThat(score).isInstanceOfSatisfying(Number.class, points -> assertThat(points.doubleValue())
                    .isEqualTo(impact.impactNano() / 1e9));
        }
    }

    @Test
    void tellsOneSoftwareByItsIdInAnyLetterCase() {
        assertThat(server.body("software/GOOGLE-_-chrome"))
                .contains("$metadata#Software/$entity\",\"id\":\"google-_-chrome\",\"name\":\"chrome\"");
        assertThat(server.body("Software/$count")).isEqualTo("5");
        assertThat(server.body("Software/" + CHROME + "/distributions"))
                .contains("$metadata#Distributions\",\"value\":["
                        + "{\"version\":\"1.7\",\"installations\":1,\"vulnerabilities\":1},"
                        + "{\"version\":\"1.8\",\"installations\":2,\"vulnerabilities\":2}]}");
        assertThat(server.body("Software/microsoft-_-edge/machineReferences"))
                .contains(
                        "$metadata#MachineReferences\",\"value\":[{\"id\":\"a1\",\"computerDnsName\":\"web.example.org\","
                                + "\"osPlatform\":\"WindowsServer2022\",\"rbacGroupName\":\"Servers\"}]}");
        assertThat(server.values("machines/a1/software", "id"))
                .containsExactly("acme-_-editor", CHROME, "microsoft-_-edge");
        assertThat(server.values("machines/laptop.EXAMPLE.org/software", "exposedMachines"))
                .containsExactly(0L, 1L, 1L, 3L);
    }

    @Test
    void countsSoftwareThatOnlyInventoriesTellOf() {
        assertThat(server.document("Software/acme-_-editor"))
                .containsEntry("weaknesses", 0L)
                .containsEntry("impactScore", 0L);
        assertThat(server.body("Software/acme-_-editor/distributions"))
                .endsWith("[{\"version\":\"3\",\"installations\":1,\"vulnerabilities\":0},"
                        + "{\"version\":\"4\",\"installations\":1,\"vulnerabilities\":0}]}");
        assertThat(server.values("Software/acme-_-editor/machineReferences", "id"))
                .containsExactly("a1", "b1");
        assertThat(server.rows("Software/acme-_-editor/vulnerabilities")).isEmpty();
        // one device has a finding of it, another one an inventory only
        assertThat(server.body("Software/acme-_-portal/distributions"))
                .endsWith("[{\"version\":\"2\",\"installations\":2,\"vulnerabilities\":1}]}");
        assertThat(server.values("Software/acme-_-portal/machineReferences", "id"))
                .containsExactly("a2", "b1");
        assertThat(server.document("recommendations/va-_-acme-_-portal"))
                .containsEntry("totalMachineCount", 2L)
                .containsEntry("exposedMachinesCount", 1L);
        server.asUserOfServers();
        assertThat(server.values("Software/acme-_-editor/distributions", "version"))
                .containsExactly("3");
        assertThat(server.values("Software/acme-_-portal/machineReferences", "id"))
                .containsExactly("a2");
    }

    @Test
    void namesTheUpdatesThatAreMissing() {
        String update = "[{\"id\":\"KB1\",\"name\":\"The March update\",\"productsNames\":[\"chrome\"],"
                + "\"url\":\"https://example.org/KB1\",\"machineMissedOn\":2,\"cveAddressed\":1}]}";
        assertThat(server.body("Software/" + CHROME + "/getmissingkbs"))
                .contains("$metadata#Collection(microsoft.windowsDefenderATP.api.PublicProductFixDto)\"")
                .endsWith(update);
        assertThat(server.body("machines/a1/getmissingkbs")).endsWith(update);
        assertThat(server.rows("machines/a2/getmissingkbs")).isEmpty();
        assertThat(server.rows("Software/acme-_-portal/getmissingkbs")).isEmpty();
    }

    @Test
    void listsWhatFeedsDescribeAndWhatIsFound() {
        assertThat(server.body("vulnerabilities?$filter=startswith(id,'CVE-2026-0001')"))
                .contains("$metadata#Vulnerabilities\"")
                .endsWith("\"value\":[{\"id\":\"CVE-2026-0001\",\"name\":\"CVE-2026-0001\","
                        + "\"description\":\"What CVE-2026-0001 does\",\"severity\":\"Critical\",\"cvssV3\":9.8,"
                        + "\"cvssVector\":\"CVSS:3.1/AV:N\",\"exposedMachines\":2,\"publishedOn\":\"2026-01-02T03:04:05Z\","
                        + "\"updatedOn\":\"2026-02-01T00:00:00.12Z\",\"firstDetected\":null,\"publicExploit\":true,"
                        + "\"exploitVerified\":false,\"exploitInKit\":false,\"exploitTypes\":[],"
                        + "\"exploitUris\":[\"https://example.org/CVE-2026-0001\"],\"cveSupportability\":\"Supported\","
                        + "\"tags\":[],\"epss\":0.526}]}");
        assertThat(server.values("vulnerabilities", "id"))
                .containsExactly("CVE-2020-1111", "CVE-2026-0001", "CVE-2026-0002", "CVE-2026-0003", "EOS-flash");
        assertThat(server.values("vulnerabilities", "severity"))
                .containsExactly(null, "Critical", "Medium", "High", null);
        assertThat(server.body("vulnerabilities/$count")).isEqualTo("5");
        assertThat(server.body("vulnerabilities/$count?$filter=exposedMachines gt 0"))
                .isEqualTo("4");
    }

    @Test
    void filtersByTextsAndDatesAsWell() {
        assertThat(server.values("vulnerabilities?$filter=publishedOn lt 2021-01-01T00:00:00Z", "description"))
                .containsExactly("What CVE-2020-1111 does");
        assertThat(server.values("vulnerabilities?$filter=contains(description,'0001') and cvssV3 gt 5", "id"))
                .containsExactly("CVE-2026-0001");
        assertThat(server.values(
                        "vulnerabilities?$filter=publishedOn ne null&$orderby=publishedOn desc", "description"))
                .containsExactly("What CVE-2026-0001 does", "What CVE-2020-1111 does");
        assertThat(server.values("vulnerabilities?$orderby=description desc&$top=2", "id"))
                .containsExactly("CVE-2026-0001", "CVE-2020-1111");
        assertThat(server.values("vulnerabilities?$filter=severity ge 'high'&$orderby=exposedMachines desc", "id"))
                .containsExactly("CVE-2026-0001", "CVE-2026-0003");
    }

    @Test
    void tellsOneWeaknessAndItsDevices() {
        assertThat(server.document("vulnerabilities/cve-2026-0002"))
                .containsOnlyKeys(
                        "@odata.context",
                        "id",
                        "name",
                        "description",
                        "severity",
                        "cvssV3",
                        "exposedMachines",
                        "publishedOn",
                        "updatedOn",
                        "publicExploit",
                        "exploitVerified",
                        "exploitInKit",
                        "exploitTypes",
                        "exploitUris")
                .containsEntry("exposedMachines", 2L)
                .containsEntry("cvssV3", 5.5);
        assertThat(server.values("vulnerabilities/CVE-2026-0002/machineReferences", "id"))
                .containsExactly("a1", "a2");
        assertThat(server.rows("vulnerabilities/CVE-2020-1111/machineReferences"))
                .isEmpty();
    }

    @Test
    void listsTheWeaknessesOfADeviceASoftwareAndARecommendation() {
        assertThat(server.body("machines/a1/vulnerabilities"))
                .contains(
                        "$metadata#Vulnerabilities/microsoft.windowsDefenderATP.api.PublicVulnerabilityDto\","
                                + "\"@odata.count\":2,\"value\":[{"
                                + "\"@odata.type\":\"#microsoft.windowsDefenderATP.api.PublicVulnerabilityDto\",\"id\":\"CVE-2026-0001\"");
        assertThat(server.rows("machines/a1/vulnerabilities").getFirst()).hasSize(17);
        assertThat(server.body("Software/" + CHROME + "/vulnerabilities"))
                .contains("$metadata#Collection(Analytics.Contracts.PublicAPI.PublicVulnerabilityDto)\",\"value\":[");
        assertThat(server.values("Software/" + CHROME + "/vulnerabilities", "id"))
                .containsExactly("CVE-2026-0001", "CVE-2026-0002");
        assertThat(server.values("recommendations/va-_-acme-_-portal/vulnerabilities", "id"))
                .containsExactly("CVE-2026-0003");
        assertThat(server.rows("recommendations/sca-_-scid-7/vulnerabilities")).isEmpty();
    }

    @Test
    void listsEveryWeaknessOfEveryDeviceOnce() {
        assertThat(server.body("vulnerabilities/machinesVulnerabilities?$filter=machineId eq 'A1'"))
                .contains("$metadata#Collection(microsoft.windowsDefenderATP.api.PublicAssetVulnerabilityDto)\"")
                .endsWith("\"value\":["
                        + "{\"id\":\"a1-_-CVE-2026-0001-_-google-_-chrome-_-1.8-_-KB1\",\"cveId\":\"CVE-2026-0001\","
                        + "\"machineId\":\"a1\",\"fixingKbId\":\"KB1\",\"productName\":\"chrome\",\"productVendor\":\"google\","
                        + "\"productVersion\":\"1.8\",\"severity\":\"Critical\"},"
                        + "{\"id\":\"a1-_-CVE-2026-0002-_-google-_-chrome-_-1.8-_-\",\"cveId\":\"CVE-2026-0002\","
                        + "\"machineId\":\"a1\",\"fixingKbId\":null,\"productName\":\"chrome\",\"productVendor\":\"google\","
                        + "\"productVersion\":\"1.8\",\"severity\":\"Medium\"}]}");
        List<Object> all = server.values("vulnerabilities/machinesVulnerabilities", "id");
        assertThat(all).hasSize(6).doesNotHaveDuplicates();
        assertThat(server.body("vulnerabilities/machinesVulnerabilities/$count"))
                .isEqualTo("6");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cveId eq 'cve-2026-0002'",
                "severity ne 'Medium'",
                "severity in ('High','Critical') and productVersion eq '1.8'",
                "productName eq 'chrome' and machineId ne 'a2' and fixingKbId eq null",
                "fixingKbId eq 'KB1' or machineId eq 'a2'",
                "not (productVendor eq 'google')",
                "startswith(id,'a2')",
                "severity eq null"
            })
    void filtersRowsAsIfOneByOne(String filter) {
        List<Map<String, Object>> all = server.rows("vulnerabilities/machinesVulnerabilities");
        String address = "vulnerabilities/machinesVulnerabilities?$count=true&$filter=" + filter;
        List<Map<String, Object>> expected =
                all.stream().filter(row -> matches(filter, row)).toList();
        assertThat(server.rows(address)).isEqualTo(expected).isNotEmpty();
        assertThat(server.document(address)).containsEntry("@odata.count", (long) expected.size());
    }

    private static boolean matches(String filter, Map<String, Object> row) {
        return switch (filter) {
            case "cveId eq 'cve-2026-0002'" -> row.get("cveId").equals("CVE-2026-0002");
            case "severity ne 'Medium'" -> !"Medium".equals(row.get("severity"));
            case "severity in ('High','Critical') and productVersion eq '1.8'" ->
                List.of("High", "Critical").contains(String.valueOf(row.get("severity")))
                        && row.get("productVersion").equals("1.8");
            case "productName eq 'chrome' and machineId ne 'a2' and fixingKbId eq null" ->
                row.get("productName").equals("chrome")
                        && !row.get("machineId").equals("a2")
                        && row.get("fixingKbId") == null;
            case "fixingKbId eq 'KB1' or machineId eq 'a2'" ->
                "KB1".equals(row.get("fixingKbId")) || row.get("machineId").equals("a2");
            case "not (productVendor eq 'google')" -> !row.get("productVendor").equals("google");
            case "startswith(id,'a2')" -> row.get("id").toString().startsWith("a2");
            case "severity eq null" -> row.get("severity") == null;
            default -> throw new IllegalArgumentException(filter);
        };
    }

    @Test
    void walksThroughEveryRowWhileOthersGo() {
        List<Object> all = server.values("vulnerabilities/machinesVulnerabilities", "id");
        List<Object> seen = new ArrayList<>(server.values("vulnerabilities/machinesVulnerabilities?$top=2", "id"));
        assertThat(server.document("vulnerabilities/machinesVulnerabilities?$top=2"))
                .doesNotContainKey("@odata.nextLink");
        assertThat(seen).isEqualTo(all.subList(0, 2));
        assertThat(server.values("vulnerabilities/machinesVulnerabilities?$skip=2", "id"))
                .isEqualTo(all.subList(2, 6));
        assertThat(server.get("vulnerabilities/machinesVulnerabilities?$skiptoken=WyJ4Il0")
                        .statusCode())
                .isEqualTo(400);
        // behind the first row of the second device, whatever became of the first one
        String token = token(1, server.board().fleet().dictionary().weakness("CVE-2026-0002"), Integer.MAX_VALUE);
        assertThat(server.values("vulnerabilities/machinesVulnerabilities?$skiptoken=" + token, "id"))
                .isEqualTo(all.subList(3, 6));
        assertThat(server.rows("vulnerabilities/machinesVulnerabilities?$skiptoken=" + token(99, 0, 0)))
                .isEmpty();
    }

    private static String token(int slot, int weakness, int path) {
        return Position.of(Integer.toString(slot), Integer.toString(weakness), Integer.toString(path))
                .token();
    }

    @Test
    void recommendsTheVersionThatMendsEverything() {
        double impact = server.board().impacts().of(server.board().organisation()).stream()
                        .filter(saved -> saved.recommendation().equals("va-_-google-_-chrome"))
                        .findFirst()
                        .orElseThrow()
                        .impactNano()
                / 1e9;
        assertThat(server.document("recommendations/va-_-google-_-chrome"))
                .containsExactlyInAnyOrderEntriesOf(entries(
                        "@odata.context",
                        server.document("recommendations/va-_-google-_-chrome").get("@odata.context"),
                        "id",
                        "va-_-google-_-chrome",
                        "productName",
                        "chrome",
                        "recommendationName",
                        "Update Google Chrome to version 1.10",
                        "weaknesses",
                        2L,
                        "vendor",
                        "google",
                        "recommendedVersion",
                        "1.10",
                        "recommendedVendor",
                        "",
                        "recommendedProgram",
                        "",
                        "recommendationCategory",
                        "Application",
                        "subCategory",
                        "",
                        "severityScore",
                        0L,
                        "publicExploit",
                        true,
                        "activeAlert",
                        false,
                        "associatedThreats",
                        List.of(),
                        "remediationType",
                        "Update",
                        "status",
                        "Active",
                        "configScoreImpact",
                        0L,
                        "exposureImpact",
                        impact,
                        "totalMachineCount",
                        3L,
                        "exposedMachinesCount",
                        3L,
                        "nonProductivityImpactedAssets",
                        0L,
                        "relatedComponent",
                        "Google Chrome",
                        "hasUnpatchableCve",
                        false,
                        "tags",
                        List.of("internetFacing"),
                        "exposedCriticalDevices",
                        1L));
        assertThat(server.body("recommendations/va-_-google-_-chrome")).contains("#Recommendations/$entity\"");
        assertThat(server.values("recommendations/va-_-google-_-chrome/machineReferences", "id"))
                .containsExactly("a1", "a2", "b1");
        assertThat(server.body("recommendations/va-_-google-_-chrome/software"))
                .contains("$metadata#Analytics.Contracts.PublicAPI.PublicProductDto\",\"id\":\"google-_-chrome\"");
    }

    @Test
    void recommendsWhatEachKindOfWeaknessNeeds() {
        assertThat(server.values("recommendations", "id"))
                .containsExactly(
                        "other",
                        "sca-_-scid-7",
                        "va-_-acme-_-portal",
                        "va-_-adobe-_-flash_player",
                        "va-_-google-_-chrome");
        assertThat(server.values("recommendations", "recommendationName"))
                .containsExactly(
                        "Update Google Chrome to version 1.9",
                        "Switch the firewall on",
                        "Update Acme Portal",
                        "Uninstall Adobe Flash Player, which no longer gets fixes",
                        "Update Google Chrome to version 1.10");
        assertThat(server.values("recommendations", "remediationType"))
                .containsExactly("Update", "ConfigurationChange", "Update", "Uninstall", "Update");
        assertThat(server.values("recommendations", "status"))
                .containsExactly("Active", "Active", "Exception", "Active", "Active");
        assertThat(server.values("recommendations", "hasUnpatchableCve"))
                .containsExactly(false, false, null, null, false);
        assertThat(server.values("recommendations?$filter=remediationType eq 'uninstall'", "relatedComponent"))
                .containsExactly("Adobe Flash Player");
        assertThat(server.body("recommendations/$count?$filter=status eq 'Exception'"))
                .isEqualTo("1");
    }

    @Test
    void tellsWhatAControlWouldWin() {
        assertThat(server.document("recommendations/sca-_-scid-7"))
                .containsEntry("recommendationName", "Switch the firewall on")
                .containsEntry("recommendationCategory", "Network")
                .containsEntry("subCategory", "Firewall")
                .containsEntry("severityScore", 8L)
                .containsEntry("configScoreImpact", 4L)
                .containsEntry("totalMachineCount", 2L)
                .containsEntry("exposedMachinesCount", 1L)
                .containsEntry("weaknesses", 0L);
        assertThat(server.values("recommendations/sca-_-scid-7/machineReferences", "id"))
                .containsExactly("a1");
        assertThat(server.get("recommendations/sca-_-scid-7/software").statusCode())
                .isEqualTo(404);
    }

    @Test
    void tellsNoImpactsForASingleDevice() {
        List<Map<String, Object>> rows = server.rows("machines/a1/recommendations");
        assertThat(rows).extracting(row -> row.get("id")).containsExactly("sca-_-scid-7", "va-_-google-_-chrome");
        assertThat(rows).allSatisfy(row -> assertThat(row)
                .containsEntry("exposureImpact", 0L)
                .containsEntry("configScoreImpact", 0L)
                .containsEntry("totalMachineCount", 0L)
                .containsEntry("exposedMachinesCount", 1L)
                .containsEntry("exposedCriticalDevices", 1L));
        assertThat(server.rows("machines/old/recommendations")).isEmpty();
    }

    @Test
    void showsNothingOfADeviceThatDoesNotCount() {
        assertThat(server.values("Software", "id")).doesNotContain("secret-_-tool");
        for (String list : List.of("software", "vulnerabilities", "recommendations", "getmissingkbs")) {
            assertThat(server.rows("machines/old/" + list)).as(list).isEmpty();
        }
        assertThat(server.get("vulnerabilities/CVE-2026-0004").statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "machines/b1/software",
                "machines/b1/vulnerabilities",
                "machines/b1/recommendations",
                "machines/b1/getmissingkbs",
                "Software/adobe-_-flash_player",
                "Software/adobe-_-flash_player/distributions",
                "Software/adobe-_-flash_player/machineReferences",
                "Software/adobe-_-flash_player/vulnerabilities",
                "Software/adobe-_-flash_player/getmissingkbs",
                "vulnerabilities/EOS-flash",
                "vulnerabilities/EOS-flash/machineReferences",
                "recommendations/va-_-adobe-_-flash_player",
                "recommendations/va-_-adobe-_-flash_player/software",
                "recommendations/va-_-adobe-_-flash_player/machineReferences",
                "recommendations/va-_-adobe-_-flash_player/vulnerabilities"
            })
    void hidesWhatOnlyOthersHaveAsIfItDidNotExist(String address) {
        assertThat(server.get(address).statusCode()).isEqualTo(200);
        server.asUserOfServers();
        HttpResponse<String> hidden = server.get(address);
        assertThat(hidden.statusCode()).isEqualTo(404);
        String id = address.split("/")[1];
        assertThat(hidden.body()).contains("\"code\":\"ResourceNotFound\"", id);
        String unknown = address.replace(id, "nothing");
        assertThat(withoutTarget(server.get(unknown).body()))
                .isEqualTo(withoutTarget(hidden.body().replace(id, "nothing")));
    }

    private static String withoutTarget(String body) {
        return body.replaceAll("\"target\":\"[^\"]*\"", "");
    }

    @Test
    void countsOnlyWhatTheCallerSees() {
        server.asUserOfServers();
        assertThat(server.document("Software/" + CHROME)).containsEntry("exposedMachines", 2L);
        assertThat(server.document("vulnerabilities/CVE-2026-0001")).containsEntry("exposedMachines", 1L);
        assertThat(server.document("recommendations/va-_-google-_-chrome")).containsEntry("totalMachineCount", 2L);
        assertThat(server.document("recommendations/sca-_-scid-7")).containsEntry("configScoreImpact", 8L);
        assertThat(server.values("vulnerabilities/machinesVulnerabilities", "machineId"))
                .containsOnly("a1", "a2");
        assertThat(server.values("machines/a1/getmissingkbs", "machineMissedOn"))
                .containsExactly(1L);
    }

    private static Map<String, Object> entries(Object... namesAndValues) {
        Map<String, Object> entries = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2)
            entries.put((String) namesAndValues[i], namesAndValues[i + 1]);
        return entries;
    }
}
