package dev.lightmeter.importers.scanner;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lightmeter.core.AttackVector;
import dev.lightmeter.core.EndOfSupport;
import dev.lightmeter.core.FindingStatus;
import dev.lightmeter.core.ThreatFacts;
import dev.lightmeter.importers.Samples;
import dev.lightmeter.importers.TextFiles;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenVasFormatTest {

    private static final String TEST = "1.3.6.1.4.1.25623.1.0.";

    @TempDir
    Path folder;

    @Test
    void readsResultsOfNewAndOldTestsButNoLogEntries() throws IOException {
        assertThat(read("openvas").sink.findingTexts())
                .containsExactly(
                        "192.0.2.11 openvas-" + TEST
                                + "100003 openvas/Operating System (OS) End of Life (EOL) Detection/ openvas-_-" + TEST
                                + "100003",
                        "web-01.example.com CVE-2031-0001 openssl/openssl/3.0.1 va-_-openssl-_-openssl",
                        "web-01.example.com CVE-2031-0002 openvas/Old results/ openvas-_-" + TEST + "100002",
                        "web-01.example.com CVE-2031-0003 openvas/Old results/ openvas-_-" + TEST + "100002");
    }

    @Test
    void readsHostsThatAreDescribedBehindTheResults() throws IOException {
        TextFiles read = read("openvas");

        assertThat(read.sink.deviceIds()).containsExactly("192.0.2.11", "192.0.2.12", "web-01.example.com");
        assertThat(read.sink.device("web-01.example.com").osPlatform()).isEqualTo("Debian GNU/Linux 12");
        assertThat(read.sink.device("web-01.example.com").seenAt()).isEqualTo("2031-03-08T10:00:00Z");
        assertThat(read.sink.time).isEqualTo("2031-03-08T11:00:00Z");
    }

    @Test
    void takesScoreVectorEpssAndFix() throws IOException {
        TextFiles read = read("openvas");

        ThreatFacts facts = read.sink.facts("CVE-2031-0001");
        assertThat(facts.cvssTenths()).isEqualTo(98);
        assertThat(facts.attackVector()).isEqualTo(AttackVector.NETWORK);
        assertThat(facts.epssP5()).isEqualTo(50_000);
        assertThat(read.sink.facts("CVE-2031-0002").attackVector()).isEqualTo(AttackVector.LOCAL);
        assertThat(read.sink.fixes)
                .startsWith("CVE-2031-0001 openssl/openssl/3.0.1 -> 3.0.7, Update to version 3.0.7.");
    }

    @Test
    void takesOverWhatWasOverriddenAsAFalsePositive() throws IOException {
        TextFiles read = read("openvas");

        assertThat(read.sink.findings.getLast().path().status()).isEqualTo(FindingStatus.FALSE_POSITIVE);
        assertThat(read.sink.facts("openvas-" + TEST + "100003").endOfSupport())
                .isEqualTo(EndOfSupport.OPERATING_SYSTEM);
    }

    @Test
    void readsTheTableWithProductsAndScansByCve() throws IOException {
        TextFiles read = read("openvas-csv");

        assertThat(read.sink.findingTexts())
                .containsExactly(
                        "192.0.2.11 CVE-2031-0003 apache/http_server/2.4.7 va-_-apache-_-http_server",
                        "web-01.example.com CVE-2031-0001 openssl/openssl/3.0.1 va-_-openssl-_-openssl",
                        "web-01.example.com CVE-2031-0002 openssl/openssl/3.0.1 va-_-openssl-_-openssl");
        assertThat(read.sink.device("192.0.2.11").seenAt()).isEqualTo("2031-03-08T11:00:00Z");
    }

    @Test
    void readsAReportOfNothingAsNoDevices() throws IOException {
        TextFiles read = new TextFiles(folder)
                .with("empty", "<report id='1' format_id='2'><report id='1'><results/></report></report>");
        read.read();

        assertThat(read.sink.devices).isEmpty();
    }

    private TextFiles read(String id) throws IOException {
        TextFiles read = new TextFiles(folder).with("file", new String(Samples.of(id), UTF_8));
        read.read();
        return read;
    }
}
