package dev.lightmeter.server.authority;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lightmeter.server.MovableClock;
import dev.lightmeter.server.RunningServer;
import dev.lightmeter.server.config.Configuration;
import dev.lightmeter.server.config.ServerSettings;
import dev.lightmeter.server.http.AddressRange;
import dev.lightmeter.server.user.Role;
import dev.lightmeter.server.user.User;
import dev.lightmeter.server.user.Users.NewUser;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Guessing a password gets slow for whoever guesses, and for nobody else. The server stands behind a proxy here. */
class LockOutTest {

    private static final String PASSWORD = "a lamp in the harbour";

    @TempDir
    Path folder;

    private final MovableClock clock = new MovableClock(RunningServer.NOW);
    private RunningServer server;
    private URI page;
    private User anna;

    @BeforeEach
    void start() {
        ServerSettings behindProxy = new ServerSettings(
                "127.0.0.1",
                0,
                OptionalInt.empty(),
                Optional.empty(),
                List.of(AddressRange.parse("127.0.0.0/8"), AddressRange.parse("10.0.0.0/8")));
        server = RunningServer.start(folder, Configuration.DEFAULTS.with(behindProxy), clock);
        SigningIn allowed = new SigningIn(List.of(RedirectUri.of("http://localhost")), Set.of("Score.Read"), false);
        Client app = server.authority()
                .createPublicClient(new ClientDraft("app", List.of(), Optional.empty(), Optional.of(allowed)));
        anna = server.authority()
                .users()
                .add(new NewUser("anna@example.org", "Anna", Role.READER, Set.of(), Set.of()), PASSWORD);
        page = server.uri("/" + server.tenant() + "/oauth2/v2.0/authorize?client_id=" + app.id()
                + "&response_type=code&redirect_uri=http://localhost:5000&scope=openid&code_challenge_method=S256"
                + "&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void theRightPasswordFromAnotherAddressStillWorks() {
        for (int i = 0; i < 4; i++) assertRefused(signIn("203.0.113.7", "anna@example.org", "guess " + i));
        assertTooSoon(signIn("203.0.113.7", "anna@example.org", PASSWORD));
        assertTooSoon(signIn("203.0.113.7", "ANNA@example.org", PASSWORD));
        assertAccepted(signIn("203.0.113.8", "anna@example.org", PASSWORD));
    }

    @Test
    void anotherUserAtTheSameAddressIsNotSlowedDown() {
        for (int i = 0; i < 6; i++) signIn("203.0.113.7", "ben@example.org", "guess " + i);
        assertAccepted(signIn("203.0.113.7", "anna@example.org", PASSWORD));
    }

    @Test
    void eachFailureDoublesTheWaitUpToAQuarterOfAnHour() {
        for (int i = 0; i < 4; i++) assertRefused(signIn("203.0.113.7", "anna@example.org", "guess"));
        for (int seconds = 1; seconds <= 512; seconds *= 2) {
            clock.advance(Duration.ofSeconds(seconds).minusMillis(1));
            assertTooSoon(signIn("203.0.113.7", "anna@example.org", PASSWORD));
            clock.advance(Duration.ofMillis(1));
            assertRefused(signIn("203.0.113.7", "anna@example.org", "guess"));
        }
        clock.advance(Duration.ofMinutes(15));
        assertAccepted(signIn("203.0.113.7", "anna@example.org", PASSWORD));
        assertRefused(signIn("203.0.113.7", "anna@example.org", "guess"));
        assertAccepted(signIn("203.0.113.7", "anna@example.org", PASSWORD));
    }

    @Test
    void unknownNamesAreSlowedDownInTheSameWay() {
        for (int i = 0; i < 4; i++) assertRefused(signIn("203.0.113.7", "nobody@example.org", "guess " + i));
        assertTooSoon(signIn("203.0.113.7", "nobody@example.org", "guess"));
    }

    @Test
    void aClientCannotInventItsAddress() {
        for (int i = 0; i < 4; i++) {
            assertRefused(signIn("198.51.100." + i + ", 203.0.113.7, 10.0.0.1", "anna@example.org", "guess"));
        }
        assertTooSoon(signIn("198.51.100.9, 203.0.113.7", "anna@example.org", PASSWORD));
    }

    @Test
    void aHouseholdWithManyAddressesIsOneAddress() {
        for (int i = 0; i < 4; i++) assertRefused(signIn("2001:db8:1:2::" + i, "anna@example.org", "guess"));
        assertTooSoon(signIn("2001:db8:1:2:aaaa:bbbb:cccc:dddd", "anna@example.org", PASSWORD));
        assertAccepted(signIn("2001:db8:1:3::1", "anna@example.org", PASSWORD));
    }

    @Test
    void aDisabledUserLearnsSoOnlyWithTheRightPassword() {
        server.authority().users().change(anna.id(), user -> user.withEnabled(false));
        assertRefused(signIn("203.0.113.7", "anna@example.org", "guess"));
        assertThat(signIn("203.0.113.7", "anna@example.org", PASSWORD).html()).contains("This user is disabled.");
    }

    private Browser.Open signIn(String from, String userName, String password) {
        Browser browser = new Browser(server);
        return browser.submit(
                browser.open(page),
                java.util.Map.of("username", userName, "password", password),
                "X-Forwarded-For",
                from);
    }

    private static void assertAccepted(Browser.Open answer) {
        assertThat(answer.location().toString()).startsWith("http://localhost:5000?code=");
    }

    private static void assertRefused(Browser.Open answer) {
        assertThat(answer.html()).contains("User name and password do not belong together.");
    }

    private static void assertTooSoon(Browser.Open answer) {
        assertThat(answer.html()).contains("Too many failures from this place. Wait ");
    }
}
