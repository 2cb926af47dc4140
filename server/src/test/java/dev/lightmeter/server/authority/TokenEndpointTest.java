package dev.lightmeter.server.authority;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.lightmeter.server.RunningServer;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenEndpointTest {

    private static final String RESOURCE = "https://api.securitycenter.microsoft.com";

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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://api.securitycenter.microsoft.com/.default",
                "https://api.securitycenter.microsoft.com//.default",
                "https://securitycenter.onmicrosoft.com/windowsatpservice/.default",
                "https://api.securitycenter.windows.com/.default",
                "fc780465-2017-40d4-a0c5-307022471b92/.default",
                "api://lightmeter/.default",
                "openid profile offline_access https://api.securitycenter.microsoft.com/.default",
            })
    void givesATokenForEverySpellingOfTheApi(String scope) {
        HttpResponse<String> answer = postV2(good().with("scope", scope));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(readsScores(answer)).isTrue();
    }

    @Test
    void givesATokenForTheAddressThatTheClientUses() {
        HttpResponse<String> answer =
                postV2(good().with("scope", server.server().baseUri() + "/.default"));
        assertThat(claims(answer).getAudience()).containsExactly("api://lightmeter");
        assertThat(readsScores(answer)).isTrue();
    }

    @Test
    void answersInTheShapeOfEntra() throws ParseException {
        HttpResponse<String> answer = postV2(good());
        Map<String, Object> body = JSONObjectUtils.parse(answer.body());
        assertThat(body)
                .containsOnlyKeys("token_type", "expires_in", "ext_expires_in", "access_token")
                .containsEntry("token_type", "Bearer")
                .containsEntry("expires_in", 3599L)
                .containsEntry("ext_expires_in", 3599L);
        assertThat(answer.headers().firstValue("content-type")).hasValue("application/json; charset=utf-8");
        assertThat(answer.headers().firstValue("cache-control")).hasValue("no-store, no-cache");
        assertThat(answer.headers().firstValue("pragma")).hasValue("no-cache");
        assertThat(answer.headers().firstValue("expires")).hasValue("-1");
    }

    @Test
    void writesTokensOfTheSecondVersion() throws ParseException {
        JWTClaimsSet claims = claims(postV2(good()));
        String tenant = server.tenant();
        assertThat(claims.getIssuer()).isEqualTo(server.server().baseUri() + "/" + tenant + "/v2.0");
        assertThat(claims.getAudience()).containsExactly(RESOURCE);
        assertThat(claims.getStringClaim("ver")).isEqualTo("2.0");
        assertThat(claims.getStringClaim("azp")).isEqualTo(server.client().id().toString());
        assertThat(claims.getClaim("appid")).isNull();
        assertThat(claims.getStringClaim("tid")).isEqualTo(tenant);
        assertThat(claims.getStringClaim("oid")).isNotBlank();
        assertThat(claims.getStringListClaim("roles")).containsExactly("Score.Read.All");
        assertThat(claims.getExpirationTime().toInstant())
                .isEqualTo(RunningServer.NOW.minusMillis(120).plusSeconds(3599));
    }

    @Test
    void writesTokensOfTheFirstVersion() throws ParseException {
        HttpResponse<String> answer = server.postForm(
                "/" + server.tenant() + "/oauth2/token",
                good().without("scope").with("resource", RESOURCE).fields());
        JWTClaimsSet claims = claims(answer);
        assertThat(claims.getIssuer()).isEqualTo(server.server().baseUri() + "/" + server.tenant() + "/");
        assertThat(claims.getAudience()).containsExactly(RESOURCE);
        assertThat(claims.getStringClaim("ver")).isEqualTo("1.0");
        assertThat(claims.getStringClaim("appid"))
                .isEqualTo(server.client().id().toString());
        assertThat(claims.getClaim("azp")).isNull();
        assertThat(readsScores(answer)).isTrue();
    }

    @Test
    void takesTheCredentialFromABasicHeader() {
        String pair = server.client().id() + ":" + server.client().secret();
        HttpRequest.Builder request = token("?api-version=1.0")
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)))
                .POST(HttpRequest.BodyPublishers.ofString(
                        "grant_type=client_credentials&scope=" + RESOURCE + "/.default"));
        assertThat(server.send(request).statusCode()).isEqualTo(200);
    }

    @Test
    void readsAFormWithoutContentTypeWithUnknownFieldsAndUnescapedCharacters() {
        String form = "client_id=" + server.client().id() + "&client_secret="
                + server.client().secret() + "&grant_type=client_credentials&scope=" + RESOURCE
                + "/.default&client_info=1&x-client-SKU=odd%zz&&haschrome\r\n";
        HttpRequest.Builder request = token("").POST(HttpRequest.BodyPublishers.ofString(form));
        assertThat(server.send(request).statusCode()).isEqualTo(200);
    }

    @Test
    void refusesAWrongSecretInTheWordsThatClientsKnow() throws ParseException {
        HttpResponse<String> answer = postV2(good().with("client_secret", "guess"));
        assertThat(answer.statusCode()).isEqualTo(401);
        Map<String, Object> body = JSONObjectUtils.parse(answer.body());
        assertThat(body)
                .containsOnlyKeys(
                        "error",
                        "error_description",
                        "error_codes",
                        "timestamp",
                        "trace_id",
                        "correlation_id",
                        "error_uri")
                .containsEntry("error", "invalid_client")
                .containsEntry("error_codes", List.of(7000215L))
                .containsEntry("timestamp", "2026-03-04 05:06:07Z");
        assertThat(body.get("error_description").toString()).startsWith("AADSTS7000215: ");
        assertThat(answer.headers().firstValue("cache-control")).hasValue("no-store, no-cache");
    }

    @ParameterizedTest
    @CsvSource({
        "client_id, 00000000-0000-0000-0000-000000000001, 400, unauthorized_client, 700016",
        "client_secret, '', 401, invalid_client, 7000216",
        "grant_type, implicit, 400, unsupported_grant_type, 70003",
        "grant_type, password, 400, unauthorized_client, 700016",
        "grant_type, '', 400, invalid_request, 900144",
        "client_id, '', 400, invalid_request, 900144",
        "scope, '', 400, invalid_request, 900144",
        "scope, https://graph.microsoft.com/.default, 400, invalid_resource, 500011",
        "scope, https://api.securitycenter.microsoft.com/Score.Read, 400, invalid_scope, 1002012",
    })
    void saysWhyItGivesNoToken(String field, String value, int status, String error, long number)
            throws ParseException {
        HttpResponse<String> answer = postV2(good().with(field, value));
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(JSONObjectUtils.parse(answer.body()))
                .containsEntry("error", error)
                .containsEntry("error_codes", List.of(number));
    }

    @ParameterizedTest
    @CsvSource({
        "nonsense, 900023",
        "00000000-0000-0000-0000-000000000000, 90002",
        "contoso.example, 90002",
    })
    void refusesAnotherTenant(String tenant, long number) throws ParseException {
        HttpResponse<String> answer = server.postForm("/" + tenant + "/oauth2/v2.0/token", good().fields());
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(JSONObjectUtils.parse(answer.body()))
                .containsEntry("error", "invalid_request")
                .containsEntry("error_codes", List.of(number));
    }

    @Test
    void refusesAFormThatIsTooLong() {
        HttpResponse<String> answer = postV2(good().with("padding", "x".repeat(70_000)));
        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.body()).contains("must not be longer than 65536 bytes");
    }

    @Test
    void keepsTenantKeyAndClientsAcrossARestart() throws ParseException {
        String token =
                JSONObjectUtils.getString(JSONObjectUtils.parse(postV2(good()).body()), "access_token");
        String tenant = server.tenant();
        Form credential = good();
        server.close();
        server = RunningServer.start(folder);
        assertThat(server.tenant()).isEqualTo(tenant);
        assertThat(server.getWithToken("/api/exposureScore", token).statusCode())
                .isEqualTo(200);
        assertThat(postV2(credential).statusCode()).isEqualTo(200);
    }

    @Test
    void learnsOfAClientThatAnotherProcessCreated() {
        NewClient later = Authority.open(folder, java.time.Clock.systemUTC())
                .createClient("command line", List.of("Score.Read.All"));
        HttpResponse<String> answer =
                postV2(good().with("client_id", later.id().toString()).with("client_secret", later.secret()));
        assertThat(answer.statusCode()).isEqualTo(200);
    }

    @Test
    void publishesMetadataAndKeysUnderTheAddressOfTheRequest() throws ParseException {
        String home = server.server().baseUri() + "/" + server.tenant();
        assertThat(JSONObjectUtils.parse(
                        server.getWithoutToken("/" + server.tenant() + "/v2.0/.well-known/openid-configuration")
                                .body()))
                .containsEntry("issuer", home + "/v2.0")
                .containsEntry("token_endpoint", home + "/oauth2/v2.0/token")
                .containsEntry("authorization_endpoint", home + "/oauth2/v2.0/authorize")
                .containsEntry("jwks_uri", home + "/discovery/v2.0/keys");
        assertThat(JSONObjectUtils.parse(
                        server.getWithoutToken("/" + server.tenant().toUpperCase(java.util.Locale.ROOT)
                                        + "/.well-known/openid-configuration")
                                .body()))
                .containsEntry("issuer", home + "/")
                .containsEntry("token_endpoint", home + "/oauth2/token");
        String keys = server.getWithoutToken("/" + server.tenant() + "/discovery/v2.0/keys")
                .body();
        assertThat(keys).contains("\"kty\":\"RSA\"", "\"kid\":\"").doesNotContain("\"d\":", "\"p\":");
    }

    @Test
    void namesTheTenantThatInstanceDiscoveryAsksFor() throws ParseException {
        HttpResponse<String> answer =
                server.getWithoutToken("/common/discovery/instance?api-version=1.1&authorization_endpoint="
                        + server.server().baseUri() + "/" + server.tenant() + "/oauth2/v2.0/authorize");
        assertThat(JSONObjectUtils.parse(answer.body()))
                .containsEntry(
                        "tenant_discovery_endpoint",
                        server.server().baseUri() + "/" + server.tenant() + "/v2.0/.well-known/openid-configuration");
        assertThat(server.getWithoutToken("/common/discovery/instance").statusCode())
                .isEqualTo(400);
    }

    private HttpResponse<String> postV2(Form form) {
        return server.postForm("/" + server.tenant() + "/oauth2/v2.0/token", form.fields());
    }

    private HttpRequest.Builder token(String query) {
        return HttpRequest.newBuilder(server.uri("/" + server.tenant() + "/oauth2/v2.0/token" + query));
    }

    private boolean readsScores(HttpResponse<String> tokenAnswer) {
        try {
            String token = JSONObjectUtils.getString(JSONObjectUtils.parse(tokenAnswer.body()), "access_token");
            return server.getWithToken("/api/exposureScore", token).statusCode() == 200;
        } catch (ParseException e) {
            throw new AssertionError(tokenAnswer.body(), e);
        }
    }

    private static JWTClaimsSet claims(HttpResponse<String> answer) {
        try {
            return SignedJWT.parse(JSONObjectUtils.getString(JSONObjectUtils.parse(answer.body()), "access_token"))
                    .getJWTClaimsSet();
        } catch (ParseException e) {
            throw new AssertionError(answer.body(), e);
        }
    }

    private Form good() {
        return new Form(Map.of(
                "grant_type",
                "client_credentials",
                "client_id",
                server.client().id().toString(),
                "client_secret",
                server.client().secret(),
                "scope",
                RESOURCE + "/.default"));
    }

    /** A form that a test changes in one place. */
    private record Form(Map<String, String> fields) {
        Form with(String name, String value) {
            Map<String, String> changed = new HashMap<>(fields);
            changed.put(name, value);
            return new Form(changed);
        }

        Form without(String name) {
            Map<String, String> changed = new HashMap<>(fields);
            changed.remove(name);
            return new Form(changed);
        }
    }
}
