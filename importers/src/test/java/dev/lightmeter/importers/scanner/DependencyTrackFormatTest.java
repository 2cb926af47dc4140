package dev.lightmeter.importers.scanner;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lightmeter.core.AttackVector;
import dev.lightmeter.core.FindingStatus;
import dev.lightmeter.importers.Samples;
import dev.lightmeter.importers.TextFiles;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DependencyTrackFormatTest {

    @TempDir
    Path folder;

    @Test
    void readsTheProjectAsADevice() throws IOException {
        TextFiles read = sample();
        read.read();

        assertThat(read.sink.deviceIds()).containsExactly("00000000-0000-0000-0000-000000000001");
        assertThat(read.sink.devices.getFirst().name()).isEqualTo("Shop 1.4");
        assertThat(read.sink.time).isEqualTo("2031-03-09T23:31:42Z");
    }

    @Test
    void readsFindingsWithTheStateOfTheirAnalysis() throws IOException {
        TextFiles read = sample();
        read.read();

        assertThat(read.sink.findings)
                .extracting(finding -> finding.weakness() + " " + finding.path().recommendation())
                .containsExactly("CVE-2031-0001 va-_-@example-_-cart", "NPM-533 va-_--_-timespan");
        assertThat(read.sink.findings)
                .extracting(finding -> finding.path().status())
                .containsExactly(FindingStatus.NOT_AFFECTED, FindingStatus.OPEN);
        assertThat(read.sink.findings.getFirst().firstSeen()).isEqualTo("2031-02-01T10:00:00Z");
    }

    @Test
    void takesTheNewestScore() throws IOException {
        TextFiles read = sample();
        read.read();

        var facts = read.sink.facts("CVE-2031-0001");
        assertThat(facts.cvssTenths()).isEqualTo(88);
        assertThat(facts.attackVector()).isEqualTo(AttackVector.ADJACENT);
        assertThat(facts.epssP5()).isEqualTo(7190);
    }

    @Test
    void refusesAProjectWithoutANameOrId() throws IOException {
        TextFiles read = new TextFiles(folder).with("odd.json", """
                        {"meta": {"application": "Dependency-Track"}, "project": {}, "findings": []}
                        """);

        assertThat(read.refusal()).isEqualTo("odd.json, the name of the project is missing");
    }

    private TextFiles sample() throws IOException {
        return new TextFiles(folder).with("findings.json", new String(Samples.of("dependency-track"), UTF_8));
    }
}
