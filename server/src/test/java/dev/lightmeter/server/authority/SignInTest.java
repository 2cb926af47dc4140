package dev.lightmeter.server.authority;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.AuthorizationGrant;
import com.nimbusds.oauth2.sdk.AuthorizationResponse;
import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.RefreshTokenGrant;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.oauth2.sdk.token.RefreshToken;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import dev.lightmeter.server.RunningServer;
import dev.lightmeter.server.config.Configuration;
import dev.lightmeter.server.user.Role;
import dev.lightmeter.server.user.User;
import dev.lightmeter.server.user.Users.NewUser;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An app on somebody's machine signs them in by authorization code with PKCE, as AppAuth does, written with the SDK. */
class SignInTest {

    private static final String PASSWORD = "a lamp in the harbour";
    private static final URI REDIRECT = URI.create("http://127.0.0.1:51004/done");
    private static final String RESOURCE = "https://api.securitycenter.microsoft.com";
    private static final String SCORES = "/api/exposureScore";

    @TempDir
    Path folder;

    private RunningServer server;
    private Client app;
    private User anna;
    private OIDCProviderMetadata metadata;

    @BeforeEach
    void start() throws Exception {
        server = RunningServer.start(folder, Configuration.DEFAULTS, Clock.systemUTC());
        app = server.authority()
                .createPublicClient(draft("Score <b>viewer</b>", Set.of("Score.Read", "Machine.Read"), false));
        anna = server.authority()
                .users()
                .add(
                        new NewUser("anna@example.org", "Anna", Role.NONE, Set.of("Score.Read"), Set.of("Server team")),
                        PASSWORD);
        metadata = OIDCProviderMetadata.parse(
                server.getWithoutToken("/" + server.tenant() + "/v2.0/.well-known/openid-configuration")
                        .body());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void signsInReadsScoresAndRefreshes() throws Exception {
        Attempt attempt = new Attempt();
        OIDCTokenResponse tokens = redeemed(attempt.redeem(attempt.code()));

        JWTClaimsSet claims = accessClaims(tokens);
        assertThat(claims.getClaims())
                .containsEntry("scp", "Score.Read")
                .containsEntry("oid", anna.id().toString())
                .containsEntry("tid", server.tenant())
                .containsEntry("azp", app.id().toString())
                .containsEntry("upn", "anna@example.org")
                .containsEntry("preferred_username", "anna@example.org")
                .containsEntry("name", "Anna")
                .containsEntry("groups", List.of("Server team"))
                .containsEntry("ver", "2.0")
                .doesNotContainKey("roles");
        assertThat(claims.getAudience()).containsExactly(RESOURCE);
        assertThat(readScores(tokens)).isEqualTo(200);
        assertThat(tokens.getTokens().getAccessToken().getScope())
                .isEqualTo(Scope.parse(RESOURCE + "/Score.Read openid profile"));

        OIDCTokenResponse next = redeemed(refresh(refreshToken(tokens)));
        assertThat(readScores(next)).isEqualTo(200);
        assertThat(refreshToken(next)).isNotEqualTo(refreshToken(tokens));
        assertThat(readScores(redeemed(refresh(refreshToken(next))))).isEqualTo(200);
    }

    @Test
    void theIdTokenIsForTheClientAndOpensNothingHere() throws Exception {
        Attempt attempt = new Attempt();
        OIDCTokenResponse tokens = redeemed(attempt.redeem(attempt.code()));
        var idToken = tokens.getOIDCTokens().getIDToken();
        var validator = new IDTokenValidator(
                new Issuer(metadata.getIssuer()),
                new ClientID(app.id().toString()),
                JWSAlgorithm.RS256,
                JWKSet.parse(server.getWithoutToken("/" + server.tenant() + "/discovery/v2.0/keys")
                        .body()));
        assertThat(validator.validate(idToken, attempt.nonce).getSubject().getValue())
                .isEqualTo(anna.id().toString());
        assertThat(server.getWithToken(SCORES, idToken.serialize()).statusCode())
                .isEqualTo(401);
    }

    @Test
    void aRefreshTokenUsedTwiceEndsTheSignIn() throws Exception {
        Attempt attempt = new Attempt();
        OIDCTokenResponse first = redeemed(attempt.redeem(attempt.code()));
        OIDCTokenResponse second = redeemed(refresh(refreshToken(first)));
        assertThat(error(refresh(refreshToken(first)))).isEqualTo("invalid_grant 700082");
        assertThat(error(refresh(refreshToken(second)))).isEqualTo("invalid_grant 700082");
    }

    @Test
    void refreshTokensSurviveARestartAndAreKeptAsHashesOnly() throws Exception {
        Attempt attempt = new Attempt();
        OIDCTokenResponse tokens = redeemed(attempt.redeem(attempt.code()));
        assertThat(Files.readString(folder.resolve("authority/refresh-tokens.json")))
                .contains(anna.id().toString())
                .doesNotContain(refreshToken(tokens).getValue());
        server.close();
        server = RunningServer.start(folder, Configuration.DEFAULTS, Clock.systemUTC());
        assertThat(readScores(redeemed(refresh(refreshToken(tokens))))).isEqualTo(200);
    }

    @Test
    void aRefreshTokenIsNoUseToAnotherClient() throws Exception {
        Client other = server.authority().createPublicClient(draft("other", Set.of("Score.Read"), false));
        Attempt attempt = new Attempt();
        OIDCTokenResponse tokens = redeemed(attempt.redeem(attempt.code()));
        TokenResponse answer = asking(other, new RefreshTokenGrant(refreshToken(tokens)));
        assertThat(error(answer)).isEqualTo("invalid_grant 700082");
        assertThat(readScores(redeemed(refresh(refreshToken(tokens))))).isEqualTo(200);
    }

    @Test
    void aNewPasswordARemovalAndADisablingEndWhatWasSignedIn() throws Exception {
        var users = server.authority().users();
        for (Runnable end : List.<Runnable>of(
                () -> users.change(anna.id(), user -> user.withEnabled(false)),
                () -> users.setPassword(anna.id(), PASSWORD),
                () -> users.remove(anna.id()))) {
            users.change(anna.id(), user -> user.withEnabled(true));
            Attempt attempt = new Attempt();
            OIDCTokenResponse tokens = redeemed(attempt.redeem(attempt.code()));
            String late = new Attempt().code();
            Thread.sleep(2); // the password is set later than the sign-in, by the clock
            end.run();
            assertThat(error(refresh(refreshToken(tokens)))).isEqualTo("invalid_grant 50173");
            assertThat(error(attempt.redeem(late))).startsWith("invalid_grant ");
        }
    }

    @Test
    void rightsTakenAwayAreMissingFromTheNextToken() throws Exception {
        Attempt attempt = new Attempt();
        OIDCTokenResponse tokens = redeemed(attempt.redeem(attempt.code()));
        server.authority().users().change(anna.id(), user -> user.withPermissions(Set.of()));
        OIDCTokenResponse next = redeemed(refresh(refreshToken(tokens)));
        assertThat(accessClaims(next).getStringClaim("scp")).isEmpty();
        assertThat(readScores(next)).isEqualTo(403);
    }

    @Test
    void aCodeIsGoodOnceAndItsSecondUseEndsWhatCameOfIt() throws Exception {
        Attempt attempt = new Attempt();
        String code = attempt.code();
        OIDCTokenResponse tokens = redeemed(attempt.redeem(code));
        assertThat(error(attempt.redeem(code))).isEqualTo("invalid_grant 70008");
        assertThat(error(refresh(refreshToken(tokens)))).isEqualTo("invalid_grant 700082");
    }

    @Test
    void aCodeIsNoUseWithAnotherVerifierAddressOrClient() throws Exception {
        Attempt attempt = new Attempt();
        assertThat(error(asking(app, grant(attempt.code(), REDIRECT, new CodeVerifier()))))
                .isEqualTo("invalid_grant 501481");
        assertThat(error(asking(app, grant(attempt.code(), REDIRECT, null)))).isEqualTo("invalid_grant 501481");
        URI elsewhere = URI.create("http://127.0.0.1:51005/done");
        assertThat(error(asking(app, grant(attempt.code(), elsewhere, attempt.verifier))))
                .isEqualTo("invalid_grant 70008");
        Client other = server.authority().createPublicClient(draft("other", Set.of("Score.Read"), false));
        assertThat(error(asking(other, grant(attempt.code(), REDIRECT, attempt.verifier))))
                .isEqualTo("invalid_grant 70008");
    }

    @Test
    void aClientWithASecretHasToShowItWithTheCode() throws Exception {
        NewClient web = server.authority().createClient(draft("web", Set.of("Score.Read"), false));
        Browser browser = new Browser(server);
        String query = "?client_id=" + web.id() + "&response_type=code&redirect_uri=" + REDIRECT
                + "&scope=Score.Read%20offline_access";
        Browser.Open page = browser.open(URI.create(metadata.getAuthorizationEndpointURI() + query));
        String code = code(browser.signIn(page, "ANNA@example.org", PASSWORD).location());
        Map<String, String> form = Map.of(
                "grant_type",
                "authorization_code",
                "client_id",
                web.id().toString(),
                "redirect_uri",
                REDIRECT.toString(),
                "code",
                code);
        String address = "/" + server.tenant() + "/oauth2/v2.0/token";
        assertThat(server.postForm(address, form).body()).contains("AADSTS7000216");
        Map<String, String> withSecret = new java.util.HashMap<>(form);
        withSecret.put("client_secret", web.secret());
        Map<String, Object> tokens =
                JSONObjectUtils.parse(server.postForm(address, withSecret).body());
        assertThat(tokens)
                .containsKeys("access_token", "refresh_token", "client_info")
                .doesNotContainKey("id_token");
        assertThat(tokens).containsEntry("scope", "api://lightmeter/Score.Read");
    }

    @Test
    void theOlderFormNamesAResourceAndGetsARefreshTokenUnasked() throws Exception {
        Browser browser = new Browser(server);
        CodeVerifier verifier = new CodeVerifier();
        String challenge = com.nimbusds.oauth2.sdk.pkce.CodeChallenge.compute(CodeChallengeMethod.S256, verifier)
                .getValue();
        Browser.Open page = browser.open(server.uri("/" + server.tenant() + "/oauth2/authorize?client_id=" + app.id()
                + "&response_type=code&redirect_uri=" + REDIRECT + "&resource=" + RESOURCE
                + "&code_challenge_method=S256&code_challenge=" + challenge));
        String code = code(browser.signIn(page, "anna@example.org", PASSWORD).location());
        Map<String, Object> tokens = JSONObjectUtils.parse(server.postForm(
                        "/" + server.tenant() + "/oauth2/token",
                        Map.of(
                                "grant_type", "authorization_code",
                                "client_id", app.id().toString(),
                                "redirect_uri", REDIRECT.toString(),
                                "code_verifier", verifier.getValue(),
                                "code", code))
                .body());
        assertThat(tokens)
                .containsEntry("resource", RESOURCE)
                .containsEntry("scope", "Score.Read")
                .containsKeys("refresh_token", "expires_on");
        JWTClaimsSet claims =
                SignedJWT.parse(tokens.get("access_token").toString()).getJWTClaimsSet();
        assertThat(claims.getClaims())
                .containsEntry("appid", app.id().toString())
                .containsEntry("ver", "1.0");
    }

    @Test
    void aWrongPasswordShowsThePageAgainInWords() {
        Attempt attempt = new Attempt();
        Browser.Open again = attempt.browser.signIn(attempt.page, "anna@example.org", "a lamp in the fog");
        assertThat(again.status()).isEqualTo(400);
        assertThat(again.html())
                .contains("role=\"alert\">User name and password do not belong together.")
                .contains("value=\"anna@example.org\"")
                .doesNotContain("a lamp in the fog");
        assertThat(attempt.browser
                        .signIn(again, "anna@example.org", PASSWORD)
                        .location()
                        .toString())
                .startsWith(REDIRECT + "?");
    }

    @Test
    void anUnknownUserIsToldTheSame() {
        Attempt attempt = new Attempt();
        Browser.Open known = attempt.browser.signIn(attempt.page, "anna@example.org", "a lamp in the fog");
        Browser.Open unknown = attempt.browser.signIn(attempt.page, "nobody@example.org", "a lamp in the fog");
        assertThat(unknown.html().replace("nobody@", "anna@")).isEqualTo(known.html());
    }

    @Test
    void theClientKeepsItsStateAndLearnsOfACancel() throws Exception {
        Attempt attempt = new Attempt();
        Browser.Open cancelled = attempt.browser.submit(attempt.page, Map.of("cancel", "1", "username", ""));
        AuthorizationResponse response = AuthorizationResponse.parse(cancelled.location());
        assertThat(response.getState()).isEqualTo(attempt.state);
        assertThat(response.toErrorResponse().getErrorObject().getCode()).isEqualTo("access_denied");
    }

    @Test
    void theAnswerMayTravelInAForm() {
        Attempt attempt = new Attempt("&response_mode=form_post");
        Browser.Open back = attempt.browser.signIn(attempt.page, "anna@example.org", PASSWORD);
        assertThat(back.status()).isEqualTo(200);
        assertThat(back.html()).contains("<form method=\"post\" action=\"" + REDIRECT + "\">");
        assertThat(back.hidden())
                .containsEntry("state", attempt.state.getValue())
                .containsKey("code");
        assertThat(back.answer().headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("; script-src 'sha256-", "; form-action 'self' http://127.0.0.1:*;");
    }

    @Test
    void theAnswerMayTravelInTheFragment() {
        Attempt attempt = new Attempt("&response_mode=fragment");
        URI location = attempt.browser
                .signIn(attempt.page, "anna@example.org", PASSWORD)
                .location();
        assertThat(location.toString()).startsWith(REDIRECT + "#").contains("code=");
    }

    @Test
    void aFormFromAnotherSiteIsNotTaken() {
        Attempt attempt = new Attempt();
        Map<String, String> typed = Map.of("username", "anna@example.org", "password", PASSWORD);
        // no cookie: the form was filled in in a browser that never saw the page
        assertThat(new Browser(server).submit(attempt.page, typed).status()).isEqualTo(400);
        // a cookie, and no field or somebody else's
        assertThat(attempt.browser.send(attempt.page.address(), typed).status()).isEqualTo(400);
        Browser stranger = new Browser(server);
        Browser.Open strange = stranger.open(attempt.page.address());
        Map<String, String> fields = strange.hidden();
        fields.putAll(typed);
        assertThat(attempt.browser.send(attempt.page.address(), fields).status())
                .isEqualTo(400);
    }

    @Test
    void aFormDoesNotServeAnotherRequestThanThatOfItsPage() {
        Attempt attempt = new Attempt();
        URI tampered = URI.create(attempt.page.address().toString().replace("state=", "state=x"));
        Browser.Open page = new Browser.Open(tampered, attempt.page.answer());
        Browser.Open answer = attempt.browser.signIn(page, "anna@example.org", PASSWORD);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.answer().headers().firstValue("Location")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/done",
                "http://127.0.0.1:51004/other",
                "http://127.0.0.1:51004/done/",
                "http://127.0.0.1:51004/done?x=1",
                "http://127.0.0.1.evil.example/done",
                "http://127.0.0.1@evil.example/done",
                "http://user@127.0.0.1/done",
                "http://localhost:51004/done",
                "https://127.0.0.1:51004/done",
                "//evil.example/done",
                "javascript:alert(1)",
                "HTTPS://APP.example.org/done",
                "https://app.example.org/done/../evil",
                "https://app.example.org:444/done",
                "",
            })
    void leadsNowhereButToARegisteredAddress(String address) {
        Browser.Open page = new Browser(server)
                .open(URI.create(metadata.getAuthorizationEndpointURI() + "?client_id=" + app.id()
                        + "&response_type=code&scope=openid&code_challenge_method=S256&code_challenge="
                        + "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&redirect_uri="
                        + java.net.URLEncoder.encode(address, java.nio.charset.StandardCharsets.UTF_8)));
        assertThat(page.status()).isEqualTo(400);
        assertThat(page.answer().headers().firstValue("Location")).isEmpty();
        assertThat(page.html()).contains("Cannot sign in").doesNotContain("<form");
    }

    @ParameterizedTest
    @CsvSource({
        "response_type=token, unsupported_response_type",
        "code_challenge=, invalid_request",
        "code_challenge_method=plain, invalid_request",
        "response_mode=jwt, invalid_request",
        "scope=, invalid_request",
        "scope=https://graph.microsoft.com/User.Read, invalid_scope",
        "scope=Vulnerability.Read, invalid_scope",
        "scope=https://graph.microsoft.com/.default, invalid_resource",
        "prompt=none, login_required",
    })
    void tellsTheClientWhatItAskedWrong(String changed, String error) throws Exception {
        String name = changed.substring(0, changed.indexOf('='));
        Map<String, String> fields = new java.util.TreeMap<>(Map.of(
                "client_id", app.id().toString(),
                "response_type", "code",
                "redirect_uri", "https://app.example.org/done",
                "scope", "openid",
                "state", "a&b=\"<",
                "code_challenge_method", "S256",
                "code_challenge", "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"));
        fields.put(name, changed.substring(name.length() + 1));
        Browser.Open answer = new Browser(server)
                .open(URI.create(metadata.getAuthorizationEndpointURI() + "?" + RunningServer.form(fields)));
        assertThat(answer.location().toString()).startsWith("https://app.example.org/done?");
        AuthorizationResponse response = AuthorizationResponse.parse(answer.location());
        assertThat(response.getState().getValue()).isEqualTo("a&b=\"<");
        ErrorObject told = response.toErrorResponse().getErrorObject();
        assertThat(told.getCode()).isEqualTo(error);
        assertThat(told.getDescription()).startsWith("AADSTS");
    }

    @Test
    void refusesAFieldThatIsGivenTwice() {
        Browser.Open page = new Browser(server)
                .open(URI.create(metadata.getAuthorizationEndpointURI() + "?client_id=" + app.id()
                        + "&redirect_uri=https://app.example.org/done&redirect_uri=https://evil.example"));
        assertThat(page.status()).isEqualTo(400);
        assertThat(page.html()).contains("The field &#39;redirect_uri&#39; is given twice.");
    }

    @Test
    void showsNothingOfOthersAsMarkup() {
        Attempt attempt = new Attempt("&login_hint=%22%3E%3Cscript%3Ealert(1)%3C/script%3E");
        assertThat(attempt.page.status()).isEqualTo(200);
        assertThat(attempt.page.html())
                .contains("Score &lt;b&gt;viewer&lt;/b&gt;")
                .contains("value=\"&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;\"")
                .doesNotContain("<script", "<b>");
        Browser.Open error = new Browser(server)
                .open(URI.create(
                        metadata.getAuthorizationEndpointURI() + "?client_id=%3Cimg%20src=x%3E&redirect_uri=x"));
        assertThat(error.html()).contains("&lt;img src=x&gt;").doesNotContain("<img");
    }

    @Test
    void thePageLetsTheBrowserDoNothingElse() {
        var headers = new Attempt().page.answer().headers();
        assertThat(headers.firstValue("Content-Security-Policy").orElseThrow())
                .matches("default-src 'none'; style-src 'sha256-[A-Za-z0-9+/=]{44}';"
                        + " form-action 'self' http://127\\.0\\.0\\.1:\\*; base-uri 'none'; frame-ancestors 'none'");
        assertThat(headers.firstValue("X-Frame-Options")).hasValue("DENY");
        assertThat(headers.firstValue("Referrer-Policy")).hasValue("no-referrer");
        assertThat(headers.firstValue("Cache-Control")).hasValue("no-store, no-cache");
        assertThat(headers.firstValue("Set-Cookie").orElseThrow())
                .matches("lightmeter-form=[A-Za-z0-9_-]{32}; Path=/; HttpOnly; SameSite=Lax");
    }

    @Test
    void aClientMaySendPasswordsOnlyIfItIsAllowedTo() throws Exception {
        Client script = server.authority().createPublicClient(draft("script", Set.of("Score.Read"), true));
        Map<String, String> form = new java.util.HashMap<>(Map.of(
                "grant_type",
                "password",
                "client_id",
                app.id().toString(),
                "resource",
                RESOURCE,
                "username",
                "anna@example.org",
                "password",
                PASSWORD));
        String address = "/" + server.tenant() + "/oauth2/token";
        assertThat(server.postForm(address, form).body()).contains("unauthorized_client", "AADSTS7000218");
        form.put("client_id", script.id().toString());
        Map<String, Object> tokens =
                JSONObjectUtils.parse(server.postForm(address, form).body());
        assertThat(server.getWithToken(SCORES, tokens.get("access_token").toString())
                        .statusCode())
                .isEqualTo(200);
        form.put("password", "a lamp in the fog");
        assertThat(server.postForm(address, form).body()).contains("invalid_grant", "AADSTS50126");
    }

    @Test
    void anAdministratorSeesAllDeviceGroups() throws Exception {
        server.authority().users().change(anna.id(), user -> user.withRole(Role.ADMINISTRATOR));
        Attempt attempt = new Attempt();
        OIDCTokenResponse tokens = redeemed(attempt.redeem(attempt.code()));
        assertThat(accessClaims(tokens).getStringListClaim("roles")).containsExactly("Lightmeter.Administrator");
        // what the application was not given stays closed, whoever uses it
        assertThat(server.getWithToken(
                                "/lightmeter/v1/users",
                                tokens.getTokens().getAccessToken().getValue())
                        .statusCode())
                .isEqualTo(403);
    }

    private static ClientDraft draft(String name, Set<String> scopes, boolean passwords) {
        List<RedirectUri> addresses =
                List.of(RedirectUri.of("http://127.0.0.1/done"), RedirectUri.of("https://app.example.org/done"));
        return new ClientDraft(
                name, List.of(), Optional.empty(), Optional.of(new SigningIn(addresses, scopes, passwords)));
    }

    /** One sign-in, up to the page. */
    private final class Attempt {

        private final CodeVerifier verifier = new CodeVerifier();
        private final State state = new State();
        private final Nonce nonce = new Nonce();
        private final Browser browser = new Browser(server);
        private final Browser.Open page;

        Attempt() {
            this("");
        }

        Attempt(String more) {
            AuthenticationRequest request = new AuthenticationRequest.Builder(
                            ResponseType.CODE,
                            Scope.parse("openid profile offline_access " + RESOURCE + "/.default"),
                            id(app),
                            REDIRECT)
                    .endpointURI(metadata.getAuthorizationEndpointURI())
                    .state(state)
                    .nonce(nonce)
                    .codeChallenge(verifier, CodeChallengeMethod.S256)
                    .build();
            page = browser.open(URI.create(request.toURI() + more));
        }

        /** Signs Anna in and takes the code out of where the browser is sent. */
        String code() throws com.nimbusds.oauth2.sdk.ParseException {
            URI location = browser.signIn(page, "anna@example.org", PASSWORD).location();
            assertThat(AuthorizationResponse.parse(location).getState()).isEqualTo(state);
            return SignInTest.code(location);
        }

        TokenResponse redeem(String code) throws Exception {
            return asking(app, grant(code, REDIRECT, verifier));
        }
    }

    private static String code(URI location) throws com.nimbusds.oauth2.sdk.ParseException {
        assertThat(location.toString()).startsWith(REDIRECT + "?");
        return AuthorizationResponse.parse(location)
                .toSuccessResponse()
                .getAuthorizationCode()
                .getValue();
    }

    private TokenResponse refresh(RefreshToken token) throws Exception {
        return asking(app, new RefreshTokenGrant(token));
    }

    private static AuthorizationCodeGrant grant(String code, URI address, CodeVerifier verifier) {
        return new AuthorizationCodeGrant(new AuthorizationCode(code), address, verifier);
    }

    private TokenResponse asking(Client client, AuthorizationGrant grant) throws IOException, GeneralException {
        TokenRequest request = new TokenRequest.Builder(tokenAddress(), id(client), grant).build();
        return OIDCTokenResponseParser.parse(request.toHTTPRequest().send());
    }

    private URI tokenAddress() {
        return server.uri("/" + server.tenant() + "/oauth2/v2.0/token");
    }

    private static ClientID id(Client client) {
        return new ClientID(client.id().toString());
    }

    private static OIDCTokenResponse redeemed(TokenResponse response) {
        if (!response.indicatesSuccess()) throw new AssertionError(error(response));
        return (OIDCTokenResponse) response.toSuccessResponse();
    }

    /** The error and its number. */
    private static String error(TokenResponse response) {
        ErrorObject error = response.toErrorResponse().getErrorObject();
        return error.getCode() + " " + error.getDescription().replaceFirst("AADSTS([0-9]+):.*", "$1");
    }

    private static RefreshToken refreshToken(OIDCTokenResponse tokens) {
        return tokens.getTokens().getRefreshToken();
    }

    private int readScores(OIDCTokenResponse tokens) {
        return server.getWithToken(SCORES, tokens.getTokens().getAccessToken().getValue())
                .statusCode();
    }

    private static JWTClaimsSet accessClaims(OIDCTokenResponse tokens) throws ParseException {
        return SignedJWT.parse(tokens.getTokens().getAccessToken().getValue()).getJWTClaimsSet();
    }
}
