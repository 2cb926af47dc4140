package dev.lightmeter.cli.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lightmeter.cli.CommandRun;
import dev.lightmeter.cli.RunningCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class GateCommandTest {

    private static final String FLEET = """
            {"asOf": "2026-10-01", "weaknesses": [
               {"id": "CVE-2026-0001", "cvss": "9.8", "epss": "0.52600", "kev": true}],
             "devices": [
               {"id": "a", "group": "Servers", "findings": [{"cve": "CVE-2026-0001", "rec": "update-a"}]},
               {"id": "b", "group": "Servers", "daysSinceAssessed": 40},
               {"id": "c", "group": "Laptops", "config": [{"id": "scid-1", "weight": 8, "failed": false}]},
               {"id": "d", "group": "Attic", "daysSinceAssessed": 40}]}
            """;
    private static final String KEV = """
            {"title":"KEV","catalogVersion":"2026.09.30","dateReleased":"2026-09-30T10:00:00Z","count":1,"vulnerabilities":[
             {"cveID":"CVE-2026-0009","vendorProject":"Acme","product":"Portal","vulnerabilityName":"x","dateAdded":"2026-09-01",
              "shortDescription":"x","requiredAction":"x","dueDate":"2026-09-22","knownRansomwareCampaignUse":"Unknown"}]}
            """;

    @TempDir
    Path folder;

    @Test
    void opensWhereEveryLimitIsMet() throws IOException {
        CommandRun run = gate("--group", "laptops", "--max", "0", "--min-coverage", "100", "--no-kev");

        assertThat(run.out())
                .isEqualTo("PASS Laptops: score 0 of at most 0; coverage 100%;"
                        + " no device exposed to a known exploited weakness" + System.lineSeparator());
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void closesWithTheLimitsThatAreNotMet() throws IOException {
        CommandRun run = gate("--group", "Servers", "--max", "40", "--no-kev", "--max-high-devices", "3");

        assertThat(run.out())
                .matches("FAIL Servers: score [0-9.]+ is above 40;"
                        + " 1 device exposed to a known exploited weakness\\R");
        assertThat(run.exitCode()).isEqualTo(4);
        assertThat(gate("--group", "Servers", "--min-coverage", "50.1").out())
                .isEqualTo("FAIL Servers: coverage 50% is below 50.1%" + System.lineSeparator());
        assertThat(gate("--group", "Servers", "--min-coverage", "50").exitCode())
                .isZero();
    }

    @Test
    void comparesTheExactScoreNotARoundedOne() throws IOException {
        String exact = json(gate("--group", "Servers", "--max", "100", "--format", "json"))
                .path("score")
                .asString();

        assertThat(gate("--group", "Servers", "--max", exact).exitCode()).isZero();
        String less = new java.math.BigDecimal(exact)
                .subtract(new java.math.BigDecimal("1e-9"))
                .toPlainString();
        assertThat(gate("--group", "Servers", "--max", less).exitCode()).isEqualTo(4);
    }

    @Test
    void staysShutWhereItCannotTell() throws IOException {
        assertThat(gate("--group", "Servant", "--max", "40").out())
                .isEqualTo("CANNOT TELL Servant: there is no such device group" + System.lineSeparator());
        CommandRun empty = gate("--group", "Attic", "--max", "40");
        assertThat(empty.out()).isEqualTo("CANNOT TELL Attic: no score, for no device counts" + System.lineSeparator());
        assertThat(empty.exitCode()).isEqualTo(5);
        CommandRun withoutCatalogue =
                CommandRun.of("gate", "--group", "Laptops", "--no-kev", file("fleet.json", FLEET));
        assertThat(withoutCatalogue.out()).contains("KEV is not loaded");
        assertThat(withoutCatalogue.exitCode()).isEqualTo(5);
        CommandRun nowhere = CommandRun.of(
                "gate", "--max", "40", "--data", folder.resolve("no").toString());
        assertThat(nowhere.out()).startsWith("CANNOT TELL organisation: there is no data folder");
        assertThat(nowhere.exitCode()).isEqualTo(5);
        CommandRun half =
                CommandRun.of("gate", "--max", "100", file("fleet.json", FLEET), file("torn.json", "{\"a\":"));
        assertThat(half.out()).contains("CANNOT TELL organisation: not all files could be read");
    }

    @Test
    void answersProgramsWithEveryLimit() throws IOException {
        JsonNode answer =
                json(gate("--group", "Servers", "--max", "40", "--max-high-devices", "5", "--format", "json"));

        assertThat(answer.path("verdict").asString()).isEqualTo("fail");
        assertThat(answer.path("group").asString()).isEqualTo("Servers");
        assertThat(answer.path("limits").findValuesAsString("outcome")).containsExactly("not-met", "met");
    }

    @Test
    void refusesAGateThatAsksForNothing() {
        CommandRun run = CommandRun.of("gate");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("a gate needs a limit: --max, --max-high-devices, --min-coverage or --no-kev");
        assertThat(CommandRun.of("gate", "--max", "101").err()).contains("--max must lie in 0..100, got 101");
        assertThat(CommandRun.of("gate", "--max", "1", "--server", "https://x", "y.json")
                        .err())
                .contains("three places to look");
    }

    @Test
    void looksIntoADataFolder() throws IOException {
        Path data = folder.resolve("data");
        assertThat(CommandRun.of("import", "--data", data.toString(), file("fleet.json", FLEET))
                        .exitCode())
                .isZero();
        assertThat(CommandRun.of("gate", "--data", data.toString(), "--group", "Servers", "--max", "40")
                        .exitCode())
                .isEqualTo(4);
    }

    @Test
    void asksAServerElsewhereAsAClient() throws Exception {
        String data = folder.resolve("data").toString();
        CommandRun.of("import", "--data", data, file("fleet.json", FLEET));
        try (RunningCommand serve = RunningCommand.start(folder.resolve("lightmeter.env"), "serve", "--data", data)) {
            Map<String, String> told = serve.environment();
            String base = String.valueOf(told.get("BASE"));
            Map<String, String> client = Map.of(
                    "LIGHTMETER_TENANT", String.valueOf(told.get("TENANT")),
                    "LIGHTMETER_CLIENT_ID", String.valueOf(told.get("CLIENT_ID")),
                    "LIGHTMETER_CLIENT_SECRET", String.valueOf(told.get("CLIENT_SECRET")));
            CommandRun known = CommandRun.in(client, "gate", "--group", "servers", "--max", "40", "--server", base);
            // the server looks at the clock, and so the reports of these devices may be out of date by now
            assertThat(known.out()).containsAnyOf("FAIL Servers: score", "CANNOT TELL Servers: no score");
            Map<String, String> stranger = new HashMap<>(client);
            stranger.put("LIGHTMETER_CLIENT_SECRET", "guessed");
            assertThat(CommandRun.in(stranger, "gate", "--max", "40", "--server", base)
                            .out())
                    .startsWith("CANNOT TELL organisation: the server at " + base + " gives no token: AADSTS7000215");
            assertThat(CommandRun.of("gate", "--max", "40", "--server", base).out())
                    .contains("nothing tells the server who asks: set LIGHTMETER_TOKEN");
        }
    }

    @Test
    void runsTheCommandsOfTheExamplePipelines() throws IOException {
        Path examples = Path.of("").toAbsolutePath().getParent().resolve("examples/pipelines");
        List<String> commands = Files.readAllLines(examples.resolve("github-actions.yml")).stream()
                .filter(line -> line.contains("lightmeter gate"))
                .map(line -> line.substring(line.indexOf("lightmeter ") + "lightmeter ".length()))
                .toList();
        assertThat(commands).hasSize(1);
        file(
                "epss.csv.gz",
                "#model_version:v2025.03.14,score_date:2026-10-01T00:00:00+0000\ncve,epss,percentile\n"
                        + "CVE-2026-0001,0.52600,0.97\n");
        file("kev.json", KEV);
        file("trivy.json", FLEET);
        String[] words = commands.getFirst()
                .replaceAll("([a-z]+\\.(json|csv\\.gz))", folder.toString().replace("\\", "/") + "/$1")
                .split(" ");
        CommandRun run = CommandRun.of(words);
        assertThat(run.out()).as(run.err()).startsWith("FAIL organisation: ").contains("known exploited weakness");
        assertThat(run.exitCode()).isEqualTo(4);

        String gitlab = Files.readAllLines(examples.resolve("gitlab-ci.yml")).stream()
                .filter(line -> line.contains("lightmeter gate"))
                .findFirst()
                .orElseThrow();
        CommandRun asked = CommandRun.of(gitlab.substring(gitlab.indexOf("gate "))
                .replace("$LIGHTMETER_URL", "http://127.0.0.1:1")
                .split(" "));
        assertThat(asked.out()).startsWith("CANNOT TELL Servers: nothing tells the server who asks");
    }

    private CommandRun gate(String... options) throws IOException {
        String[] all = Arrays.copyOf(options, options.length + 3);
        System.arraycopy(options, 0, all, 1, options.length);
        all[0] = "gate";
        all[options.length + 1] = file("fleet.json", FLEET);
        all[options.length + 2] = file("kev.json", KEV);
        return CommandRun.of(all);
    }

    private static JsonNode json(CommandRun run) {
        return new JsonMapper().readTree(run.out());
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }
}
