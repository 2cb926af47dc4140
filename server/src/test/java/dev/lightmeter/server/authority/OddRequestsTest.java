package dev.lightmeter.server.authority;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lightmeter.server.RunningServer;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Values that nobody would send, in every field that the authority reads. */
class OddRequestsTest {

    private static final List<String> ODD = List.of(
            "",
            " ",
            "\"",
            "\\",
            "\u0000",
            "\r\nX: y",
            "sch\u00f6n",
            "{}",
            "/",
            "//",
            ".",
            "/.default",
            "a b",
            "x".repeat(5000));

    @TempDir
    static Path folder;

    private static RunningServer server;
    private static Client app;

    @BeforeAll
    static void start() {
        server = RunningServer.start(folder);
        SigningIn allowed =
                new SigningIn(List.of(RedirectUri.of("https://app.example.org/done")), Set.of("Score.Read"), true);
        app = server.authority()
                .createPublicClient(new ClientDraft("app", List.of(), Optional.empty(), Optional.of(allowed)));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void thePageIsShownOrSaysWhatIsWrong() {
        Map<String, String> good = Map.of(
                "client_id", app.id().toString(),
                "response_type", "code",
                "redirect_uri", "https://app.example.org/done",
                "scope", "openid",
                "code_challenge_method", "S256",
                "code_challenge", "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
        for (String field : List.of(
                "client_id",
                "response_type",
                "response_mode",
                "redirect_uri",
                "scope",
                "resource",
                "state",
                "nonce",
                "prompt",
                "login_hint",
                "code_challenge",
                "code_challenge_method")) {
            for (String odd : ODD) {
                URI address = server.uri(
                        "/" + server.tenant() + "/oauth2/v2.0/authorize?" + RunningServer.form(with(good, field, odd)));
                Browser.Open answer = new Browser(server).open(address);
                assertThat(answer.status()).as(field + "=" + odd).isIn(200, 303, 400);
                assertThat(answer.answer().headers().firstValue("Location").orElse("https://app.example.org/done?"))
                        .startsWith("https://app.example.org/done?");
            }
        }
    }

    @Test
    void theTokenAddressSaysWhatIsWrong() {
        Map<String, String> bad = Map.of(
                "client_id", app.id().toString(),
                "code", "c",
                "device_code", "d",
                "redirect_uri", "https://app.example.org/done",
                "refresh_token", "r.t",
                "username", "nobody",
                "password", "nothing at all");
        for (String grant : GrantType.words()) {
            for (String field : List.of(
                    "code",
                    "code_verifier",
                    "redirect_uri",
                    "refresh_token",
                    "device_code",
                    "scope",
                    "resource",
                    "password",
                    "client_id",
                    "client_secret")) {
                for (String odd : ODD) {
                    Map<String, String> form = with(with(bad, "grant_type", grant), field, odd);
                    assertThat(server.postForm("/" + server.tenant() + "/oauth2/v2.0/token", form)
                                    .statusCode())
                            .as(grant + " " + field + "=" + odd)
                            .isIn(400, 401);
                }
            }
        }
    }

    private static Map<String, String> with(Map<String, String> fields, String name, String value) {
        Map<String, String> changed = new TreeMap<>(fields);
        changed.put(name, value);
        return changed;
    }
}
