package dev.lightmeter.cli.score;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lightmeter.cli.CommandRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ScoreCommandTest {

    private static final String FLEET = """
            {"asOf": "2026-10-01", "weaknesses": [
               {"id": "CVE-1", "cvss": 9.8, "epss": 0.5, "kev": true}, {"id": "CVE-2", "cvss": 7.5, "epss": 0.01}],
             "devices": [
               {"id": "b", "name": "beta", "group": "Shop", "findings": [{"cve": "CVE-1", "rec": "update-a"}]},
               {"id": "a", "name": "alpha", "group": "Office", "findings": [{"cve": "CVE-2", "rec": "update-b"}]},
               {"id": "c", "name": "gamma", "group": "Office", "daysSinceAssessed": 40}]}
            """;

    @TempDir
    Path folder;

    @Test
    void givesIdenticalBytesForIdenticalFiles() throws IOException {
        Path file = file("fleet.json", FLEET);

        CommandRun first = CommandRun.of("score", "--format", "json", file.toString());
        CommandRun second = CommandRun.of("score", "--format", "json", file.toString());

        assertThat(first.exitCode()).isZero();
        assertThat(second.out()).isEqualTo(first.out());
    }

    @Test
    void ordersGroupsByScoreAndDevicesById() throws IOException {
        JsonNode scores = json(CommandRun.of(
                "score", "--format", "json", file("fleet.json", FLEET).toString()));

        assertThat(scores.get("groups").findValuesAsString("name")).containsExactly("Shop", "Office");
        assertThat(scores.get("devices").findValuesAsString("id")).containsExactly("a", "b", "c");
        assertThat(scores.get("asOf").asString()).isEqualTo("2026-10-01T00:00:00Z");
        assertThat(scores.get("parameters").get("version").asString()).isEqualTo("1.0");
    }

    @Test
    void countsTheAgeOfADeviceUpToItsOwnReport() throws IOException {
        Path old = file("old.json", """
                {"asOf": "2020-03-01", "source": "old", "weaknesses": [{"id": "CVE-1", "cvss": 9.8, "kev": true}],
                 "devices": [{"id": "x", "daysSinceAssessed": 3, "findings": [{"cve": "CVE-1"}]},
                             {"id": "y", "daysSinceAssessed": 31, "findings": [{"cve": "CVE-1"}]}]}
                """);

        JsonNode scores = json(CommandRun.of(
                "score",
                "--format",
                "json",
                old.toString(),
                file("fleet.json", FLEET).toString()));

        assertThat(scores.get("asOf").asString()).isEqualTo("2026-10-01T00:00:00Z");
        assertThat(device(scores, "x").get("state").asString()).isEqualTo("scored");
        assertThat(device(scores, "y").get("state").asString()).isEqualTo("stale");
        assertThat(device(scores, "c").get("state").asString()).isEqualTo("stale");
    }

    @Test
    void letsTheNewerOfTwoReportsAboutADeviceWinWhateverTheirOrder() throws IOException {
        String clean = "{\"asOf\": \"2026-09-02\", \"devices\": [{\"id\": \"x\", \"findings\": []}]}";
        String dirty = "{\"asOf\": \"2026-09-01\", \"weaknesses\": [{\"id\": \"CVE-1\", \"cvss\": 9.8, \"kev\": true}],"
                + " \"devices\": [{\"id\": \"x\", \"findings\": [{\"cve\": \"CVE-1\"}]}]}";
        String newer = file("a-newer.json", clean).toString();
        String older = file("b-older.json", dirty).toString();

        for (String[] order : new String[][] {{newer, older}, {older, newer}}) {
            JsonNode scores = json(CommandRun.of("score", "--format", "json", order[0], order[1]));
            assertThat(device(scores, "x").get("score").asString()).isEqualTo("0.000000000");
        }
    }

    @Test
    void endsExceptionsOnTheDayThatIsAskedFor() throws IOException {
        String file = file("excepted.json", """
                        {"asOf": "2026-10-01", "weaknesses": [{"id": "CVE-1", "cvss": 9.8, "kev": true}],
                         "devices": [{"id": "x", "findings": [{"cve": "CVE-1",
                           "exception": {"type": "third_party_control", "expires": "2026-10-10"}}]}]}
                        """).toString();

        String during = CommandRun.of("score", "--format", "json", "--as-of", "2026-10-10", file)
                .out();
        String after = CommandRun.of("score", "--format", "json", "--as-of", "2026-10-11", file)
                .out();

        assertThat(organisation(during)).isLessThan(organisation(after));
    }

    @Test
    void putsDevicesIntoTheGroupsOfARulesFile() throws IOException {
        Path rules = file("groups.yaml", """
                device-groups:
                  - name: Greek
                    rules: [{attribute: name, operator: contains, values: [alpha, beta]}]
                """);

        JsonNode scores = json(CommandRun.of(
                "score",
                "--format",
                "json",
                "--groups",
                rules.toString(),
                file("fleet.json", FLEET).toString()));

        assertThat(device(scores, "a").get("group").asString()).isEqualTo("Greek");
        assertThat(device(scores, "c").get("group").asString()).isEqualTo("UnassignedGroup");
        assertThat(scores.get("groups").findValuesAsString("name"))
                .containsExactlyInAnyOrder("Greek", "UnassignedGroup");
    }

    @Test
    void readsStandardInput() {
        CommandRun run = CommandRun.withInput(FLEET, "score", "--format", "json", "-");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).contains("\"Shop\"");
    }

    @Test
    void exitsWithThreeWhenRowsWereLeftOutAndSaysWhich() throws IOException {
        Path file = file("partly.json", """
                {"asOf": "2026-10-01", "devices": [{"id": "x", "findings": []}, {"name": "no id"}]}
                """);

        CommandRun run = CommandRun.of("score", file.toString());

        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.err()).contains("left out 1 row").contains("partly.json");
        assertThat(run.out()).contains("Exposure score");
    }

    @Test
    void scoresTheGoodFilesAndExitsWithOneWhenOneIsRefused() throws IOException {
        CommandRun run = CommandRun.of(
                "score",
                file("fleet.json", FLEET).toString(),
                file("note.txt", "dear diary").toString());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("refused").contains("note.txt");
        assertThat(run.out()).contains("Exposure score");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "{", "[]", "null", "{\"devices\": 5}", "PK\u0003\u0004broken", "id,name\n1,2\n", "<xml/>"})
    void tellsBadInputInSentencesWithoutATrace(String content) throws IOException {
        CommandRun run = CommandRun.of("score", file("bad.json", content).toString());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("bad.json").doesNotContain("\tat ").doesNotContain("Exception");
        assertThat(run.out()).isEmpty();
    }

    @Test
    void namesAFileThatIsNotThere() {
        CommandRun run = CommandRun.of("score", folder.resolve("absent.json").toString());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("absent.json").doesNotContain("Exception");
    }

    @Test
    void refusesADayThatIsNone() {
        CommandRun run = CommandRun.of("score", "--as-of", "yesterday", "x.json");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("'yesterday' is no date such as 2026-10-01");
    }

    @Test
    void writesCsvThatASpreadsheetDoesNotRun() throws IOException {
        Path file = file("evil.json", "{\"asOf\": \"2026-10-01\", \"devices\": [{\"id\": \"=HYPERLINK(1)\"}]}");

        CommandRun run = CommandRun.of("score", "--format", "csv", file.toString());

        assertThat(run.out()).startsWith("kind,name,group,state,score,level,").contains("'=HYPERLINK(1)");
    }

    @Test
    void fitsAWindowOfEightyColumns() throws IOException {
        String longName = "x".repeat(200);
        Path file = file("fleet.json", FLEET.replace("beta", longName).replace("update-a", longName));

        CommandRun run = CommandRun.onTerminal(Map.of("NO_COLOR", "1"), "score", file.toString());

        assertThat(run.out().lines())
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
    }

    @Test
    void coloursOnlyForAPersonWhoWantsColours() throws IOException {
        String file = file("fleet.json", FLEET).toString();

        assertThat(CommandRun.onTerminal(Map.of(), "score", file).out()).contains("\u001b[");
        assertThat(CommandRun.onTerminal(Map.of("NO_COLOR", "1"), "score", file).out())
                .doesNotContain("\u001b[");
        assertThat(CommandRun.of("score", file).out()).doesNotContain("\u001b[");
    }

    @Test
    void neverLetsAFileControlTheTerminal() throws IOException {
        Path file = file(
                "evil.json", "{\"asOf\": \"2026-10-01\", \"devices\": [{\"id\": \"x\", \"name\": \"a\\u001b[2Jb\"}]}");

        CommandRun run = CommandRun.of("score", file.toString());

        assertThat(run.out()).doesNotContain("\u001b").contains("a\uFFFD[2Jb");
    }

    private static JsonNode json(CommandRun run) {
        assertThat(run.exitCode()).as(run.err()).isZero();
        return JsonMapper.shared().readTree(run.out());
    }

    private static JsonNode device(JsonNode scores, String id) {
        for (JsonNode device : scores.get("devices")) {
            if (device.get("id").asString().equals(id)) return device;
        }
        throw new AssertionError("no device " + id);
    }

    private static double organisation(String json) {
        return Double.parseDouble(JsonMapper.shared()
                .readTree(json)
                .get("organisation")
                .get("score")
                .asString());
    }

    private Path file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }
}
