package dev.lightmeter.server.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lightmeter.server.Installed;
import dev.lightmeter.server.auth.Caller;
import dev.lightmeter.server.auth.Sight;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditOverHttpTest {

    private static final String AUDIT = "/lightmeter/v1/audit";

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
    void tellsEveryKindOfChangeWithWhoMadeIt() {
        installed.post(
                "/lightmeter/v1/deviceGroups",
                "{\"name\":\"Inner\",\"rules\":[{\"attribute\":\"name\",\"operator\":\"contains\",\"value\":\"in\"}]}");
        installed.put("/lightmeter/v1/deviceGroups/3/assignments", "{\"assignedTo\":[\"ops\"]}");
        installed.post("/api/machines/inside/setDeviceValue", "{\"DeviceValue\":\"High\"}");
        installed.post("/api/machines/inside/tags", "{\"Value\":\"prod\",\"Action\":\"Add\"}");
        installed.post("/lightmeter/v1/clients", "{\"name\":\"script\",\"roles\":[\"Score.Read.All\"]}");
        installed.post(
                "/lightmeter/v1/users",
                "{\"userName\":\"anna@example.org\",\"password\":\"correct horse battery staple\",\"role\":\"none\"}");
        assertThat(installed.get(AUDIT).body())
                .containsSubsequence(
                        "\"action\":\"user.added\"",
                        "\"action\":\"client.added\"",
                        "\"action\":\"device.update\",\"object\":\"inside\",\"detail\":\"tag added: prod\"",
                        "\"action\":\"device.update\",\"object\":\"inside\",\"detail\":\"value High\"",
                        "\"action\":\"deviceGroup.assign\",\"object\":\"Inner\",\"detail\":\"ops\"",
                        "\"action\":\"deviceGroup.create\",\"object\":\"Inner\",\"detail\":\"rank 1, 1 rules\"",
                        "{\"number\":1,\"at\":\"2026-10-01T12:00:00Z\",\"by\":{\"kind\":\"application\",\"appId\":\"admin-app\","
                                + "\"objectId\":\"admin-object\",\"user\":\"\"},\"action\":\"import\",\"object\":\"fleet.json\","
                                + "\"detail\":\"upload 1: 1 reports, 0 feeds, 0 refused\"}],\"nextLink\":null}")
                .doesNotContain("battery");
    }

    @Test
    void namesTheUserOnWhoseBehalfAProgramCalls() {
        Caller root = Caller.delegated(
                "app",
                "root-object",
                "tenant",
                List.of("Lightmeter.Import"),
                new Caller.User("root@example.org", "Root", Set.of(), Set.of(Sight.ADMINISTRATOR)));
        installed.send("POST", "/lightmeter/v1/imports?name=again", Installed.FLEET, root);
        assertThat(installed.get(AUDIT).body())
                .contains(
                        "\"by\":{\"kind\":\"user\",\"appId\":\"app\",\"objectId\":\"root-object\",\"user\":\"root@example.org\"},"
                                + "\"action\":\"import\",\"object\":\"again\"");
    }

    @Test
    void comesInPages() {
        for (int i = 0; i < 4; i++) installed.post("/lightmeter/v1/imports?name=file-" + i, Installed.FLEET);
        String first = installed.get(AUDIT + "?top=2").body();
        assertThat(first).contains("file-3", "file-2").doesNotContain("file-1");
        assertThat(first).contains("/lightmeter/v1/audit?since=1970-01-01T00:00:00Z&top=2&before=4\"");
        assertThat(installed.get(AUDIT + "?top=2&before=4").body())
                .contains("file-1", "file-0")
                .doesNotContain("fleet.json");
        assertThat(installed.get(AUDIT + "?since=2026-10-01T12:00:01Z").body())
                .isEqualTo("{\"entries\":[],\"nextLink\":null}");
    }

    @Test
    void refusesWhatItCannotRead() {
        HttpResponse<String> bad = installed.get(AUDIT + "?since=yesterday");
        assertThat(bad.statusCode()).isEqualTo(400);
        assertThat(bad.body()).contains("since must be a time such as 2026-03-04T05:06:07Z, got yesterday");
        assertThat(installed.get(AUDIT + "?top=0").body()).contains("top must be a number from 1 to 1000, got 0");
    }

    @Test
    void isForThoseWhoSeeEverything() {
        assertThat(installed.get(AUDIT, Installed.user("anna", "x")).statusCode())
                .isEqualTo(403);
        Caller reader = Caller.application("a", "o", "t", List.of("Lightmeter.Read.All"));
        assertThat(installed.get(AUDIT, reader).body()).contains("Lightmeter.Audit.Read.All");
    }
}
