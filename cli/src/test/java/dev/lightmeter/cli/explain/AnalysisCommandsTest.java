package dev.lightmeter.cli.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lightmeter.cli.CommandRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Why, what to do, what would be, and sums of sites: asked of a data folder without a server. */
class AnalysisCommandsTest {

    private static final String FLEET = """
            {"asOf": "2026-10-05",
             "weaknesses": [{"id": "CVE-2026-0001", "cvss": "9.8", "epss": "0.52600", "kev": true}],
             "devices": [
               {"id": "inside", "group": "Servers", "findings": [
                {"cve": "CVE-2026-0001", "rec": "va-_-acme-_-portal", "vendor": "acme", "product": "portal"}]},
               {"id": "clean", "group": "Laptops", "config": [{"id": "scid-1", "weight": 8, "failed": true}]}]}
            """;

    @TempDir
    private Path folder;

    @BeforeEach
    void load() throws IOException {
        Path report = Files.writeString(folder.resolve("fleet.json"), FLEET);
        assertThat(CommandRun.of("import", "--data", data(), report.toString()).exitCode())
                .isZero();
    }

    @Test
    void explainsAGroupInSentencesAndTables() {
        CommandRun run = CommandRun.of("explain", "organisation", "--data", data());
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out())
                .contains("The most would be saved by: Update Acme Portal")
                .contains("WHAT TO DO", "va-_-acme-_-portal", "scid-1", "SOFTWARE", "PROBABILITY FROM", "kev");
        assertThat(CommandRun.of("explain", "servers", "--data", data(), "--format", "csv")
                        .out())
                .startsWith("list,id,name,")
                .contains("recommendations,va-_-acme-_-portal,Update Acme Portal,,Update,56.250875000,56.250875000");
    }

    @Test
    void explainsAWeaknessAndARecommendation() {
        assertThat(CommandRun.of("explain", "CVE-2026-0001", "--data", data()).out())
                .contains("p0 = 52600, p = 80000", "1 finding on 1 device", "inside");
        assertThat(CommandRun.of("explain", "va-_-acme-_-portal", "--data", data())
                        .out())
                .contains("Update Acme Portal", "Servers", "56.2");
    }

    @Test
    void plansAndAsksWhatWouldBe() {
        CommandRun plan = CommandRun.onTerminal(Map.of("NO_COLOR", "1"), "plan", "servers", "--data", data());
        assertThat(plan.exitCode()).as(plan.err()).isZero();
        assertThat(plan.out())
                .contains("from 56.2 to 0.0", "Update Acme Portal", "No further step alone would lower the score.");
        CommandRun whatIf =
                CommandRun.of("whatif", "--apply", "va-_-acme-_-portal", "--value", "clean=High", "--data", data());
        assertThat(whatIf.exitCode()).as(whatIf.err()).isZero();
        assertThat(whatIf.out()).contains("-56.2", "1 device would have another score");
        assertThat(CommandRun.of("whatif", "--data", data()).err()).contains("say what should be otherwise");
        assertThat(CommandRun.of("plan", "--steps", "0", "--data", data()).err())
                .contains("--steps must lie in 1..100, got 0");
    }

    @Test
    void mergesTheSumsOfSites() throws IOException {
        Path one = exported("Berlin");
        Path other = exported("Paris");
        CommandRun merged = CommandRun.of("merge", one.toString(), other.toString(), "--format", "json");
        assertThat(merged.exitCode()).as(merged.err()).isZero();
        assertThat(merged.out()).contains("\"scored\" : 4", "\"score\" : \"56.250875000\"");
        assertThat(CommandRun.of("merge", one.toString(), one.toString()).err())
                .contains("the site Berlin would count twice");
        Path damaged = Files.writeString(
                folder.resolve("damaged.json"), Files.readString(one).replace("\"scored\":1", "\"scored\":900"));
        assertThat(CommandRun.of("merge", damaged.toString()).err())
                .contains("damaged.json cannot be merged", "900 devices do not have the weight 4");
        Path broken = Files.writeString(folder.resolve("broken.json"), "{\"format\":");
        assertThat(CommandRun.of("merge", broken.toString()).err()).contains("it is not JSON");
    }

    private Path exported(String site) throws IOException {
        CommandRun run = CommandRun.of("export-sums", "--site", site, "--data", data());
        assertThat(run.exitCode()).as(run.err()).isZero();
        return Files.writeString(folder.resolve(site + ".json"), run.out());
    }

    private String data() {
        return folder.resolve("data").toString();
    }
}
