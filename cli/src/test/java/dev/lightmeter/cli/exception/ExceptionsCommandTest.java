package dev.lightmeter.cli.exception;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lightmeter.cli.CommandRun;
import dev.lightmeter.cli.RunningCommand;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Exceptions on the command line, with and without a server over the data folder. */
class ExceptionsCommandTest {

    private static final String FLEET = """
            {"weaknesses": [{"id": "CVE-2031-0001", "cvss": 9.8, "epss": 0.5, "kev": true}],
             "devices": [{"id": "one", "group": "Shop", "findings": [{"cve": "CVE-2031-0001", "rec": "update-a"}]},
                         {"id": "two", "group": "Office", "findings": [{"cve": "CVE-2031-0001", "rec": "update-b"}]}]}
            """;

    @TempDir
    Path folder;

    private String data = "";

    @BeforeEach
    void importAFleet() throws Exception {
        data = folder.resolve("data").toString();
        Path fleet = Files.writeString(folder.resolve("fleet.json"), FLEET);
        CommandRun imported = CommandRun.of("import", "--data", data, fleet.toString());
        assertThat(imported.exitCode()).as(imported.err()).isZero();
    }

    @Test
    void makesForetellsListsAndTakesBackOverAFolder() {
        assertThat(run("list").err()).contains("there are no exceptions; lightmeter exceptions add makes one");

        String[] draft = {
            "add", "--recommendation", "update-a", "--justification", "third_party_control", "--until", "2026-12-31"
        };
        CommandRun preview = run(with(draft, "--preview"));
        assertThat(preview.out())
                .containsPattern("organisation +\\d+\\.\\d +\\d+\\.\\d +-\\d+\\.\\d+")
                .contains("Shop")
                .doesNotContain("Office");
        assertThat(run("list").out()).isEmpty();

        CommandRun made = run(with(draft, "--note", "behind the new firewall"));
        assertThat(made.out())
                .contains("update-a, everywhere, until 2026-12-31")
                .endsWith(preview.out());
        CommandRun list = run("list");
        assertThat(list.out())
                .contains(
                        "update-a", "everywhere", "until 2026-12-31", "third party control", "behind the new firewall")
                .contains("lightmeter-command-line");

        CommandRun explained = CommandRun.of("explain", "one", "--data", data);
        assertThat(explained.out())
                .containsPattern(
                        "CVE-2031-0001 .* 25 % +exception [0-9a-f]{8}, third party control until 2026-12-31, by");

        String shown = list.out().lines().toList().get(1).strip().split(" ", 2)[0];
        assertThat(shown).hasSize(8);
        CommandRun cancelled = run("cancel", shown);
        assertThat(cancelled.out()).contains("taken back 2026-10-05").contains("Shop");
        assertThat(run("list").err()).contains("there are no exceptions");
        assertThat(run("list", "--all").out()).contains("taken back 2026-10-05");
        assertThat(run("cancel", shown).err())
                .isEqualToIgnoringNewLines("lightmeter: This exception has ended already");
    }

    @Test
    void saysSoWhereNoScoreChanges() {
        CommandRun accepted =
                run("add", "--cve", "cve-2031-0001", "--justification", "risk_accepted", "--group", "shop");
        assertThat(accepted.exitCode()).as(accepted.err()).isZero();
        assertThat(accepted.out())
                .contains("CVE-2031-0001, Shop, without end")
                .contains("organisation")
                .contains("No score changes.");
    }

    @Test
    void tellsTheSameThroughARunningServer() throws Exception {
        Path envFile = folder.resolve("lightmeter.env");
        try (RunningCommand _ = RunningCommand.start(envFile, "serve", "--data", data)) {
            // the server lives in real time, in which the first report is old
            String fleet = folder.resolve("fleet.json").toString();
            assertThat(RunningCommand.beside("import", "--data", data, fleet).exitCode())
                    .isZero();
            CommandRun made = beside("add", "--recommendation", "update-b", "--justification", "alternate_mitigation");
            assertThat(made.exitCode()).as(made.err()).isZero();
            assertThat(made.out()).contains("update-b, everywhere, without end").contains("Office");
            JsonNode list = json(beside("list", "--format", "json"));
            String id = list.path("exceptions").path(0).path("id").asString();
            assertThat(made.out()).contains(id);
            JsonNode cancelled = json(beside("cancel", id.toUpperCase(Locale.ROOT), "--format", "json"));
            assertThat(cancelled.path("state").asString()).isEqualTo("cancelled");
            assertThat(cancelled.path("scores")).isNotEmpty();
        }
    }

    @Test
    void refusesWhatCannotBeWithASentence() {
        assertThat(run("add", "--recommendation", "update-a", "--justification", "no_patch")
                        .err())
                .contains("only an exception for a CVE can be justified by the lack of a patch");
        assertThat(run("add", "--cve", "CVE-2031-0001", "--justification", "hope")
                        .err())
                .contains("must be one of third_party_control, alternate_mitigation, risk_accepted");
        assertThat(run("add", "--cve", "CVE-2031-9999", "--justification", "no_patch")
                        .err())
                .contains("No device in sight has anything to do with CVE-2031-9999");
        assertThat(run("add", "--cve", "CVE-2031-0001", "--justification", "no_patch", "--group", "Nobody")
                        .err())
                .contains("There is no device group Nobody");
        CommandRun day = run("add", "--cve", "CVE-2031-0001", "--justification", "no_patch", "--until", "soon");
        assertThat(day.exitCode()).isEqualTo(2);
        assertThat(day.err()).contains("--until").contains("soon");
        assertThat(run("add", "--justification", "no_patch").exitCode()).isEqualTo(2);
        assertThat(run("cancel", "3b241101").err()).contains("there is no exception 3b241101");
        assertThat(CommandRun.of(
                                "exceptions",
                                "list",
                                "--data",
                                folder.resolve("none").toString())
                        .err())
                .contains("there is no data folder");
    }

    @Test
    void obeysTheWayTheServersConfigurationMakesScores() throws Exception {
        Path parity = Files.writeString(folder.resolve("parity.yaml"), "scores:\n  exceptions: parity\n");
        JsonNode open = json(run(
                "add",
                "--recommendation",
                "update-a",
                "--justification",
                "third_party_control",
                "--preview",
                "--format",
                "json"));
        JsonNode asDefender = json(run(
                "add",
                "--recommendation",
                "update-a",
                "--justification",
                "third_party_control",
                "--preview",
                "--format",
                "json",
                "--config",
                parity.toString()));
        assertThat(score(open, "Shop").path("after").asString()).isNotEqualTo("0.000000000");
        assertThat(score(asDefender, "Shop").path("after").asString()).isEqualTo("0.000000000");
    }

    @Test
    void fitsATerminal() {
        CommandRun made = run("add", "--recommendation", "update-a", "--justification", "third_party_control");
        assertThat(made.exitCode()).as(made.err()).isZero();
        CommandRun list = CommandRun.onTerminal(Map.of("NO_COLOR", "1"), "exceptions", "list", "--data", data);
        assertThat(list.out()).contains("update-a", "everywhere", "without end");
        assertThat(list.out().lines())
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
    }

    private static JsonNode score(JsonNode decided, String group) {
        for (JsonNode score : decided.path("scores")) {
            if (score.path("deviceGroup").asString().equals(group)) return score;
        }
        throw new AssertionError("no score of " + group + " in " + decided);
    }

    private static JsonNode json(CommandRun run) {
        assertThat(run.exitCode()).as(run.err()).isZero();
        return JsonMapper.shared().readTree(run.out());
    }

    private static String[] with(String[] words, String... more) {
        String[] all = Arrays.copyOf(words, words.length + more.length);
        System.arraycopy(more, 0, all, words.length, more.length);
        return all;
    }

    private CommandRun run(String... words) {
        return CommandRun.of(exceptions(words));
    }

    private CommandRun beside(String... words) {
        return RunningCommand.beside(exceptions(words));
    }

    private String[] exceptions(String... words) {
        return with(with(new String[] {"exceptions"}, words), "--data", data);
    }
}
