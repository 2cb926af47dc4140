package dev.lightmeter.importers.scanner;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lightmeter.core.AttackVector;
import dev.lightmeter.core.Evidence;
import dev.lightmeter.core.FindingStatus;
import dev.lightmeter.core.Severity;
import dev.lightmeter.core.ThreatFacts;
import dev.lightmeter.core.report.ReportedDevice;
import dev.lightmeter.importers.Samples;
import dev.lightmeter.importers.TextFiles;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NexposeFormatTest {

    @TempDir
    Path folder;

    private TextFiles read;

    @BeforeEach
    void readTheSample() throws IOException {
        read = new TextFiles(folder).with("file", new String(Samples.of("nexpose"), UTF_8));
        read.read();
    }

    @Test
    void readsNodesThatWereAlive() {
        assertThat(read.sink.deviceIds()).containsExactly("26083");
        ReportedDevice node = read.sink.device("26083");
        assertThat(node.name()).isEqualTo("web-01.example.com");
        assertThat(node.osPlatform()).isEqualTo("Debian Linux 12");
        assertThat(read.sink.software).containsExactly("26083 OpenSSL/OpenSSL/3.0.1");
        assertThat(read.sink.time).isEqualTo("2031-03-08T10:00:00.250Z");
    }

    @Test
    void findsTheCvesOfADefinitionElseTheDefinitionItself() {
        assertThat(read.sink.findingTexts())
                .containsExactly(
                        "26083 CVE-2031-0001 nexpose/OpenSSL/ nexpose-_-openssl-cve-2031-0001",
                        "26083 nexpose-grub-password nexpose/No password for Grub/ nexpose-_-grub-password",
                        "26083 nexpose-tls-weak nexpose/Weak TLS/ nexpose-_-tls-weak");
        assertThat(read.sink.findings.getFirst().firstSeen()).isEqualTo("2031-03-01T16:38:22.649Z");
        assertThat(read.sink.fixes).containsExactly("CVE-2031-0001 nexpose/OpenSSL/ -> Upgrade to 3.0.7");
    }

    @Test
    void takesScoresAndExploitsOfADefinition() {
        ThreatFacts facts = read.sink.facts("CVE-2031-0001");

        assertThat(facts.cvssTenths()).isEqualTo(98);
        assertThat(facts.attackVector()).isEqualTo(AttackVector.NETWORK);
        assertThat(facts.evidence()).isEqualTo(new Evidence(false, false, true, false, true));
        assertThat(read.sink.facts("nexpose-grub-password").attackVector()).isEqualTo(AttackVector.LOCAL);
        assertThat(read.sink.facts("nexpose-grub-password").evidence()).isEqualTo(Evidence.NONE);
    }

    @Test
    void marksPotentialVulnerabilitiesOfServicesAsUnderInvestigation() {
        assertThat(read.sink.findings.getLast().path().status()).isEqualTo(FindingStatus.UNDER_INVESTIGATION);
        assertThat(read.sink.facts("nexpose-tls-weak").severity()).isEqualTo(Severity.MEDIUM);
    }
}
