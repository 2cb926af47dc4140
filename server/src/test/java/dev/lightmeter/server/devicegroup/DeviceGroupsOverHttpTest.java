package dev.lightmeter.server.devicegroup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lightmeter.core.group.GroupArrangement;
import dev.lightmeter.core.group.GroupRule;
import dev.lightmeter.core.group.GroupRules;
import dev.lightmeter.server.Installed;
import dev.lightmeter.server.auth.Caller;
import dev.lightmeter.server.config.Configuration;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeviceGroupsOverHttpTest {

    private static final String GROUPS = "/lightmeter/v1/deviceGroups";
    private static final String INNER =
            "{\"name\":\"Inner\",\"rules\":[{\"attribute\":\"name\",\"operator\":\"startsWith\",\"value\":\"IN\"}]}";
    private static final String ANYTHING =
            "{\"name\":\"Anything\",\"description\":\"the rest\",\"assignedTo\":[\"ops\"],"
                    + "\"rules\":[{\"attribute\":\"name\",\"operator\":\"contains\",\"values\":[\"e\",\"i\"]}]}";

    @TempDir
    private Path folder;

    private Installed installed;

    @BeforeEach
    void start() {
        installed = Installed.withFleet(folder);
    }

    @AfterEach
    void stop() {
        installed.close();
    }

    @Test
    void showsTheGroupsOfTheSourcesWhileNobodyHasArrangedAny() {
        assertThat(installed.get(GROUPS).body())
                .isEqualTo(
                        "{\"declaredInFile\":false,\"deviceGroups\":["
                                + "{\"id\":1,\"name\":\"Laptops\",\"devices\":1,\"description\":\"\",\"rank\":null,\"rules\":[],\"assignedTo\":[]},"
                                + "{\"id\":2,\"name\":\"Servers\",\"devices\":2,\"description\":\"\",\"rank\":null,\"rules\":[],\"assignedTo\":[]},"
                                + "{\"id\":0,\"name\":\"UnassignedGroup\",\"devices\":0,\"description\":\"\",\"rank\":null,\"rules\":[],\"assignedTo\":[]}]}");
    }

    @Test
    void regroupsTheFleetAtOnceWhenAGroupIsAdded() {
        HttpResponse<String> created = installed.post(GROUPS, INNER);
        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
        assertThat(created.headers().firstValue("location").orElse("")).endsWith(GROUPS + "/3");
        assertThat(created.body())
                .isEqualTo(
                        "{\"id\":3,\"name\":\"Inner\",\"devices\":1,\"description\":\"\",\"rank\":1,"
                                + "\"rules\":[{\"attribute\":\"name\",\"operator\":\"startsWith\",\"values\":[\"in\"]}],\"assignedTo\":[]}");
        assertThat(installed.get("/api/exposureScore/ByMachineGroups").body())
                .contains("\"rbacGroupName\":\"Inner\",\"rbacGroupId\":3", "\"rbacGroupName\":\"UnassignedGroup\"")
                .doesNotContain("Servers", "Laptops");
    }

    @Test
    void putsADeviceIntoTheGroupOfTheHighestRankThatItMatches() {
        installed.post(GROUPS, ANYTHING);
        installed.post(GROUPS, INNER);
        assertThat(devicesOf("Anything")).isEqualTo(3);
        assertThat(devicesOf("Inner")).isZero();

        HttpResponse<String> moved = installed.put(GROUPS + "/4/order", "{\"rank\":1}");
        assertThat(moved.statusCode()).as(moved.body()).isEqualTo(200);
        assertThat(moved.body()).contains("\"name\":\"Inner\",\"devices\":1", "\"rank\":1");
        assertThat(devicesOf("Anything")).isEqualTo(2);
        assertThat(installed.get(GROUPS).body()).containsSubsequence("Inner", "Anything", "UnassignedGroup");
    }

    @Test
    void replacesNameAndRulesAndKeepsNumberAndWhatIsNotNamed() {
        installed.post(GROUPS, ANYTHING);
        HttpResponse<String> replaced = installed.put(GROUPS + "/3", INNER.replace("Inner", "Only inner"));
        assertThat(replaced.statusCode()).as(replaced.body()).isEqualTo(200);
        assertThat(replaced.body())
                .contains("\"id\":3,\"name\":\"Only inner\",\"devices\":1,\"description\":\"the rest\"")
                .contains("\"assignedTo\":[\"ops\"]");
    }

    @Test
    void takesAGroupAwayAndGoesBackToTheSourcesAfterTheLastOne() {
        installed.post(GROUPS, INNER);
        assertThat(installed.delete(GROUPS + "/3").statusCode()).isEqualTo(204);
        assertThat(installed.get(GROUPS).body()).contains("Servers", "Laptops").doesNotContain("\"rank\":1");
        assertThat(installed.get("/api/exposureScore/ByMachineGroups").body()).contains("Servers", "Laptops");
        installed.post(GROUPS, ANYTHING);
        assertThat(installed.get(GROUPS).body()).contains("{\"id\":4,\"name\":\"Anything\""); // 3 is not given again
    }

    @Test
    void keepsTheGroupsOverARestart() {
        installed.post(GROUPS, ANYTHING);
        String before = installed.get(GROUPS).body();
        installed.close();
        installed = Installed.in(folder);
        assertThat(installed.get(GROUPS).body()).isEqualTo(before);
    }

    @Test
    void letsOnlyThoseSeeAGroupWhoAreAssigned() {
        Caller anna = Installed.user("anna@example.org", "field-team");
        assertThat(names(anna)).contains("Servers", "Laptops");
        HttpResponse<String> assigned =
                installed.put(GROUPS + "/2/assignments", "{\"assignedTo\":[\"ops\",\" ops \",\"root@example.org\"]}");
        assertThat(assigned.statusCode()).as(assigned.body()).isEqualTo(200);
        assertThat(assigned.body()).contains("\"assignedTo\":[\"ops\",\"root@example.org\"]");

        assertThat(installed.get(GROUPS, anna).body())
                .isEqualTo("{\"declaredInFile\":false,\"deviceGroups\":[{\"id\":1,\"name\":\"Laptops\",\"devices\":1},"
                        + "{\"id\":0,\"name\":\"UnassignedGroup\",\"devices\":0}]}");
        assertThat(installed.get(GROUPS + "/2", anna).statusCode()).isEqualTo(404);
        assertThat(installed.get("/api/exposureScore/ByMachineGroups", anna).body())
                .contains("Laptops")
                .doesNotContain("Servers");
        assertThat(names(Installed.user("root@example.org"))).contains("Servers");
        assertThat(names(Installed.user("x", "OPS"))).contains("Servers");

        installed.put(GROUPS + "/0/assignments", "{\"assignedTo\":[\"ops\"]}");
        assertThat(names(anna)).doesNotContain("UnassignedGroup");
        installed.put(GROUPS + "/2/assignments", "{\"assignedTo\":[]}");
        assertThat(names(anna)).contains("Servers");
    }

    @Test
    void opensNoAssignedGroupByTheFirstOneWithRules() {
        String tagged =
                "{\"name\":\"New\",\"rules\":[{\"attribute\":\"tag\",\"operator\":\"equals\",\"value\":\"none\"}]}";
        Caller anna = Installed.user("anna@example.org", "field-team");
        installed.put(GROUPS + "/2/assignments", "{\"assignedTo\":[\"ops\"]}");
        HttpResponse<String> refused = installed.post(GROUPS, tagged);
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body()).contains("Assign the group with the id 0 first");
        assertThat(names(anna)).contains("Laptops").doesNotContain("Servers");

        installed.put(GROUPS + "/0/assignments", "{\"assignedTo\":[\"ops\"]}");
        assertThat(installed.post(GROUPS, tagged).statusCode()).isEqualTo(201);
        assertThat(names(anna)).contains("New").doesNotContain("Servers", "Laptops", "UnassignedGroup");
    }

    @Test
    void letsNobodyChangeGroupsWhoDoesNotSeeAll() {
        Caller anna = Installed.user("anna@example.org", "ops");
        for (List<String> change : List.of(
                List.of("POST", GROUPS, INNER),
                List.of("PUT", GROUPS + "/2", INNER),
                List.of("PUT", GROUPS + "/2/order", "{\"rank\":1}"),
                List.of("PUT", GROUPS + "/2/assignments", "{\"assignedTo\":[]}"),
                List.of("DELETE", GROUPS + "/2", ""))) {
            HttpResponse<String> refused = installed.send(change.get(0), change.get(1), change.get(2), anna);
            assertThat(refused.statusCode()).as(change.toString()).isEqualTo(403);
            assertThat(refused.body()).contains("This is for callers who see every device group; yours are limited");
        }
        assertThat(installed.get(GROUPS).body()).contains("Servers", "Laptops").doesNotContain("Inner");
    }

    @Test
    void previewsWhatRulesMatchWithinTheSightOfTheCaller() {
        String rules = "{\"rules\":[{\"attribute\":\"name\",\"operator\":\"contains\",\"value\":\"SIDE\"}]}";
        assertThat(installed.post(GROUPS + "/preview", rules).body())
                .isEqualTo("{\"count\":2,\"devices\":[{\"id\":\"inside\",\"name\":\"inside\",\"group\":\"Servers\"},"
                        + "{\"id\":\"outside\",\"name\":\"outside\",\"group\":\"Servers\"}]}");
        installed.put(GROUPS + "/2/assignments", "{\"assignedTo\":[\"ops\"]}");
        assertThat(installed
                        .send("POST", GROUPS + "/preview", rules, Installed.user("anna", "x"))
                        .body())
                .isEqualTo("{\"count\":0,\"devices\":[]}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"rules\":[]}|400|The body lacks the field 'name'",
                "{\"name\":\"A\"}|400|The field 'rules' must list at least one rule",
                "{\"name\":\"A\",\"rules\":[1]}|400|The field 'rules' must be a list of objects",
                "{\"name\":\"A\",\"rules\":[{\"attribute\":\"colour\",\"operator\":\"equals\",\"value\":\"x\"}]}|400|The field 'rules[1].attribute' must be one of name, domain, tag, osPlatform",
                "{\"name\":\"A\",\"rules\":[{\"attribute\":\"tag\",\"operator\":\"like\",\"value\":\"x\"}]}|400|The field 'rules[1].operator' must be one of startsWith, endsWith, equals, contains",
                "{\"name\":\"A\",\"rules\":[{\"attribute\":\"tag\",\"operator\":\"equals\",\"values\":[]}]}|400|The field 'rules[1].values' must not be empty",
                "{\"name\":\"A\",\"rules\":[{\"attribute\":\"tag\",\"operator\":\"equals\"}]}|400|The body lacks the field 'rules[1].value'",
                "{\"name\":\"A\",\"rank\":0,\"rules\":[{\"attribute\":\"tag\",\"operator\":\"equals\",\"value\":\"x\"}]}|400|The field 'rank' must be a whole number from 1 to 1000",
                "{\"name\":\"A\\nB\",\"rules\":[{\"attribute\":\"tag\",\"operator\":\"equals\",\"value\":\"x\"}]}|400|The field 'name' must be 1 to 200 characters on one line",
                "{\"name\":\"\\ud800\",\"rules\":[{\"attribute\":\"tag\",\"operator\":\"equals\",\"value\":\"x\"}]}|400|The field 'name' must be 1 to 200 characters on one line",
                "{\"name\":\"None\",\"rules\":[{\"attribute\":\"tag\",\"operator\":\"equals\",\"value\":\"x\"}]}|400|The field 'name' is the group of devices in no group",
                "{\"name\":\"INNER\",\"rules\":[{\"attribute\":\"tag\",\"operator\":\"equals\",\"value\":\"x\"}]}|409|There is a device group named INNER already",
            })
    void saysWhatIsWrongWithAGroup(String body, int status, String message) {
        installed.post(GROUPS, INNER);
        HttpResponse<String> refused = installed.post(GROUPS, body);
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(status);
        assertThat(refused.body()).contains(message);
    }

    @ParameterizedTest
    @CsvSource({"99", "x", "-1", "1e3"})
    void saysThatThereIsNoSuchGroup(String id) {
        HttpResponse<String> refused = installed.get(GROUPS + "/" + id);
        assertThat(refused.statusCode()).isEqualTo(404);
        assertThat(refused.body()).contains("There is no device group with the id " + id);
    }

    @Test
    void saysThatAGroupWithoutRulesHasNoRankAndCannotGo() {
        for (HttpResponse<String> refused : List.of(
                installed.delete(GROUPS + "/2"),
                installed.delete(GROUPS + "/0"),
                installed.put(GROUPS + "/2/order", "{\"rank\":1}"))) {
            assertThat(refused.statusCode()).isEqualTo(409);
            assertThat(refused.body())
                    .contains("has no rules: it is named by the sources, or holds the devices in no group");
        }
    }

    @Test
    void leavesTheGroupsToTheFileThatDeclaresThem(@TempDir Path other) {
        GroupArrangement declared = new GroupArrangement(
                new GroupRules(List.of(new GroupRules.RankedGroup(
                        "Declared",
                        List.of(new GroupRule(GroupRule.Attribute.NAME, GroupRule.Operator.CONTAINS, List.of("x")))))),
                Map.of(),
                Map.of("Declared", List.of("ops")));
        try (Installed fromFile = Installed.in(
                other, Configuration.DEFAULTS.with(declared), Clock.fixed(Installed.NOW, ZoneOffset.UTC))) {
            assertThat(fromFile.get(GROUPS).body())
                    .contains("\"declaredInFile\":true", "\"name\":\"Declared\"", "\"assignedTo\":[\"ops\"]");
            HttpResponse<String> refused = fromFile.post(GROUPS, INNER);
            assertThat(refused.statusCode()).isEqualTo(409);
            assertThat(refused.body())
                    .contains("\"code\":\"DisallowedOperation\"")
                    .contains("The configuration file declares the device groups; change them there and restart");
        }
    }

    private String names(Caller caller) {
        return installed.get(GROUPS, caller).body();
    }

    private int devicesOf(String group) {
        String body = installed.get(GROUPS).body();
        String found = body.substring(body.indexOf("\"name\":\"" + group + "\",\"devices\":"));
        return Integer.parseInt(found.substring(found.indexOf("devices\":") + 9, found.indexOf(",\"desc")));
    }
}
