package dev.lightmeter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HelpTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "demo",
                "serve",
                "import",
                "feeds list",
                "feeds load",
                "feeds update",
                "pull",
                "score",
                "explain",
                "why",
                "history",
                "events",
                "plan",
                "whatif",
                "export-sums",
                "merge",
                "gate",
                "report",
                "statement create",
                "statement verify",
                "statement key",
                "exceptions add",
                "exceptions list",
                "exceptions cancel",
                "token",
                "users add",
                "users list",
                "users change",
                "users password",
                "users remove",
                "clients add",
                "clients list",
                "clients secret",
                "clients remove",
                "doctor"
            })
    void teachesEveryCommandByExamplesThatFitATerminal(String command) {
        String[] words = (command + " --help").split(" ");
        CommandRun run = CommandRun.onTerminal(Map.of("NO_COLOR", "1"), words);

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("Examples:").contains("lightmeter " + command);
        assertThat(run.out().lines())
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
    }

    @Test
    void listsTheCommandsAndTheExitCodes() {
        CommandRun run = CommandRun.of("--help");

        assertThat(run.out())
                .contains(
                        "demo",
                        "serve",
                        "import",
                        "feeds",
                        "pull",
                        "score",
                        "explain",
                        "why",
                        "history",
                        "events",
                        "exceptions",
                        "token",
                        "users",
                        "clients",
                        "doctor")
                .contains("Exit codes: 0 done, 1 something was refused or failed, 2 wrong usage,")
                .doesNotContain("rehearse");
    }

    @Test
    void suggestsTheCommandThatWasMeant() {
        CommandRun run = CommandRun.of("scor");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("scor").contains("score").doesNotContain("\tat ");
    }

    @Test
    void asksForACommandWhereNoneIsGiven() {
        assertThat(CommandRun.of().exitCode()).isEqualTo(2);
        assertThat(CommandRun.of("users").err()).contains("users needs a command: add, list");
        assertThat(CommandRun.of("exceptions").err()).contains("exceptions needs a command: add, list or cancel");
        assertThat(CommandRun.of("clients").err()).contains("clients needs a command: add, list");
    }

    @Test
    void showsATraceOnlyWhenItIsAskedFor() {
        assertThat(CommandRun.of("token", "--data", "/nowhere/at/all").err()).doesNotContain("\tat ");
        assertThat(CommandRun.of("token", "--data", "/nowhere/at/all", "--debug")
                        .err())
                .contains("\tat ");
    }
}
