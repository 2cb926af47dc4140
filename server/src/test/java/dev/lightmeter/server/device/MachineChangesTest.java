package dev.lightmeter.server.device;

import static dev.lightmeter.server.SmallFleet.LAPTOP;
import static dev.lightmeter.server.SmallFleet.LONELY;
import static dev.lightmeter.server.SmallFleet.WEB_1;
import static dev.lightmeter.server.SmallFleet.WEB_2;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lightmeter.core.group.GroupArrangement;
import dev.lightmeter.core.group.GroupRule;
import dev.lightmeter.core.group.GroupRule.Attribute;
import dev.lightmeter.core.group.GroupRule.Operator;
import dev.lightmeter.core.group.GroupRules;
import dev.lightmeter.core.group.GroupRules.RankedGroup;
import dev.lightmeter.server.Installation;
import dev.lightmeter.server.SmallFleet;
import dev.lightmeter.server.config.Configuration;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What clients change about machines, over HTTP: at once in every answer, and never beyond their sight. */
class MachineChangesTest {

    private static final Clock CLOCK = Clock.fixed(SmallFleet.NOW, ZoneOffset.UTC);

    /** The tag {@code secret} puts a device where only the member of one group of users looks. */
    private static final GroupArrangement BY_TAG = new GroupArrangement(
            new GroupRules(List.of(
                    new RankedGroup(
                            "Secret", List.of(new GroupRule(Attribute.TAG, Operator.EQUALS, List.of("secret")))),
                    new RankedGroup(
                            "Web", List.of(new GroupRule(Attribute.NAME, Operator.STARTS_WITH, List.of("web")))))),
            Map.of(),
            Map.of("Secret", List.of("Vault")));

    @TempDir
    Path folder;

    private Installation installation;
    private Installation.Client client;

    @BeforeEach
    void start() {
        installation = Installation.start(folder, CLOCK, Configuration.DEFAULTS.with(BY_TAG), SmallFleet::into);
        client = installation.application("Machine.ReadWrite.All", "Score.Read.All");
    }

    @AfterEach
    void stop() {
        installation.close();
    }

    @Test
    void setsAValueThatCountsInTheScoreAtOnce() {
        String before = client.get("/api/exposureScore").body();
        HttpResponse<String> answer =
                client.send("POST", "/api/machines/web-2.example.org/setDeviceValue", "{\"DeviceValue\":\"hIGH\"}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(Installation.json(answer.body())).containsEntry("id", WEB_2).containsEntry("deviceValue", "High");
        assertThat(client.document("/api/machines/" + WEB_2)).containsEntry("deviceValue", "High");
        assertThat(client.get("/api/exposureScore").body()).isNotEqualTo(before);
    }

    @Test
    void addsAndRemovesATag() {
        tag(WEB_2, "urgent", "add");
        tag(WEB_2, "front", "Remove");
        assertThat(client.document("/api/machines/" + WEB_2)).containsEntry("machineTags", List.of("urgent"));
        assertThat(client.rows("/api/machines/findbytag?tag=urgent")).hasSize(1);
    }

    @Test
    void replacesTagsAndValueTogetherOrOneOfThem() {
        patch("{\"machineTags\":[\"shop\",\" new \"],\"deviceValue\":\"Low\"}");
        assertThat(client.document("/api/machines/" + WEB_1))
                .containsEntry("machineTags", List.of("shop", "new"))
                .containsEntry("deviceValue", "Low");
        patch("{\"machineTags\":[]}");
        assertThat(client.document("/api/machines/" + WEB_1))
                .containsEntry("machineTags", List.of())
                .containsEntry("deviceValue", "Low");
    }

    @Test
    void changesManyMachinesOrNone() {
        HttpResponse<String> answer = many("x", "\"WEB-1.example.org\",\"" + LAPTOP + "\",\"" + LAPTOP + "\"");
        assertThat(Installation.rowsOf(Installation.json(answer.body())))
                .extracting(row -> row.get("id"))
                .containsExactly(WEB_1, LAPTOP);
        assertThat(client.rows("/api/machines/findbytag?tag=x")).hasSize(2);

        HttpResponse<String> unknown = many("y", "\"" + WEB_1 + "\",\"nobody\"");
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(unknown.body()).contains("ResourceNotFound", "nobody");
        assertThat(client.rows("/api/machines/findbytag?tag=y")).isEmpty();

        String ids = IntStream.range(0, 501).mapToObj(i -> "\"m" + i + "\"").collect(Collectors.joining(","));
        assertThat(many("z", ids).body())
                .contains("\"code\":\"MaximumBatchSizeExceeded\"", "At most 500 machines", "got 501");
        assertThat(many("z", "").body()).contains("\"code\":\"InvalidInput\"", "MachineIds");
    }

    @Test
    void saysWhatIsWrongWithABody() {
        String value = "/api/machines/" + WEB_1 + "/setDeviceValue";
        String tags = "/api/machines/" + WEB_1 + "/tags";
        refused("POST", value, "{\"deviceValue\":\"High\"}", "InvalidRequestBody", "deviceValue");
        refused("POST", value, "{}", "MissingRequiredParameter", "DeviceValue");
        refused("POST", value, "{\"DeviceValue\":\"Huge\"}", "InvalidInput", "Huge");
        refused("POST", value, "nonsense", "InvalidRequestBody", "JSON");
        refused("POST", tags, "{\"Value\":\"a\",\"Action\":\"Drop\"}", "InvalidInput", "Drop");
        refused("POST", tags, "{\"Value\":\" \",\"Action\":\"Add\"}", "InvalidInput", "A tag is one line");
        refused("POST", tags, "{\"Value\":\"a\\nb\",\"Action\":\"Add\"}", "InvalidInput", "A tag is one line");
        refused("POST", tags, "{\"Value\":\"" + "a".repeat(201) + "\",\"Action\":\"Add\"}", "InvalidInput", "200");
        refused("PATCH", "/api/machines/" + WEB_1, "{}", "InvalidRequestBody", "machineTags");
        refused("PATCH", "/api/machines/" + WEB_1, "{\"machineTags\":\"a\"}", "InvalidRequestBody", "machineTags");
        String tooMany =
                IntStream.rangeClosed(0, 500).mapToObj(i -> "\"t" + i + "\"").collect(Collectors.joining(","));
        refused(
                "PATCH",
                "/api/machines/" + WEB_1,
                "{\"machineTags\":[" + tooMany + "]}",
                "InvalidInput",
                "A device has at most 500 tags, got 501");
    }

    @Test
    void letsAUserChangeOnlyWhatTheUserSees() {
        tag(WEB_1, "secret", "Add");
        Installation.Client stranger = installation.user("Sales", "Machine.ReadWrite");
        String body = "{\"Value\":\"mine\",\"Action\":\"Add\"}";
        assertThat(stranger.send("POST", "/api/machines/" + WEB_1 + "/tags", body)
                        .statusCode())
                .isEqualTo(404);
        assertThat(client.rows("/api/machines/findbytag?tag=mine")).isEmpty();
        assertThat(stranger.send("POST", "/api/machines/" + WEB_2 + "/tags", body)
                        .statusCode())
                .isEqualTo(200);
        Installation.Client keeper = installation.user("Vault", "Machine.ReadWrite");
        assertThat(keeper.send("POST", "/api/machines/" + WEB_1 + "/tags", body).statusCode())
                .isEqualTo(200);
    }

    @Test
    void showsNothingOfAMachineThatLeavesTheSightOfTheUser() {
        Installation.Client stranger = installation.user("Sales", "Machine.ReadWrite");
        String secret = "{\"Value\":\"secret\",\"Action\":\"Add\"";
        HttpResponse<String> gone = stranger.send("POST", "/api/machines/" + WEB_1 + "/tags", secret + "}");
        assertThat(gone.statusCode()).isEqualTo(204);
        assertThat(gone.body()).isEmpty();
        assertThat(stranger.get("/api/machines/" + WEB_1).statusCode()).isEqualTo(404);

        HttpResponse<String> all = stranger.send(
                "POST",
                "/api/machines/AddOrRemoveTagForMultipleMachines",
                secret + ",\"MachineIds\":[\"" + LONELY + "\"]}");
        assertThat(Installation.rowsOf(Installation.json(all.body()))).isEmpty();
        assertThat(client.document("/api/machines/" + LONELY)).containsEntry("rbacGroupName", "Secret");
    }

    @Test
    void keepsChangesAcrossARestartAndWritesThemDown() {
        tag(WEB_2, "kept", "Add");
        installation.close();
        installation = Installation.start(folder, CLOCK, Configuration.DEFAULTS.with(BY_TAG), store -> {});
        assertThat(installation.application("Machine.Read.All").rows("/api/machines/findbytag?tag=kept"))
                .hasSize(1);
        assertThat(installation
                        .application("Lightmeter.Audit.Read.All")
                        .get("/lightmeter/v1/audit")
                        .body())
                .contains("\"device.change\"", WEB_2, "tags added: kept");
    }

    private void tag(String machine, String tag, String action) {
        HttpResponse<String> answer = client.send(
                "POST",
                "/api/machines/" + machine + "/tags",
                "{\"Value\":\"" + tag + "\",\"Action\":\"" + action + "\"}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private void patch(String body) {
        HttpResponse<String> answer = client.send("PATCH", "/api/machines/" + WEB_1, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private HttpResponse<String> many(String tag, String ids) {
        return client.send(
                "POST",
                "/api/machines/AddOrRemoveTagForMultipleMachines",
                "{\"Value\":\"" + tag + "\",\"Action\":\"Add\",\"MachineIds\":[" + ids + "]}");
    }

    private void refused(String method, String path, String body, String code, String part) {
        HttpResponse<String> answer = client.send(method, path, body);
        assertThat(answer.statusCode()).as("%s: %s", body, answer.body()).isEqualTo(400);
        assertThat(answer.body()).contains("\"code\":\"" + code + "\"", part);
    }
}
