package dev.lightmeter.cli.people;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lightmeter.cli.CommandRun;
import dev.lightmeter.server.authority.Authority;
import dev.lightmeter.server.authority.Client;
import dev.lightmeter.server.user.Role;
import dev.lightmeter.server.user.User;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Users and clients on the command line, in a data folder without a server. */
class PeopleAndClientsTest {

    private static final String PASSWORD = "a lamp in the harbour\n";

    @TempDir
    Path folder;

    @Test
    void addsAUserWithAPasswordFromStandardInput() throws Exception {
        CommandRun run =
                run(PASSWORD, "users", "add", "anna@example.org", "--role", "operator", "--group", "Server team");
        assertThat(run.exitCode()).as(run.err()).isZero();
        User anna = user("anna@example.org");
        assertThat(run.out()).isEqualTo("USER_ID=" + anna.id() + System.lineSeparator());
        assertThat(anna.role()).isEqualTo(Role.OPERATOR);
        assertThat(anna.groups()).containsExactly("Server team");
        assertThat(Files.readString(folder.resolve("authority/users.json"))).doesNotContain("harbour");
        assertThat(run("", "users", "list").out()).contains("anna@example.org", "operator", "Server team", "enabled");
    }

    @Test
    void printsAPasswordThatItMade() {
        CommandRun run = run("", "users", "add", "anna@example.org", "--generate-password");
        assertThat(run.out()).matches("(?s)PASSWORD=[A-Za-z2-9]{20}\\R.*");
        assertThat(user("anna@example.org").role()).isEqualTo(Role.READER);
    }

    @Test
    void refusesWhatCannotBe() {
        assertThat(run("short\n", "users", "add", "anna@example.org").err())
                .isEqualTo("lightmeter: a password has 12 to 256 characters, got 5" + System.lineSeparator());
        assertThat(run("", "users", "add", "anna@example.org").err()).contains("no password came in on standard input");
        assertThat(run(PASSWORD, "users", "add", "anna@example.org", "--role", "boss")
                        .err())
                .contains("there is no role 'boss'; known are none, reader, operator, administrator");
        assertThat(run(PASSWORD, "users", "add", "an na").err()).contains("without blanks, like anna@example.org");
        assertThat(run(PASSWORD, "users", "add", "a", "--permission", "Score.Write")
                        .err())
                .contains("there is no delegated scope 'Score.Write'; known are Score.Read, ");
        assertThat(run("", "users", "remove", "nobody").err()).contains("there is no user 'nobody'");
        assertThat(run(PASSWORD, "users", "add", "anna@example.org").exitCode()).isZero();
        assertThat(run(PASSWORD, "users", "add", "ANNA@example.org").err())
                .contains("there is a user 'ANNA@example.org' already");
    }

    @Test
    void changesAndRemovesAUser() {
        run(PASSWORD, "users", "add", "anna@example.org", "--group", "a", "--group", "b");
        assertThat(run(
                                "",
                                "users",
                                "change",
                                "anna@example.org",
                                "--role",
                                "none",
                                "--permission",
                                "Score.Read",
                                "--no-groups",
                                "--name",
                                "Anna",
                                "--disable")
                        .exitCode())
                .isZero();
        User anna = user("anna@example.org");
        assertThat(anna.scopes()).containsExactly("Score.Read");
        assertThat(anna.groups()).isEmpty();
        assertThat(anna.displayName()).isEqualTo("Anna");
        assertThat(anna.enabled()).isFalse();
        assertThat(run("another lamp entirely\n", "users", "password", "anna@example.org")
                        .exitCode())
                .isZero();
        assertThat(user("anna@example.org").passwordHash()).isNotEqualTo(anna.passwordHash());
        assertThat(run("", "users", "remove", "anna@example.org").exitCode()).isZero();
        assertThat(run("", "users", "list").err()).contains("nobody can sign in yet");
    }

    @Test
    void makesClientsForProgramsAndForPeople() {
        CommandRun run = run("", "clients", "add", "shop", "--role", "Score.Read.All", "--device-group", "Shop");
        assertThat(run.out()).matches("TENANT=.*\\RCLIENT_ID=.*\\RCLIENT_SECRET=.*\\R");
        assertThat(run("", "clients", "add", "tool", "--public").out()).matches("TENANT=.*\\RCLIENT_ID=.*\\R");
        assertThat(clients()).hasSize(2);
        Client shop = clients().getFirst();
        assertThat(shop.deviceGroups()).isEqualTo(Optional.of(Set.of("Shop")));
        assertThat(shop.signingIn()).isEmpty();
        Client tool = clients().getLast();
        assertThat(tool.isPublic()).isTrue();
        assertThat(tool.signingIn().orElseThrow().redirectUris().toString())
                .isEqualTo("[http://localhost, http://127.0.0.1, http://[::1]]");
        assertThat(run("", "clients", "list").out())
                .contains(shop.id().toString(), "Score.Read.All", "http://localhost");
        assertThat(run("", "clients", "secret", shop.id().toString()).out()).startsWith("CLIENT_SECRET=");
        assertThat(run("", "clients", "secret", tool.id().toString()).err()).contains("with a secret");
        assertThat(run("", "clients", "remove", tool.id().toString()).exitCode())
                .isZero();
        assertThat(clients()).hasSize(1);
    }

    @Test
    void refusesClientsThatCannotBe() {
        assertThat(run("", "clients", "add", "x", "--role", "Score.Write.All").err())
                .contains("there is no application role 'Score.Write.All'; known are Score.Read.All, ");
        assertThat(run("", "clients", "add", "x", "--public", "--role", "Score.Read.All")
                        .err())
                .contains("a client without a secret cannot hold application roles");
        assertThat(run("", "clients", "add", "x", "--redirect", "http://tool.example.org")
                        .err())
                .contains("a redirect address starts with https://");
        assertThat(run("", "token", "--role", "Foo").err()).contains("there is no application role 'Foo'");
    }

    private CommandRun run(String input, String... words) {
        String[] all = java.util.Arrays.copyOf(words, words.length + 2);
        all[words.length] = "--data";
        all[words.length + 1] = folder.toString();
        return CommandRun.withInput(input, all);
    }

    private User user(String name) {
        return Authority.open(folder, Clock.systemUTC()).users().find(name).orElseThrow();
    }

    private java.util.List<Client> clients() {
        return Authority.open(folder, Clock.systemUTC()).clients();
    }
}
