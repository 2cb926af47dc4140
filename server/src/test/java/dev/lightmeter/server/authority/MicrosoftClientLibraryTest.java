package dev.lightmeter.server.authority;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.aad.msal4j.ClientCredentialFactory;
import com.microsoft.aad.msal4j.ClientCredentialParameters;
import com.microsoft.aad.msal4j.ConfidentialClientApplication;
import com.microsoft.aad.msal4j.DeviceCode;
import com.microsoft.aad.msal4j.DeviceCodeFlowParameters;
import com.microsoft.aad.msal4j.IAuthenticationResult;
import com.microsoft.aad.msal4j.InteractiveRequestParameters;
import com.microsoft.aad.msal4j.PublicClientApplication;
import com.microsoft.aad.msal4j.SilentParameters;
import com.microsoft.aad.msal4j.SystemBrowserOptions;
import dev.lightmeter.server.RunningServer;
import dev.lightmeter.server.config.Configuration;
import dev.lightmeter.server.config.ServerSettings;
import dev.lightmeter.server.user.Role;
import dev.lightmeter.server.user.Users.NewUser;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Microsoft's own library for Java, as it comes, gets a token over HTTPS and reads scores with it. */
class MicrosoftClientLibraryTest {

    private static final String PASSWORD = "a lamp in the harbour";
    private static final Set<String> SCOPE = Set.of("https://api.securitycenter.microsoft.com/.default");

    @TempDir
    Path folder;

    private RunningServer server;
    private URI https;
    private SSLContext trust;

    @BeforeEach
    void start() throws Exception {
        ServerSettings settings = ServerSettings.DEFAULTS.withPorts(0, OptionalInt.of(0));
        server = RunningServer.start(folder, Configuration.DEFAULTS.with(settings), Clock.systemUTC());
        https = server.server().httpsUri().orElseThrow();
        trust = trusting(server.server().authorityFile().orElseThrow());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void getsATokenWithoutInstanceDiscovery() throws Exception {
        IAuthenticationResult token = application()
                .authority(https + "/" + server.tenant() + "/")
                .instanceDiscovery(false)
                .build()
                .acquireToken(ClientCredentialParameters.builder(SCOPE).build())
                .get();
        expectScoresFor(token);
    }

    @Test
    void getsATokenThroughTheOpenIdMetadata() throws Exception {
        IAuthenticationResult token = application()
                .oidcAuthority(https + "/" + server.tenant() + "/v2.0")
                .build()
                .acquireToken(ClientCredentialParameters.builder(SCOPE).build())
                .get();
        expectScoresFor(token);
    }

    @Test
    void signsAUserInByDeviceCodeAndRefreshesSilently() throws Exception {
        PublicClientApplication tool = tool();
        IAuthenticationResult token = tool.acquireToken(
                        DeviceCodeFlowParameters.builder(SCOPE, this::enterCode).build())
                .get();
        expectScoresFor(token);
        expectAnnaAndASilentRefresh(tool, token);
    }

    @Test
    void signsAUserInWithTheBrowser() throws Exception {
        PublicClientApplication tool = tool();
        SystemBrowserOptions browser = SystemBrowserOptions.builder()
                .openBrowserAction(address -> signIn(address.toString()))
                .build();
        IAuthenticationResult token = tool.acquireToken(
                        InteractiveRequestParameters.builder(URI.create("http://localhost"))
                                .scopes(SCOPE)
                                .systemBrowserOptions(browser)
                                .build())
                .get();
        expectScoresFor(token);
        expectAnnaAndASilentRefresh(tool, token);
    }

    private PublicClientApplication tool() throws Exception {
        SigningIn allowed = new SigningIn(List.of(RedirectUri.of("http://localhost")), Set.of("Score.Read"), false);
        Client client = server.authority()
                .createPublicClient(new ClientDraft("tool", List.of(), Optional.empty(), Optional.of(allowed)));
        server.authority()
                .users()
                .add(new NewUser("anna@example.org", "Anna", Role.READER, Set.of(), Set.of()), PASSWORD);
        return PublicClientApplication.builder(client.id().toString())
                .oidcAuthority(https + "/" + server.tenant() + "/v2.0")
                .sslSocketFactory(trust.getSocketFactory())
                .build();
    }

    /** What a person does who was shown a code. */
    private void enterCode(DeviceCode code) {
        assertThat(code.verificationUri()).isEqualTo(https + "/device");
        Browser browser = new Browser(server);
        Browser.Open page = browser.open(server.uri("/device"));
        Browser.Open password = browser.submit(page, Map.of("user_code", code.userCode()));
        assertThat(browser.signIn(password, "anna@example.org", PASSWORD).html())
                .contains("<h1>Signed in</h1>");
    }

    /** What a person does whose browser was opened; it goes back to the library at the end. */
    private void signIn(String address) {
        Browser browser = new Browser(server);
        // the browser of this test trusts no certificate, so it comes in by the other door
        String here =
                address.replace(https.toString(), server.server().baseUri().toString());
        Browser.Open page = browser.open(URI.create(here));
        Browser.Open back = browser.signIn(page, "anna@example.org", PASSWORD);
        Matcher listener = Pattern.compile("action=\"([^\"]+)\"").matcher(back.html());
        assertThat(listener.find()).isTrue();
        browser.send(URI.create(listener.group(1)), back.hidden());
    }

    private static void expectAnnaAndASilentRefresh(PublicClientApplication tool, IAuthenticationResult token)
            throws Exception {
        assertThat(token.account().username()).isEqualTo("anna@example.org");
        IAuthenticationResult next = tool.acquireTokenSilently(SilentParameters.builder(SCOPE, token.account())
                        .forceRefresh(true)
                        .build())
                .get();
        assertThat(next.accessToken()).isNotEqualTo(token.accessToken());
    }

    private ConfidentialClientApplication.Builder application() {
        return ConfidentialClientApplication.builder(
                        server.client().id().toString(),
                        ClientCredentialFactory.createFromSecret(server.client().secret()))
                .sslSocketFactory(trust.getSocketFactory());
    }

    private void expectScoresFor(IAuthenticationResult token) throws Exception {
        assertThat(token.expiresOnDate()).isInTheFuture();
        try (HttpClient http = HttpClient.newBuilder().sslContext(trust).build()) {
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(https.resolve("/api/exposureScore/ByMachineGroups"))
                            .header("Authorization", "Bearer " + token.accessToken())
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).startsWith("{\"@odata.context\":\"" + https + "/api/$metadata#ExposureScore\"");
            assertThat(answer.headers().firstValue("strict-transport-security")).hasValue("max-age=31536000");
        }
    }

    private static SSLContext trusting(Path authorityFile) throws Exception {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        try (InputStream in = Files.newInputStream(authorityFile)) {
            store.setCertificateEntry(
                    "lightmeter", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, factory.getTrustManagers(), null);
        return context;
    }
}
