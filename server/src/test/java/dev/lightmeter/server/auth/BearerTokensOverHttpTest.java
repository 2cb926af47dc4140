package dev.lightmeter.server.auth;

import static dev.lightmeter.server.auth.TestIssuer.sign;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import dev.lightmeter.server.RunningServer;
import dev.lightmeter.server.config.AuthSettings;
import dev.lightmeter.server.config.Configuration;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BearerTokensOverHttpTest {

    private static final String SCORE = "/api/exposureScore";
    private static final Instant NOW = RunningServer.NOW;

    @TempDir
    Path folder;

    private TestIssuer issuer;
    private RunningServer server;

    @BeforeEach
    void start() {
        issuer = new TestIssuer(NOW);
        server = startTrusting(
                new AuthSettings.Issuer(
                        List.of(issuer.name()),
                        new AuthSettings.Keys.Set(issuer.keys()),
                        List.of(),
                        Optional.empty(),
                        Map.of()),
                folder);
    }

    @AfterEach
    void stop() {
        server.close();
        issuer.close();
    }

    @Test
    void admitsAnApplicationWithTheRole() {
        assertThat(server.getWithToken(SCORE, sign(issuer.claims())).statusCode())
                .isEqualTo(200);
    }

    @Test
    void admitsATokenSignedWithAnEllipticCurve() {
        assertThat(server.getWithToken(SCORE, sign(issuer.claims(), TestIssuer.EC))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void admitsAUserWithTheScope() {
        String token = sign(issuer.claims().claim("roles", null).claim("scp", "User.Read Score.Read"));
        assertThat(server.getWithToken(SCORE, token).statusCode()).isEqualTo(200);
    }

    @Test
    void admitsEveryNameUnderWhichDefenderClientsAskForTheApi() {
        for (String audience : Audiences.DEFENDER) {
            assertThat(server.getWithToken(SCORE, sign(issuer.claims().audience(audience + "/")))
                            .statusCode())
                    .as(audience)
                    .isEqualTo(200);
        }
    }

    @Test
    void refusesARequestWithoutAToken() {
        expectUnauthorized(server.getWithoutToken(SCORE), "The request has no Authorization header");
    }

    @Test
    void refusesAnotherSchemeThanBearer() {
        HttpResponse<String> answer =
                server.send(HttpRequest.newBuilder(server.uri(SCORE)).header("Authorization", "Basic YTpi"));
        expectUnauthorized(answer, "The Authorization header does not hold a bearer token");
    }

    @Test
    void refusesWhatIsNoToken() {
        expectUnauthorized(server.getWithToken(SCORE, "abc"), "The token is not a signed JSON web token");
        expectUnauthorized(server.getWithToken(SCORE, "a.b.c"), "The token is not a signed JSON web token");
    }

    @Test
    void refusesAWrongSignature() {
        expectUnauthorized(
                server.getWithToken(SCORE, sign(issuer.claims(), TestIssuer.IMPOSTOR)),
                "The signature of the token is wrong");
    }

    @Test
    void refusesATokenChangedAfterItWasSigned() {
        String[] good = sign(issuer.claims().claim("roles", List.of("Other"))).split("\\.");
        String[] wanted = sign(issuer.claims()).split("\\.");
        expectUnauthorized(
                server.getWithToken(SCORE, good[0] + "." + wanted[1] + "." + good[2]),
                "The signature of the token is wrong");
    }

    @Test
    void refusesAKeyThatItsIssuerDoesNotPublish() throws JOSEException {
        String token = sign(issuer.claims(), JWSAlgorithm.RS256, "rsa-2", new RSASSASigner(TestIssuer.RSA));
        expectUnauthorized(server.getWithToken(SCORE, token), "The key that signed the token is unknown (kid)");
    }

    @Test
    void refusesATokenThatNamesNoKey() throws JOSEException {
        String token = sign(issuer.claims(), JWSAlgorithm.RS256, null, new RSASSASigner(TestIssuer.RSA));
        expectUnauthorized(server.getWithToken(SCORE, token), "The token does not name the key that signed it (kid)");
    }

    @Test
    void refusesAnIssuerThatIsNotTrusted() {
        expectUnauthorized(
                server.getWithToken(SCORE, sign(issuer.claims().issuer("https://elsewhere.example"))),
                "The issuer of the token is not trusted (iss)");
    }

    @Test
    void refusesATokenForSomeoneElse() {
        expectUnauthorized(
                server.getWithToken(SCORE, sign(issuer.claims().audience("https://graph.microsoft.com"))),
                "The token is meant for someone else (aud)");
    }

    @Test
    void refusesAnExpiredTokenAfterAMinuteOfGrace() {
        expectUnauthorized(
                server.getWithToken(SCORE, sign(issuer.claims().expirationTime(Date.from(NOW.minusSeconds(61))))),
                "The token has expired (exp)");
        assertThat(server.getWithToken(SCORE, sign(issuer.claims().expirationTime(Date.from(NOW.minusSeconds(58)))))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void refusesATokenWithoutAnEnd() {
        expectUnauthorized(
                server.getWithToken(SCORE, sign(issuer.claims().expirationTime(null))),
                "The token does not say when it expires (exp)");
    }

    @Test
    void refusesATokenFromTheFutureBeyondAMinuteOfGrace() {
        expectUnauthorized(
                server.getWithToken(SCORE, sign(issuer.claims().notBeforeTime(Date.from(NOW.plusSeconds(62))))),
                "The token is not valid yet (nbf)");
        assertThat(server.getWithToken(SCORE, sign(issuer.claims().notBeforeTime(Date.from(NOW.plusSeconds(58)))))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void refusesATokenWithoutSignature() {
        String unsigned = new PlainJWT(issuer.claims().build()).serialize();
        expectUnauthorized(server.getWithToken(SCORE, unsigned), "The token is not a signed JSON web token");
    }

    @Test
    void refusesThePublicKeyAsASharedSecret() throws JOSEException {
        byte[] publicKey = TestIssuer.RSA.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8);
        byte[] encoded = TestIssuer.RSA.toRSAPublicKey().getEncoded();
        for (byte[] secret : List.of(publicKey, encoded)) {
            String token = sign(issuer.claims(), JWSAlgorithm.HS256, "rsa-1", new MACSigner(secret));
            expectUnauthorized(
                    server.getWithToken(SCORE, token), "The algorithm of the token is neither RS256 nor ES256");
        }
    }

    @Test
    void refusesAStrongerAlgorithmOfTheSameKeyToo() throws JOSEException {
        String token = sign(issuer.claims(), JWSAlgorithm.RS512, "rsa-1", new RSASSASigner(TestIssuer.RSA));
        expectUnauthorized(server.getWithToken(SCORE, token), "The algorithm of the token is neither RS256 nor ES256");
    }

    @Test
    void refusesATokenThatNamesNeitherRolesNorScopes() {
        expectUnauthorized(
                server.getWithToken(SCORE, sign(issuer.claims().claim("roles", null))),
                "The token names neither roles nor scopes (roles, scp)");
    }

    @Test
    void namesTheRolesThatAnApplicationLacks() {
        HttpResponse<String> answer = server.getWithToken(
                SCORE, sign(issuer.claims().claim("roles", List.of("Vulnerability.Read.All", "Machine.Read.All"))));
        expectForbidden(
                answer,
                "Missing application roles. API required roles: Score.Read.All, application roles: Vulnerability.Read.All,Machine.Read.All.");
    }

    @Test
    void namesTheScopesThatAUserLacks() {
        // the role is the user's own and does not count: the application was not given the scope
        HttpResponse<String> answer =
                server.getWithToken(SCORE, sign(issuer.claims().claim("scp", "Machine.Read User.Read")));
        expectForbidden(
                answer,
                "Missing delegated scopes. API required scopes: Score.Read, delegated scopes: Machine.Read,User.Read.");
    }

    @Test
    void readsKeysThroughTheMetadataOfTheIssuer(@TempDir Path other) {
        AuthSettings.Issuer announced = new AuthSettings.Issuer(
                List.of(issuer.name()),
                new AuthSettings.Keys.Announced(issuer.metadata()),
                List.of(),
                Optional.empty(),
                Map.of());
        try (RunningServer trusting = startTrusting(announced, other)) {
            assertThat(trusting.getWithToken(SCORE, sign(issuer.claims())).statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void holdsAnIssuerToItsTenantAndItsOwnAudiences(@TempDir Path other) {
        AuthSettings.Issuer strict = new AuthSettings.Issuer(
                List.of("https://sts.windows.net/tenant-7/", "https://login.microsoftonline.com/tenant-7/v2.0"),
                new AuthSettings.Keys.Set(issuer.keys()),
                List.of("api://meter"),
                Optional.of("tenant-7"),
                Map.of());
        try (RunningServer trusting = startTrusting(strict, other)) {
            JWTClaimsSet.Builder v1 =
                    issuer.claims().issuer("https://sts.windows.net/tenant-7/").audience("api://meter");
            JWTClaimsSet.Builder v2 = issuer.claims()
                    .issuer("https://login.microsoftonline.com/tenant-7/v2.0")
                    .audience("api://meter")
                    .claim("appid", null)
                    .claim("azp", "client-7");
            assertThat(trusting.getWithToken(SCORE, sign(v1)).statusCode()).isEqualTo(200);
            assertThat(trusting.getWithToken(SCORE, sign(v2)).statusCode()).isEqualTo(200);
            expectUnauthorized(
                    trusting.getWithToken(SCORE, sign(v1.claim("tid", "tenant-8"))),
                    "The token comes from another tenant (tid)");
            expectUnauthorized(
                    trusting.getWithToken(SCORE, sign(v2.audience(TestIssuer.AUDIENCE))),
                    "The token is meant for someone else (aud)");
        }
    }

    @Test
    void doesNotBotherTheIssuerForEveryInventedKey() throws JOSEException {
        for (int i = 0; i < 20; i++) {
            String token = sign(issuer.claims(), JWSAlgorithm.RS256, "invented-" + i, new RSASSASigner(TestIssuer.RSA));
            assertThat(server.getWithToken(SCORE, token).statusCode()).isEqualTo(401);
        }
        assertThat(issuer.keyRequests()).isLessThanOrEqualTo(2);
        assertThat(server.getWithToken(SCORE, sign(issuer.claims())).statusCode())
                .isEqualTo(200);
    }

    @Test
    void saysSoWhenTheKeysOfAnIssuerCannotBeFetched(@TempDir Path other) {
        AuthSettings.Issuer silent = new AuthSettings.Issuer(
                List.of(issuer.name()),
                new AuthSettings.Keys.Set(issuer.keys()),
                List.of(),
                Optional.empty(),
                Map.of());
        try (RunningServer trusting = startTrusting(silent, other)) {
            issuer.close();
            HttpResponse<String> answer = trusting.getWithToken(SCORE, sign(issuer.claims()));
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.body()).contains("The keys of the token's issuer cannot be fetched at the moment");
        }
    }

    private static RunningServer startTrusting(AuthSettings.Issuer issuer, Path folder) {
        Configuration configuration = Configuration.DEFAULTS.with(new AuthSettings(List.of(issuer), List.of()));
        return RunningServer.start(folder, configuration, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private static void expectUnauthorized(HttpResponse<String> answer, String why) {
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body())
                .startsWith("{\"error\":{\"code\":\"Unauthorized\",\"message\":\"" + why + "\",\"target\":\"");
        assertThat(answer.headers().firstValue("WWW-Authenticate"))
                .hasValueSatisfying(
                        challenge -> assertThat(challenge).startsWith("Bearer ").contains(why));
    }

    private static void expectForbidden(HttpResponse<String> answer, String why) {
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body())
                .startsWith("{\"error\":{\"code\":\"Forbidden\",\"message\":\"" + why + "\",\"target\":\"");
    }
}
