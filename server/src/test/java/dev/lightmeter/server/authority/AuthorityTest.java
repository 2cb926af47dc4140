package dev.lightmeter.server.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lightmeter.server.auth.Audiences;
import dev.lightmeter.server.auth.Caller;
import dev.lightmeter.server.auth.TokenVerifier;
import dev.lightmeter.server.auth.Verdict;
import dev.lightmeter.server.secret.SecretException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuthorityTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC);

    @TempDir
    Path folder;

    @Test
    void keepsItsFilesToTheOwner() throws IOException {
        Authority authority = Authority.open(folder, CLOCK);
        authority.createClient("one", List.of("Score.Read.All"));
        authority.publicKeys();
        assertThat(permissions("authority")).isEqualTo("rwx------");
        assertThat(permissions("authority/clients.json")).isEqualTo("rw-------");
        assertThat(permissions("authority/keys.json")).isEqualTo("rw-------");
    }

    @Test
    void keepsNoSecretInTheClear() throws IOException {
        Authority authority = Authority.open(folder, CLOCK);
        NewClient client = authority.createClient("one", List.of());
        authority.publicKeys(); // waits until there is a key
        assertThat(Files.readString(folder.resolve("authority/clients.json")))
                .contains(client.id().toString())
                .doesNotContain(client.secret());
        assertThat(client.toString()).doesNotContain(client.secret());
    }

    @Test
    void refusesAKeyFileThatOthersCanRead() throws IOException {
        Authority.open(folder, CLOCK).publicKeys();
        Path keys = folder.resolve("authority/keys.json");
        Files.setPosixFilePermissions(keys, PosixFilePermissions.fromString("rw-r--r--"));
        assertThatThrownBy(() -> Authority.open(folder, CLOCK))
                .isInstanceOf(SecretException.class)
                .hasMessage(
                        "The file " + keys
                                + " can be read or changed by others (rw-r--r--). Take that away (chmod 600) and consider what is in it as known");
    }

    @Test
    void refusesDamagedFilesByName() throws IOException {
        Authority.open(folder, CLOCK).publicKeys();
        Path keys = folder.resolve("authority/keys.json");
        String good = Files.readString(keys);
        Files.writeString(keys, "{\"keys\":[");
        assertThatThrownBy(() -> Authority.open(folder, CLOCK))
                .hasMessage("The file " + keys + " is not a JSON web key set");
        Files.writeString(keys, "{\"keys\":[]}");
        assertThatThrownBy(() -> Authority.open(folder, CLOCK))
                .hasMessage("The file " + keys + " holds no private RSA key with an id");
        Files.writeString(keys, good); // without any, one would be made behind the back of this test
        Path clients = folder.resolve("authority/clients.json");
        Files.writeString(clients, "{\"tenant\":\"x\",\"clients\":[]}");
        assertThatThrownBy(() -> Authority.open(folder, CLOCK))
                .hasMessageStartingWith("The file " + clients + " is not a list of clients: ");
    }

    @Test
    void mintsATokenThatTheServerAccepts() {
        Authority authority = Authority.open(folder, CLOCK);
        Caller caller = Caller.application("cli", "cli", authority.tenant().toString(), List.of("Score.Read.All", "B"));
        String token = authority.mint(caller, Duration.ofMinutes(5));
        TokenVerifier verifier =
                new TokenVerifier(List.of(authority.asIssuer(Audiences.withDefaults(List.of()))), CLOCK);
        assertThat(verifier.verify(token))
                .isInstanceOfSatisfying(Verdict.Admitted.class, admitted -> assertThat(admitted.caller())
                        .isEqualTo(caller));
    }

    @Test
    void aTokenTellsWhoTheUserIsAndWhatTheApplicationMaySee() {
        Authority authority = Authority.open(folder, CLOCK);
        String tenant = authority.tenant().toString();
        Caller.User anna =
                new Caller.User("anna@example.org", "Anna", Set.of("Server team"), Set.of("Lightmeter.Administrator"));
        Caller user = Caller.delegated("app", "object", tenant, List.of("Score.Read", "Machine.Read"), anna);
        Caller limited = Caller.application("app", "object", tenant, List.of("Score.Read.All"))
                .limitedTo(List.of("Servers"));
        TokenVerifier verifier =
                new TokenVerifier(List.of(authority.asIssuer(Audiences.withDefaults(List.of()))), CLOCK);
        for (Caller caller : List.of(user, limited)) {
            assertThat(verifier.verify(authority.mint(caller, Duration.ofMinutes(5))))
                    .isInstanceOfSatisfying(Verdict.Admitted.class, admitted -> assertThat(admitted.caller())
                            .isEqualTo(caller));
        }
    }

    @Test
    void mintsNothingForLongerThanADay() {
        Authority authority = Authority.open(folder, CLOCK);
        authority.publicKeys(); // waits until there is a key
        Caller caller = Caller.application("cli", "cli", "", List.of());
        assertThatThrownBy(() -> authority.mint(caller, Duration.ofHours(25)))
                .hasMessage("a token may live up to PT24H, got PT25H");
    }

    @Test
    void doesNotAcceptTheTokensOfAnotherAuthority(@TempDir Path other) {
        Authority authority = Authority.open(folder, CLOCK);
        String token = Authority.open(other, CLOCK)
                .mint(Caller.application("cli", "cli", "", List.of("Score.Read.All")), Duration.ofMinutes(5));
        authority.publicKeys(); // waits until there is a key
        TokenVerifier verifier =
                new TokenVerifier(List.of(authority.asIssuer(Audiences.withDefaults(List.of()))), CLOCK);
        assertThat(verifier.verify(token))
                .isEqualTo(new Verdict.Refused("The issuer of the token is not trusted (iss)"));
    }

    private String permissions(String path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(path)));
    }
}
