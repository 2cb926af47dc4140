package dev.lightmeter.server.device;

import static dev.lightmeter.server.SmallFleet.EXCLUDED;
import static dev.lightmeter.server.SmallFleet.LAPTOP;
import static dev.lightmeter.server.SmallFleet.LONELY;
import static dev.lightmeter.server.SmallFleet.STALE;
import static dev.lightmeter.server.SmallFleet.WEB_1;
import static dev.lightmeter.server.SmallFleet.WEB_2;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lightmeter.core.group.GroupArrangement;
import dev.lightmeter.core.group.GroupRules;
import dev.lightmeter.server.Installation;
import dev.lightmeter.server.SmallFleet;
import dev.lightmeter.server.config.Configuration;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The machines that callers see, over HTTP. */
class MachineEndpointsTest {

    private static final Clock CLOCK = Clock.fixed(SmallFleet.NOW, ZoneOffset.UTC);

    @TempDir
    static Path folder;

    private static Installation installation;
    private static Installation.Client client;

    @BeforeAll
    static void start() {
        GroupArrangement laptopsForSupport =
                new GroupArrangement(GroupRules.NONE, Map.of(), Map.of("Laptops", List.of("Support")));
        installation =
                Installation.start(folder, CLOCK, Configuration.DEFAULTS.with(laptopsForSupport), SmallFleet::into);
        client = installation.application("Machine.Read.All");
    }

    @AfterAll
    static void stop() {
        installation.close();
    }

    @Test
    void tellsAllThatIsKnownOfAMachine() {
        assertThat(client.get("/api/machines/" + WEB_1).body()).isEqualTo("""
                {"@odata.context":"%s/api/$metadata#Machines/$entity","id":"%s","mergedIntoMachineId":null,\
                "isPotentialDuplication":false,"isExcluded":false,"exclusionReason":null,\
                "computerDnsName":"web-1.example.org","firstSeen":"2026-06-23T12:00:00Z","lastSeen":"2026-10-01T10:00:00Z",\
                "osPlatform":"WindowsServer2022","osVersion":"10.0.20348.1006","osProcessor":"x64","version":"21H2",\
                "lastIpAddress":"192.0.2.7","lastExternalIpAddress":"198.51.100.7","agentVersion":"10.8210.1",\
                "osBuild":20348,"healthStatus":"ImpairedCommunication","deviceValue":"High","rbacGroupId":%s,\
                "rbacGroupName":"Servers","riskScore":"High","exposureLevel":"High","isAadJoined":true,\
                "aadDeviceId":"80fe8ff8-2624-418e-9591-41f0491218f9","machineTags":["front","shop"],\
                "defenderAvStatus":"Updated","onboardingStatus":"Onboarded","osArchitecture":"64-bit",\
                "managedBy":"Intune","managedByStatus":"Managed","ipAddresses":[{"ipAddress":"192.0.2.7",\
                "macAddress":"00155D000001","type":"Ethernet","operationalStatus":"Up"}],"vmMetadata":{"vmId":"vm-7",\
                "cloudProvider":"Azure","resourceId":null,"subscriptionId":null}}""".formatted(
                        installation.server().baseUri(),
                        WEB_1,
                        client.document("/api/machines/" + WEB_1).get("rbacGroupId")));
    }

    @Test
    void inventsNothingAboutAMachineOfWhichLittleIsKnown() {
        assertThat(client.document("/api/machines/" + LONELY))
                .containsEntry("osPlatform", null)
                .containsEntry("osBuild", null)
                .containsEntry("riskScore", null)
                .containsEntry("isAadJoined", null)
                .containsEntry("vmMetadata", null)
                .containsEntry("ipAddresses", List.of())
                .containsEntry("healthStatus", "Active")
                .containsEntry("deviceValue", "Normal")
                .containsEntry("onboardingStatus", "InsufficientInfo")
                .containsEntry("managedBy", "Unknown")
                .containsEntry("rbacGroupName", "UnassignedGroup")
                .containsEntry("rbacGroupId", 0L);
    }

    @ParameterizedTest
    @CsvSource({
        WEB_1 + ", ImpairedCommunication, High",
        WEB_2 + ", Inactive, Medium",
        LAPTOP + ", Active, Low",
        STALE + ", Inactive, None",
        EXCLUDED + ", Active, None"
    })
    void tellsHealthFromTheLastSightAndExposureFromTheScoreOfDevicesThatCount(
            String id, String health, String exposure) {
        assertThat(client.document("/api/machines/" + id))
                .containsEntry("healthStatus", health)
                .containsEntry("exposureLevel", exposure);
    }

    @ParameterizedTest
    @ValueSource(strings = {"WEB-2.example.ORG", "1E5BC9D7E413DDD7902C2932E418702B84D0CC02", "web%2D2.example.org"})
    void findsAMachineByIdOrNameInAnyLetterCase(String name) {
        assertThat(client.document("/api/machines/" + name)).containsEntry("id", WEB_2);
    }

    @Test
    void listsAllMachines() {
        Map<String, Object> document = client.document("/api/machines");
        assertThat(document.keySet()).containsExactly("@odata.context", "value");
        assertThat(ids(document)).containsExactly(WEB_1, WEB_2, LAPTOP, STALE, EXCLUDED, LONELY);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "healthStatus eq 'Inactive'|2 4",
                "exposureLevel eq 'high'|1",
                "exposureLevel gt 'Low' and startswith(computerDnsName,'WEB')|1 2",
                "rbacGroupName eq 'UnassignedGroup'|6",
                "rbacGroupId eq '0'|6",
                "machineTags/any(t: t eq 'front')|1 2",
                "machineTags/any(t: startswith(t,'Fr')) or deviceValue eq 'High'|1 6",
                "lastIpAddress eq '192.0.2.7'|1",
                "osBuild gt 20000|1",
                "lastSeen lt 2026-09-29T00:00:00Z|2 4",
                "not (lastSeen lt 2026-09-29T00:00:00Z) and isExcluded eq false|1 3 6",
                "osPlatform eq null|4 5 6",
                "aadDeviceId ne null|1",
                "lastIpAddress eq '192.0.2.7' or deviceValue eq 'Normal'|1 2 3 4 5 6",
                "riskScore in ('High','Low')|1",
                "computerDnsName eq 'nobody'|"
            })
    void filtersByWhatTheScoreboardKnowsAndByWhatTheStoreKnows(String filter, String last) {
        List<String> expected = last == null ? List.of() : List.of(last.split(" "));
        String query = "?$filter=" + URLEncoder.encode(filter, StandardCharsets.UTF_8);
        assertThat(ids(client.document("/api/machines" + query)).stream().map(id -> id.substring(39)))
                .containsExactlyElementsOf(expected);
        assertThat(client.document("/api/machines" + query + "&$count=true&$top=1"))
                .containsEntry("@odata.count", (long) expected.size());
        assertThat(client.get("/api/machines/$count" + query).body()).isEqualTo(Integer.toString(expected.size()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "$skip=4|5 6",
                "$top=2&$skip=1|2 3",
                "$filter=osPlatform eq null&$skip=1|5 6",
                "$filter=osBuild eq null&$skip=1&$top=2|3 4",
                "$orderby=computerDnsName desc|2 1 4 6 3 5",
                "$orderby=lastSeen,id desc&$top=3|4 2 6",
                "$orderby=lastSeen&$skip=5|6",
                "$top=0|"
            })
    void cutsPagesOutOfWhatMatches(String query, String last) {
        List<String> expected = last == null ? List.of() : List.of(last.split(" "));
        assertThat(ids(client.document("/api/machines?" + query.replace(" ", "%20"))).stream()
                        .map(id -> id.substring(39)))
                .containsExactlyElementsOf(expected);
    }

    @Test
    void selectsProperties() {
        Map<String, Object> document = client.document("/api/machines?$select=id,exposureLevel&$top=1");
        assertThat(document.get("@odata.context").toString()).endsWith("#Machines(id,exposureLevel)");
        assertThat(Installation.rowsOf(document)).containsExactly(Map.of("id", WEB_1, "exposureLevel", "High"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/api/machines?$top=10001|ODataError|must not be greater than 10000",
                "/api/machines?$filter=exposureLevel eq 'Awful'|ODataError|exposureLevel",
                "/api/machines?$skiptoken=bm9uZQ|ODataError|$skiptoken",
                "/api/machines?$skiptoken=WyJ4Il0|ODataError|$skiptoken",
                "/api/machines/findbytag|MissingRequiredParameter|tag",
                "/api/machines/findbytag?tag=a&useStartsWithFilter=maybe|InvalidInput|useStartsWithFilter",
            })
    void refusesWhatItCannotAnswer(String path, String code, String part) {
        HttpResponse<String> answer = client.get(path.replace(" ", "%20"));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(answer.body()).contains("\"code\":\"" + code + "\"", part);
    }

    @ParameterizedTest
    @CsvSource({
        "tag=front, 1 2",
        "tag=Fr&useStartsWithFilter=true, 6",
        "tag=fr&usestartswithfilter=True, 1 2",
        "tag=fr, ''",
        "Tag=front&$filter=deviceValue%20eq%20'High', 1"
    })
    void findsMachinesByTag(String query, String last) {
        List<String> expected = last.isEmpty() ? List.of() : List.of(last.split(" "));
        assertThat(ids(client.document("/api/machines/findbytag?" + query)).stream()
                        .map(id -> id.substring(39)))
                .containsExactlyElementsOf(expected);
    }

    @Test
    void saysWhichMachineDoesNotExist() {
        HttpResponse<String> answer = client.get("/api/machines/nobody");
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("\"code\":\"ResourceNotFound\"", "nobody");
    }

    @Test
    void showsAUserNothingOfTheGroupsOfOthers() {
        Installation.Client stranger = installation.user("Sales", "Machine.Read");
        assertThat(ids(stranger.document("/api/machines"))).containsExactly(WEB_1, WEB_2, EXCLUDED, LONELY);
        assertThat(stranger.get("/api/machines/$count").body()).isEqualTo("4");
        HttpResponse<String> hidden = stranger.get("/api/machines/" + LAPTOP);
        HttpResponse<String> missing = stranger.get("/api/machines/" + LAPTOP.replace("03", "99"));
        assertThat(hidden.statusCode()).isEqualTo(404);
        assertThat(withoutTarget(hidden).replace(LAPTOP, "x"))
                .isEqualTo(withoutTarget(missing).replace(LAPTOP.replace("03", "99"), "x"));
        assertThat(ids(installation.user("support", "Machine.Read").document("/api/machines")))
                .contains(LAPTOP, STALE);
    }

    @Test
    void walksThroughPagesWithoutLosingAMachine(@TempDir Path other) {
        int devices = 25_000;
        try (Installation large = Installation.start(
                other,
                CLOCK,
                store -> SmallFleet.report(store, SmallFleet.NOW, sink -> {
                    for (int i = 0; i < devices; i++) {
                        sink.device(dev.lightmeter.core.report.ReportedDevice.named("device-%05d".formatted(i), null)
                                .withTags(i % 2 == 0 ? List.of("even") : List.of()));
                    }
                }))) {
            Installation.Client reader = large.application("Machine.Read.All");
            List<String> walked = new ArrayList<>();
            String next = "/api/machines?$filter=machineTags/any(t:t%20eq%20'even')%20and%20osBuild%20eq%20null";
            while (next != null) {
                Map<String, Object> page = reader.document(next);
                walked.addAll(ids(page));
                next = (String) page.get("@odata.nextLink");
                if (next != null) assertThat(next).contains("$skip=" + walked.size(), "$skiptoken=");
            }
            assertThat(walked).hasSize(devices / 2 + devices % 2).doesNotHaveDuplicates();
            assertThat(ids(reader.document("/api/machines?$skip=24999"))).containsExactly("device-24999");
            assertThat(reader.document("/api/machines?$top=1&$count=true"))
                    .containsEntry("@odata.count", (long) devices)
                    .doesNotContainKey("@odata.nextLink");
            assertThat(reader.document("/api/machines/device-00007"))
                    .containsEntry("rbacGroupId", 0L)
                    .containsEntry("rbacGroupName", null);
        }
    }

    private static String withoutTarget(HttpResponse<String> problem) {
        return problem.body().replaceAll("\"target\":\"[^\"]*\"", "");
    }

    private static List<String> ids(Map<String, Object> document) {
        return Installation.rowsOf(document).stream()
                .map(row -> (String) row.get("id"))
                .toList();
    }
}
