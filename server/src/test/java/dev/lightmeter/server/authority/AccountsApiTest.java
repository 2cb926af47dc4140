package dev.lightmeter.server.authority;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.util.JSONObjectUtils;
import dev.lightmeter.server.RunningServer;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Users and clients over our own API. */
class AccountsApiTest {

    private static final String USERS = "/lightmeter/v1/users";
    private static final String CLIENTS = "/lightmeter/v1/clients";

    @TempDir
    Path folder;

    private RunningServer server;

    @BeforeEach
    void start() {
        server = RunningServer.start(folder);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void addsChangesListsAndRemovesAUser() throws ParseException {
        HttpResponse<String> added = send("POST", USERS, """
                {"userName": "anna@example.org", "displayName": "Anna", "role": "reader",
                 "groups": ["Server team"], "password": "a lamp in the harbour"}""");
        assertThat(added.statusCode()).isEqualTo(201);
        Map<String, Object> user = JSONObjectUtils.parse(added.body());
        assertThat(user)
                .containsOnlyKeys(
                        "id", "userName", "displayName", "role", "permissions", "groups", "enabled", "passwordSet")
                .containsEntry("groups", List.of("Server team"))
                .containsEntry("enabled", true)
                .containsEntry("passwordSet", RunningServer.NOW.toString());
        String address = USERS + "/" + user.get("id");

        HttpResponse<String> changed = send("PATCH", address, """
                {"role": "none", "permissions": ["Score.Read"], "groups": [], "enabled": false}""");
        assertThat(JSONObjectUtils.parse(changed.body()))
                .containsEntry("role", "none")
                .containsEntry("displayName", "Anna")
                .containsEntry("permissions", List.of("Score.Read"))
                .containsEntry("groups", List.of())
                .containsEntry("enabled", false);
        assertThat(send("POST", address + "/password", "{\"password\": \"another lamp entirely\"}")
                        .statusCode())
                .isEqualTo(204);
        assertThat(send("GET", USERS, "").body())
                .startsWith("{\"users\":[{\"id\":\"" + user.get("id"))
                .doesNotContain("argon2", "Hash", "lamp");
        assertThat(send("GET", USERS + "/anna%40example.org", "").body()).contains("\"displayName\":\"Anna\"");
        assertThat(send("DELETE", address, "").statusCode()).isEqualTo(204);
        assertThat(send("GET", address, "").statusCode()).isEqualTo(404);
        assertThat(send("GET", USERS, "").body()).isEqualTo("{\"users\":[]}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {}                                                       | MissingRequiredParameter | The body lacks the field 'userName'
                    {"userName": "a"}                                        | MissingRequiredParameter | The body lacks the field 'password'
                    {"userName": "a", "password": "short"}                   | InvalidInput | a password has 12 to 256 characters, got 5
                    {"userName": "a b", "password": "long enough now"}       | InvalidInput | a user name has 1 to 113 letters
                    {"userName": "a", "password": "long enough now", "role": "boss"} | InvalidInput | there is no role 'boss'; known are none, reader
                    {"userName": "a", "password": "long enough now", "permissions": ["X"]} | InvalidInput | there is no delegated scope 'X'
                    {"userName": "a", "password": "long enough now", "groups": "x"} | InvalidRequestBody | The field 'groups' must be a list of texts
                    {"userName": "a", "password": "long enough now", "groups": [null]} | InvalidRequestBody | The field 'groups' must be a list of texts
                    {"userName": 7}                                          | InvalidRequestBody | The field 'userName' must be a text
                    {"username": "a"}                                        | InvalidRequestBody | The field 'username' is unknown; known are displayName, groups
                    {"userName": "a", "userName": "b"}                       | InvalidRequestBody | The body is not JSON: Duplicate
                    ["a"]                                                    | InvalidRequestBody | The body must be a JSON object
                    {"userName": "a"} {}                                     | InvalidRequestBody | The body goes on after the JSON object
                    {"userName"                                              | InvalidRequestBody | The body is not JSON
                    """)
    void saysWhatIsWrongWithAUser(String body, String code, String message) throws ParseException {
        HttpResponse<String> answer = send("POST", USERS, body);
        assertThat(answer.statusCode()).isEqualTo(400);
        Map<String, Object> error = JSONObjectUtils.getJSONObject(JSONObjectUtils.parse(answer.body()), "error");
        assertThat(error).containsEntry("code", code);
        assertThat(error.get("message").toString()).startsWith(message);
        assertThat(send("GET", USERS, "").body()).isEqualTo("{\"users\":[]}");
    }

    @Test
    void refusesAUserNameThatIsTaken() {
        String anna = "{\"userName\": \"anna@example.org\", \"password\": \"a lamp in the harbour\"}";
        assertThat(send("POST", USERS, anna).statusCode()).isEqualTo(201);
        assertThat(send("POST", USERS, anna.replace("anna@", "Anna@")).body())
                .contains("there is a user 'Anna@example.org' already");
    }

    @Test
    void tellsASecretOnceAndTakesTheOldOneAwayWithTheNew() throws ParseException {
        HttpResponse<String> added = send("POST", CLIENTS, """
                {"name": "grafana", "roles": ["Score.Read.All"], "deviceGroups": ["Servers"]}""");
        assertThat(added.statusCode()).isEqualTo(201);
        Map<String, Object> client = JSONObjectUtils.parse(added.body());
        String id = client.get("id").toString();
        String secret = client.get("secret").toString();
        assertThat(token(id, secret).statusCode()).isEqualTo(200);
        assertThat(send("GET", CLIENTS, "").body()
                        + send("GET", CLIENTS + "/" + id, "").body())
                .contains("\"deviceGroups\":[\"Servers\"]")
                .doesNotContain(secret, "secret", "pbkdf2");

        Map<String, Object> renewed = JSONObjectUtils.parse(
                send("POST", CLIENTS + "/" + id + "/secret", "").body());
        assertThat(token(id, secret).statusCode()).isEqualTo(401);
        assertThat(token(id, renewed.get("secret").toString()).statusCode()).isEqualTo(200);
        assertThat(send("DELETE", CLIENTS + "/" + id, "").statusCode()).isEqualTo(204);
        assertThat(token(id, renewed.get("secret").toString()).body()).contains("AADSTS700016");
    }

    @Test
    void aClientThatSignsPeopleInCanBeMadeAndChanged() throws ParseException {
        Map<String, Object> client =
                JSONObjectUtils.parse(send("POST", CLIENTS, """
                {"name": "tool", "public": true, "signingIn": {"redirectUris": ["http://localhost"]}}""").body());
        assertThat(client).containsEntry("public", true).doesNotContainKey("secret");
        assertThat(JSONObjectUtils.getJSONObject(client, "signingIn"))
                .containsEntry("redirectUris", List.of("http://localhost"))
                .containsEntry("passwords", false);
        String address = CLIENTS + "/" + client.get("id");
        assertThat(send("PATCH", address, "{\"signingIn\": {\"scopes\": [\"Score.Read\"]}}")
                        .body())
                .contains("\"signingIn\":{\"redirectUris\":[],\"scopes\":[\"Score.Read\"],\"passwords\":false}");
        assertThat(send("PATCH", address, "{\"signingIn\": null}").body())
                .contains("a client without a secret is good for nothing but signing people in");
        assertThat(send("PATCH", address, "{\"signingIn\": {\"redirectUri\": []}}")
                        .body())
                .contains("The field 'signingIn.redirectUri' is unknown");
        assertThat(send("PATCH", address, "{\"signingIn\": {\"redirectUris\": [\"http://tool.example.org\"]}}")
                        .body())
                .contains("a redirect address starts with https://");
        assertThat(send("POST", address + "/secret", "").body()).contains("A public client has no secret");
    }

    @Test
    void aLimitedClientSaysSoInItsTokens() throws Exception {
        NewClient shop = server.authority()
                .createClient(new ClientDraft(
                        "shop",
                        List.of("Score.Read.All"),
                        java.util.Optional.of(java.util.Set.of("Shop")),
                        java.util.Optional.empty()));
        Map<String, Object> answer =
                JSONObjectUtils.parse(token(shop.id().toString(), shop.secret()).body());
        assertThat(com.nimbusds.jwt.SignedJWT.parse(answer.get("access_token").toString())
                        .getJWTClaimsSet()
                        .getStringListClaim("device_groups"))
                .containsExactly("Shop");
    }

    private HttpResponse<String> token(String id, String secret) {
        return server.postForm(
                "/" + server.tenant() + "/oauth2/v2.0/token",
                Map.of(
                        "grant_type",
                        "client_credentials",
                        "client_id",
                        id,
                        "client_secret",
                        secret,
                        "scope",
                        "api://lightmeter/.default"));
    }

    private HttpResponse<String> send(String method, String path, String body) {
        return server.send(HttpRequest.newBuilder(server.uri(path))
                .header("Authorization", "Bearer " + server.tokenWith("Lightmeter.Manage.All"))
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body)));
    }
}
