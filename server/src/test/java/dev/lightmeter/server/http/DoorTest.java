package dev.lightmeter.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lightmeter.server.RunningServer;
import dev.lightmeter.server.auth.Caller;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How far a request may stray from the letter before it is refused. */
class DoorTest {

    private static final String GROUPS = "/api/exposureScore/ByMachineGroups";

    @TempDir
    private static Path folder;

    private static RunningServer server;

    @BeforeAll
    static void start() {
        server = RunningServer.start(folder);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/exposureScore/ByMachineGroups",
                "/API/EXPOSURESCORE/bymachinegroups",
                "/api/exposureScore/ByMachineGroups/",
                "/api/v1.0/exposureScore/ByMachineGroups",
                "/Api/V1.0/exposurescore/bymachinegroups/",
                "/api/exposureScore/ByMachineGroups?",
                "/api/exposureScore/ByMachineGroups?&",
                "/api/exposureScore/ByMachineGroups/?unknown=1&also",
            })
    void findsTheAddressHoweverItIsWritten(String path) {
        assertThat(rows(path)).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({"?$top=1, 1", "?%24top=1, 1", "?$skip=2, 1", "?%24skip=1&$top=1, 1", "?$top=+2, 2", "?$top=2+, 2"})
    void readsOptionsWithPlainAndEscapedDollarsAndPlusForBlank(String query, int rows) {
        assertThat(rows(GROUPS + query)).isEqualTo(rows);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/exposureScore", "/api/v2.0/exposureScore", "/api/beta/exposureScore", "/v1.0/x"})
    void knowsNoOtherVersion(String path) {
        HttpResponse<String> answer = server.get(path);
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("\"code\":\"NotFound\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"//api/exposureScore", "/api//exposureScore", "/api/exposureScore//", "/api/exposureScore/x"})
    void findsNothingWhereThereIsNothing(String path) {
        assertThat(server.get(path).statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"application/json", "application/x-www-form-urlencoded", "text/plain; charset=utf-8", "nonsense"
            })
    void doesNotMindAContentTypeWithoutContent(String type) {
        assertThat(with("Content-Type", type).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*/*",
                "application/json",
                "application/json;odata.metadata=full",
                "application/xml",
                "text/html, */*;q=0.1",
                "nonsense",
            })
    void answersJsonWhateverIsAccepted(String accepted) {
        HttpResponse<String> answer = with("Accept", accepted);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type"))
                .hasValue("application/json; odata.metadata=minimal; odata.streaming=true; charset=utf-8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer TOKEN", "bearer TOKEN", "BEARER TOKEN", "Bearer    TOKEN", "Bearer TOKEN   "})
    void readsTheTokenHoweverItIsAnnounced(String header) {
        String token = server.tokenWith("Score.Read.All");
        assertThat(authorized(header.replace("TOKEN", token)).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "TOKEN",
                "BearerTOKEN",
                "Basic TOKEN",
                "Bearer",
                "Bearer TOKEN TOKEN",
                "Bearer \"TOKEN\"",
                "Token TOKEN"
            })
    void refusesWhatIsNoBearerToken(String header) {
        String token = server.tokenWith("Score.Read.All");
        HttpResponse<String> refused = authorized(header.replace("TOKEN", token));
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.headers().firstValue("www-authenticate").orElse("")).startsWith("Bearer ");
        assertThat(refused.body()).doesNotContain(token);
    }

    @Test
    void takesTheFirstOfTwoDifferentHeadersForNothing() {
        HttpResponse<String> refused = server.send(HttpRequest.newBuilder(server.uri(GROUPS))
                .header("Authorization", "Bearer nonsense")
                .header("Authorization", "Bearer " + server.tokenWith("Score.Read.All")));
        assertThat(refused.statusCode()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Alert.Read.All", "Alert.ReadWrite.All"})
    void givesAnEmptyListToWhoTestsTheConnectionWithAlerts(String role) {
        HttpResponse<String> answer = server.getWithToken("/api/alerts?$top=1", server.tokenWith(role));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .isEqualTo(
                        "{\"@odata.context\":\"" + server.server().baseUri() + "/api/$metadata#Alerts\",\"value\":[]}");
    }

    @Test
    void letsSignedInUsersTestTheConnectionToo() {
        for (String scope : List.of("Alert.Read", "Alert.ReadWrite")) {
            Caller user = Caller.delegated("app", "user", server.tenant(), List.of(scope));
            String token = server.authority().mint(user, Duration.ofMinutes(5));
            assertThat(server.getWithToken("/api/alerts?$top=1", token).statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void tellsWhoMayNotReadAlertsThatTheyMayNot() {
        HttpResponse<String> answer = server.get("/api/alerts?$top=1");
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("API required roles: Alert.Read.All,Alert.ReadWrite.All");
    }

    private static int rows(String path) {
        HttpResponse<String> answer = server.get(path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body().split("\"rbacGroupId\"", -1).length - 1;
    }

    private static HttpResponse<String> with(String name, String value) {
        return server.send(HttpRequest.newBuilder(server.uri(GROUPS))
                .header("Authorization", "Bearer " + server.tokenWith("Score.Read.All"))
                .header(name, value));
    }

    private static HttpResponse<String> authorized(String header) {
        return server.send(HttpRequest.newBuilder(server.uri(GROUPS)).header("Authorization", header));
    }
}
