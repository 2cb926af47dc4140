package dev.lightmeter.cli.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lightmeter.cli.CommandRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ImportCommandTest {

    private static final String FLEET = """
            {"asOf": "2026-10-05", "weaknesses": [{"id": "CVE-1", "cvss": 9.8}], "devices": [
              {"id": "one", "name": "alpha", "findings": [{"cve": "CVE-1", "rec": "update-a"}]}]}
            """;

    private static final String KEV = """
            {"title": "CISA Catalog of Known Exploited Vulnerabilities", "catalogVersion": "2026.10.04",
             "dateReleased": "2026-10-04T12:00:00.0000Z", "count": 1, "vulnerabilities": [
               {"cveID": "CVE-1", "vendorProject": "a", "product": "b", "dateAdded": "2026-10-04",
                "knownRansomwareCampaignUse": "Unknown"}]}
            """;

    @TempDir
    Path folder;

    @Test
    void tellsWhatIsNewAndThatTheSameReportTwiceChangesNothing() throws IOException {
        String file = file("fleet.json", FLEET);

        JsonNode first = imported(file).get("imports").get(0);
        JsonNode again = imported(file).get("imports").get(0);

        assertThat(first.get("devicesNew").asInt()).isEqualTo(1);
        assertThat(first.get("findingsNew").asInt()).isEqualTo(1);
        assertThat(again.get("devicesNew").asInt()).isZero();
        assertThat(again.get("findingsUnchanged").asInt()).isEqualTo(1);
    }

    @Test
    void exitsWithOneForARefusedFileAndKeepsTheGoodOne() throws IOException {
        CommandRun run = CommandRun.of("import", "--data", data(), file("fleet.json", FLEET), file("bad.json", "{"));

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("refused").contains("bad.json").doesNotContain("Exception");
        assertThat(run.out()).contains("fleet.json").contains("FINDINGS NEW");
        assertThat(CommandRun.of("explain", "alpha", "--data", data()).exitCode())
                .isZero();
    }

    @Test
    void exitsWithThreeWhenRowsWereLeftOut() throws IOException {
        CommandRun run = CommandRun.of(
                "import", "--data", data(), file("some.json", "{\"devices\": [{\"id\": \"x\"}, {\"name\": \"y\"}]}"));

        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.err()).contains("left out 1 row").contains("some.json");
    }

    @Test
    void countsTheRowsLeftOutByReasonAndNamesTheFirst() throws IOException {
        String rows = "{\"id\": \"x\"}" + ", {\"name\": \"y\"}".repeat(7)
                + ", {\"id\": \"z\", \"findings\": [{\"rec\": \"update-a\"}]}";
        CommandRun run = CommandRun.of("import", "--data", data(), file("some.json", "{\"devices\": [" + rows + "]}"));

        assertThat(run.err()).contains("left out 8 rows:", "  7 x ", "  1 x ", "some.json, devices[1]", "  and 3 more");
    }

    @Test
    void tellsInAWindowOf80ColumnsWhatEachFileWasTakenForAndWhatItsWeaknessesLack() throws IOException {
        String report = file("a-fleet-with-quite-a-long-name.json", FLEET);
        CommandRun run = CommandRun.onTerminal(
                Map.of("NO_COLOR", "1"), "import", "--data", data(), report, file("kev.json", KEV));

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
        assertThat(run.out())
                .containsPattern("REPORT +DEVICES NEW +KNOWN +FINDINGS NEW +SAME +FIXED +LEFT OUT +TIME")
                .containsPattern("name.json +1 +0 +1 +0 +0 +0 +\\d+.\\d s")
                .containsPattern("TAKEN FOR +FORMAT +VERSION +BECAUSE OF")
                .containsPattern("long-name.json +generic +devices")
                .containsPattern("kev.json +kev-json +2026.10.04 +vulnerabilities")
                .containsPattern("WEAKNESSES OF +ALL +WITHOUT CVE +WITHOUT EPSS +WITHOUT CVSS")
                .containsPattern("long-name.json +1 +0 +1 +0");
    }

    @Test
    void raisesScoresWithAFeedLoadedFromAFile() throws IOException {
        imported(file("fleet.json", FLEET));
        String before = CommandRun.of("explain", "one", "--data", data(), "--format", "json")
                .out();

        CommandRun loaded = CommandRun.of("feeds", "load", "--data", data(), file("kev.json", KEV));
        String after = CommandRun.of("explain", "one", "--data", data(), "--format", "json")
                .out();

        assertThat(loaded.exitCode()).as(loaded.err()).isZero();
        assertThat(loaded.out()).contains("WEAKNESSES").contains("kev-json");
        assertThat(score(after)).isGreaterThan(score(before));
    }

    @Test
    void saysWhatIsMissingWhenNothingIsThereToExplain() {
        CommandRun run = CommandRun.of("explain", "organisation", "--data", data());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("there is no data folder").contains("lightmeter import");
        assertThat(Path.of(data())).doesNotExist();
    }

    @Test
    void saysThatNothingHasAName() throws IOException {
        imported(file("fleet.json", FLEET));

        CommandRun run = CommandRun.of("explain", "nobody", "--data", data());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .isEqualToIgnoringNewLines(
                        "lightmeter: There is no device group, device, weakness or recommendation named nobody");
    }

    @Test
    void doctorsAFolderWithoutChangingAnything() throws IOException {
        assertThat(CommandRun.of("doctor", "--data", data()).out()).contains("does not exist yet");
        assertThat(Path.of(data())).doesNotExist();

        imported(file("fleet.json", FLEET));
        CommandRun run = CommandRun.of("doctor", "--data", data());
        assertThat(run.exitCode()).as(run.out()).isZero();
        assertThat(run.out()).contains("opens, 1 devices").contains("feed epss").contains("never loaded");
    }

    @Test
    void refusesAConfigurationThatDoctorSeesIsWrong() throws IOException {
        CommandRun run = CommandRun.of("doctor", "--data", data(), "--config", file("bad.yaml", "sever: 5"));

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).contains("fail  config").contains("sever is unknown");
    }

    private JsonNode imported(String file) {
        CommandRun run = CommandRun.of("import", "--data", data(), "--format", "json", file);
        assertThat(run.exitCode()).as(run.err()).isZero();
        return JsonMapper.shared().readTree(run.out());
    }

    private static double score(String json) {
        return Double.parseDouble(
                JsonMapper.shared().readTree(json).get("score").asString());
    }

    private String data() {
        return folder.resolve("data").toString();
    }

    private String file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content).toString();
    }
}
