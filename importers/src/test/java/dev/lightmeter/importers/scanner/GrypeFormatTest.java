package dev.lightmeter.importers.scanner;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lightmeter.core.AttackVector;
import dev.lightmeter.core.DeviceKind;
import dev.lightmeter.core.Evidence;
import dev.lightmeter.core.Severity;
import dev.lightmeter.core.ThreatFacts;
import dev.lightmeter.importers.Samples;
import dev.lightmeter.importers.TextFiles;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GrypeFormatTest {

    @TempDir
    Path folder;

    @Test
    void readsTheTargetAsADeviceWhereverItStands() throws IOException {
        TextFiles read = sample();
        read.read();

        assertThat(read.sink.deviceIds()).containsExactly("registry.example.com/shop:1.4");
        assertThat(read.sink.devices.getFirst().osPlatform()).isEqualTo("debian");
        assertThat(read.sink.devices.getFirst().details().kind()).isEqualTo(DeviceKind.IMAGE);
        assertThat(read.sink.time).isEqualTo("2031-03-09T14:20:30.623667Z");
    }

    @Test
    void countsAnAdvisoryAsTheCvesItRelatesToElseAsItself() throws IOException {
        TextFiles read = sample();
        read.read();

        assertThat(read.sink.findings)
                .extracting(finding -> finding.weakness() + " " + finding.path().recommendation())
                .containsExactly(
                        "CVE-2031-0001 va-_-deb-_-libssl3",
                        "CVE-2031-0003 va-_-npm-_-cart",
                        "CVE-2031-0004 va-_-npm-_-cart",
                        "GHSA-xxxx-yyyy-zzzz va-_-npm-_-cart");
    }

    @Test
    void takesTheNewestScoreOfNvdAndWhatIsKnownOfExploitation() throws IOException {
        TextFiles read = sample();
        read.read();

        ThreatFacts facts = read.sink.facts("CVE-2031-0001");
        assertThat(facts.cvssTenths()).isEqualTo(98);
        assertThat(facts.attackVector()).isEqualTo(AttackVector.NETWORK);
        assertThat(facts.severity()).isEqualTo(Severity.HIGH);
        assertThat(facts.epssP5()).isEqualTo(7190);
        assertThat(facts.evidence()).isEqualTo(new Evidence(true, true, false, false, false));
    }

    @Test
    void usesTheScoreOfAnAdvisoryForItsCves() throws IOException {
        TextFiles read = sample();
        read.read();

        assertThat(read.sink.facts("CVE-2031-0003").cvssTenths()).isEqualTo(54);
        assertThat(read.sink.facts("CVE-2031-0003").attackVector()).isEqualTo(AttackVector.ADJACENT);
        assertThat(read.sink.facts("CVE-2031-0003").hasEpss()).isFalse();
    }

    @Test
    void readsTheScoresOfOldVersionsOfGrype() throws IOException {
        TextFiles read = new TextFiles(folder).with("old.json", """
                        {"matches": [{"vulnerability": {"id": "CVE-2031-0001", "severity": "Negligible",
                            "cvssV2": {"baseScore": 7.2, "vector": "AV:L/AC:L/Au:N/C:C/I:C/A:C"},
                            "cvssV3": {"baseScore": 8.8, "vector": "CVSS:3.1/AV:N/AC:L"}},
                          "artifact": {"name": "bash", "version": "5", "type": "deb"}}],
                         "source": {"type": "directory", "target": "/srv/shop"}}
                        """);
        read.read();

        assertThat(read.sink.findingTexts()).containsExactly("/srv/shop CVE-2031-0001 deb/bash/5 va-_-deb-_-bash");
        assertThat(read.sink.facts("CVE-2031-0001").cvssTenths()).isEqualTo(88);
        assertThat(read.sink.facts("CVE-2031-0001").severity()).isEqualTo(Severity.LOW);
    }

    @Test
    void readsTheVersionsThatFixAWeakness() throws IOException {
        TextFiles read = new TextFiles(folder).with("r", """
                {"matches": [
                  {"vulnerability": {"id": "CVE-2031-0001", "severity": "High", "fix": {"versions": ["1.1", "2.0"], "state": "fixed"}},
                   "artifact": {"name": "cart", "version": "1.0", "type": "npm"}},
                  {"vulnerability": {"id": "CVE-2031-0002", "severity": "High", "fix": {"versions": [], "state": "unknown"}},
                   "artifact": {"name": "cart", "version": "1.0", "type": "npm"}}],
                 "source": {"type": "directory", "target": "."}, "descriptor": {"name": "grype", "version": "0.1"}}""");
        read.read();

        assertThat(read.sink.fixes).containsExactly("CVE-2031-0001 npm/cart/1.0 -> 1.1, 2.0");
    }

    @Test
    void readsAScanWithoutMatchesAsADeviceWithoutFindings() throws IOException {
        TextFiles read =
                new TextFiles(folder).with("clean.json", "{\"matches\": [], \"descriptor\": {\"name\": \"grype\"}}");
        read.read();

        assertThat(read.sink.device("clean").assessed()).isTrue();
        assertThat(read.sink.findings).isEmpty();
    }

    private TextFiles sample() throws IOException {
        return new TextFiles(folder).with("report.json", new String(Samples.of("grype"), UTF_8));
    }
}
