package dev.lightmeter.server.authority;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.util.JSONObjectUtils;
import dev.lightmeter.server.MovableClock;
import dev.lightmeter.server.RunningServer;
import dev.lightmeter.server.config.Configuration;
import dev.lightmeter.server.user.Role;
import dev.lightmeter.server.user.Users.NewUser;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program without a browser gets its user signed in on another machine. */
class DeviceSignInTest {

    private static final String PASSWORD = "a lamp in the harbour";
    private static final String GRANT = "urn:ietf:params:oauth:grant-type:device_code";

    @TempDir
    Path folder;

    private final MovableClock clock = new MovableClock(RunningServer.NOW);
    private RunningServer server;
    private Client app;

    @BeforeEach
    void start() {
        server = RunningServer.start(folder, Configuration.DEFAULTS, clock);
        SigningIn allowed = new SigningIn(List.of(), Set.of("Score.Read"), false);
        app = server.authority()
                .createPublicClient(new ClientDraft("terminal", List.of(), Optional.empty(), Optional.of(allowed)));
        server.authority()
                .users()
                .add(new NewUser("anna@example.org", "Anna", Role.READER, Set.of(), Set.of()), PASSWORD);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void waitsForTheUserAndThenGetsTokensOnce() throws ParseException {
        Map<String, Object> device = begin();
        assertThat(device)
                .containsEntry("verification_uri", server.uri("/device").toString())
                .containsEntry("expires_in", 900L)
                .containsEntry("interval", 5L)
                .containsKeys("device_code", "verification_uri_complete", "message");
        assertThat(device.get("user_code").toString()).matches("[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}");
        assertThat(poll(device)).containsEntry("error", "authorization_pending");

        Browser browser = new Browser(server);
        Browser.Open code = browser.open(server.uri("/device"));
        String typed = " "
                + device.get("user_code").toString().toLowerCase(Locale.ROOT).replace('-', ' ');
        Browser.Open password = browser.submit(code, Map.of("user_code", typed));
        assertThat(password.html()).contains("<strong>terminal</strong>").contains("Go on only if you started this");
        assertThat(poll(device)).containsEntry("error", "authorization_pending");
        Browser.Open wrong = browser.signIn(password, "anna@example.org", "a lamp in the fog");
        assertThat(wrong.html()).contains("User name and password do not belong together.");
        assertThat(poll(device)).containsEntry("error", "authorization_pending");
        assertThat(browser.signIn(wrong, "anna@example.org", PASSWORD).html()).contains("<h1>Signed in</h1>");

        Map<String, Object> tokens = poll(device);
        assertThat(tokens).containsKeys("access_token", "refresh_token", "id_token");
        assertThat(server.getWithToken(
                                "/api/exposureScore", tokens.get("access_token").toString())
                        .statusCode())
                .isEqualTo(200);
        assertThat(poll(device)).containsEntry("error", "bad_verification_code");
    }

    @Test
    void theAddressWithTheCodeInItFillsInTheForm() throws ParseException {
        Map<String, Object> device = begin();
        Browser.Open page = new Browser(server)
                .open(java.net.URI.create(
                        device.get("verification_uri_complete").toString()));
        assertThat(page.html()).contains("value=\"" + device.get("user_code") + "\"");
    }

    @Test
    void aDeclinedDeviceGetsNothing() throws ParseException {
        Map<String, Object> device = begin();
        Browser browser = new Browser(server);
        Browser.Open password = enterCode(browser, device);
        browser.submit(password, Map.of("cancel", "1", "username", ""));
        assertThat(poll(device)).containsEntry("error", "authorization_declined");
    }

    @Test
    void codesExpire() throws ParseException {
        Map<String, Object> device = begin();
        Browser browser = new Browser(server);
        Browser.Open page = browser.open(server.uri("/device"));
        clock.advance(Duration.ofMinutes(15));
        assertThat(poll(device)).containsEntry("error", "expired_token");
        assertThat(browser.submit(
                                page,
                                Map.of("user_code", device.get("user_code").toString()))
                        .html())
                .contains("No device waits under this code.");
    }

    @Test
    void guessingCodesGetsSlow() throws ParseException {
        Map<String, Object> device = begin();
        Browser browser = new Browser(server);
        Browser.Open page = browser.open(server.uri("/device"));
        for (int i = 0; i < 4; i++) {
            assertThat(browser.submit(page, Map.of("user_code", "BBBB-BBBB")).status())
                    .isEqualTo(400);
        }
        Map<String, String> right = Map.of("user_code", device.get("user_code").toString());
        assertThat(browser.submit(page, right).status()).isEqualTo(429);
        clock.advance(Duration.ofSeconds(1));
        assertThat(browser.submit(page, right).status()).isEqualTo(200);
    }

    @Test
    void oneAddressCannotFillTheWaitingRoom() throws ParseException {
        for (int i = 0; i < 100; i++) begin();
        assertThat(begin()).containsEntry("error", "temporarily_unavailable");
        clock.advance(Duration.ofMinutes(31));
        assertThat(begin()).containsKey("device_code");
    }

    @Test
    void aCodeIsNoUseToAnotherClientOrToOneThatSignsNobodyIn() throws ParseException {
        Map<String, Object> device = begin();
        Client other = server.authority()
                .createPublicClient(new ClientDraft(
                        "other",
                        List.of(),
                        Optional.empty(),
                        Optional.of(new SigningIn(List.of(), Set.of("Score.Read"), false))));
        assertThat(answer(
                        "token",
                        Map.of(
                                "grant_type", GRANT,
                                "client_id", other.id().toString(),
                                "device_code", device.get("device_code").toString())))
                .containsEntry("error", "bad_verification_code");
        assertThat(answer(
                        "devicecode",
                        Map.of(
                                "client_id", server.client().id().toString(),
                                "client_secret", server.client().secret(),
                                "scope", "openid")))
                .containsEntry("error", "unauthorized_client");
    }

    @Test
    void aFormFromAnotherSiteIsNotTaken() throws ParseException {
        Map<String, Object> device = begin();
        Browser.Open answer = new Browser(server)
                .send(
                        server.uri("/device"),
                        Map.of(
                                "user_code",
                                device.get("user_code").toString(),
                                "username",
                                "anna@example.org",
                                "password",
                                PASSWORD));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(poll(device)).containsEntry("error", "authorization_pending");
    }

    private Browser.Open enterCode(Browser browser, Map<String, Object> device) {
        return browser.submit(
                browser.open(server.uri("/device")),
                Map.of("user_code", device.get("user_code").toString()));
    }

    private Map<String, Object> begin() throws ParseException {
        return answer(
                "devicecode",
                Map.of("client_id", app.id().toString(), "scope", "openid offline_access api://lightmeter/.default"));
    }

    private Map<String, Object> poll(Map<String, Object> device) throws ParseException {
        return answer(
                "token",
                Map.of(
                        "grant_type", GRANT,
                        "client_id", app.id().toString(),
                        "device_code", device.get("device_code").toString()));
    }

    private Map<String, Object> answer(String address, Map<String, String> form) throws ParseException {
        return JSONObjectUtils.parse(server.postForm("/" + server.tenant() + "/oauth2/v2.0/" + address, form)
                .body());
    }
}
