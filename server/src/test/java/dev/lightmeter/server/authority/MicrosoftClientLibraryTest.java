package dev.lightmeter.server.authority;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.aad.msal4j.ClientCredentialFactory;
import com.microsoft.aad.msal4j.ClientCredentialParameters;
import com.microsoft.aad.msal4j.ConfidentialClientApplication;
import com.microsoft.aad.msal4j.IAuthenticationResult;
import dev.lightmeter.server.RunningServer;
import dev.lightmeter.server.config.Configuration;
import dev.lightmeter.server.config.ServerSettings;
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
import java.util.OptionalInt;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Microsoft's own library for Java, as it comes, gets a token over HTTPS and reads scores with it. */
class MicrosoftClientLibraryTest {

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
