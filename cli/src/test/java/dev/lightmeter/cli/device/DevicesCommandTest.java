package dev.lightmeter.cli.device;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lightmeter.cli.CommandRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands about devices on a data folder that files were imported into. */
class DevicesCommandTest {

    private static final String ONE = """
            {"source": "one", "asOf": "2026-10-05", "weaknesses": [{"id": "CVE-2026-0001", "cvss": 9.8}], "devices": [
              {"id": "d1", "name": "web.example.org", "findings": [{"cve": "CVE-2026-0001", "rec": "update-a"}]},
              {"id": "d2", "name": "db.example.org", "findings": []}]}
            """;
    private static final String OTHER = """
            {"source": "other", "asOf": "2026-10-05", "weaknesses": [{"id": "CVE-2026-0002", "cvss": 9.8}], "devices": [
              {"id": "n1", "name": "web", "findings": [{"cve": "CVE-2026-0001", "rec": "update-a"},
                {"cve": "CVE-2026-0002", "rec": "update-b"}]}]}
            """;

    @TempDir
    Path folder;

    @BeforeEach
    void importTwoSources() throws IOException {
        for (String report : List.of(ONE, OTHER)) {
            Path file = Files.writeString(folder.resolve("report.json"), report);
            assertThat(run("import", file.toString()).exitCode()).isZero();
        }
    }

    @Test
    void suggestsMergesAndSplitsAndGivesTheScoreBack() {
        String before = score();
        assertThat(devices("suggestions").out()).containsPattern("d1 +web.example.org +n1 +web +shortName");
        assertThat(devices("merges").err()).contains("no device was merged into another one");

        CommandRun merged = devices("merge", "d1", "n1");

        assertThat(merged.exitCode()).as(merged.err()).isZero();
        assertThat(merged.err()).contains("merged into d1: n1", "devices split takes it back");
        assertThat(devices("merges").out()).containsPattern("n1 +web +d1 +web.example.org +2026-10-05T12:00:00Z");
        assertThat(devices("suggestions").err()).contains("nothing suggests that two devices are one");
        assertThat(run("explain", "web.example.org", "--format", "json").out())
                .containsPattern("\"CVE-2026-0001\"[^}]*\"sources\"\\s*:\\s*\\[\\s*\"one\"\\s*,\\s*\"other\"\\s*]");
        assertThat(run("explain", "n1").exitCode()).isEqualTo(1);
        assertThat(score()).isNotEqualTo(before);

        CommandRun split = devices("split", "n1");

        assertThat(split.exitCode()).as(split.err()).isZero();
        assertThat(split.err()).contains("stand for themselves again: n1");
        assertThat(devices("merges").err()).contains("no device was merged into another one");
        assertThat(score()).isEqualTo(before);
    }

    @Test
    void saysWhyAMergeOrASplitCannotBe() {
        assertThat(devices("merge", "d1", "nobody")).satisfies(run -> {
            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.err()).contains("there is no device nobody").doesNotContain("Exception");
        });
        assertThat(devices("split", "d1")).satisfies(run -> {
            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.err()).contains("no device d1 was merged into another one");
        });
        assertThat(devices("suggestions", "--top", "0").err()).contains("--top must lie in 1..10000, got 0");
    }

    @Test
    void countsMergedDevicesOnceInDoctor() {
        assertThat(run("doctor").out()).contains("opens, 3 devices");

        devices("merge", "d1", "n1");

        assertThat(run("doctor").out()).contains("opens, 2 devices, and 1 that were merged into them");
    }

    private String score() {
        return run("explain", "organisation", "--format", "json")
                .out()
                .lines()
                .filter(line -> line.contains("\"score\"") || line.contains("\"a\""))
                .toList()
                .toString();
    }

    private CommandRun devices(String... arguments) {
        List<String> all = new ArrayList<>(List.of("devices"));
        all.addAll(Arrays.asList(arguments));
        return run(all.toArray(String[]::new));
    }

    private CommandRun run(String... arguments) {
        List<String> all = new ArrayList<>(Arrays.asList(arguments));
        all.addAll(List.of("--data", folder.resolve("data").toString()));
        return CommandRun.of(all.toArray(String[]::new));
    }
}
