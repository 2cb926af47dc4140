package dev.lightmeter.importers.scanner;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lightmeter.core.AttackVector;
import dev.lightmeter.core.DeviceValue;
import dev.lightmeter.core.Evidence;
import dev.lightmeter.core.FindingStatus;
import dev.lightmeter.core.ThreatFacts;
import dev.lightmeter.core.report.ReportedDevice;
import dev.lightmeter.importers.Samples;
import dev.lightmeter.importers.TextFiles;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GenericCsvFormatTest {

    @TempDir
    Path folder;

    @Test
    void readsEverythingThatTheScoreUses() throws IOException {
        TextFiles read = read(new String(Samples.of("generic-csv"), UTF_8));

        assertThat(read.sink.findingTexts())
                .containsExactly(
                        "192.0.2.12 our-rule-7 generic-csv/our-rule-7/ generic-csv-_-our-rule-7",
                        "web-01.example.com CVE-2031-0001 openssl/openssl/3.0.1 va-_-openssl-_-openssl",
                        "web-01.example.com CVE-2031-0002 Big Vendor/Office Suite/16 update-office");
        ThreatFacts facts = read.sink.facts("CVE-2031-0001");
        assertThat(facts.cvssTenths()).isEqualTo(98);
        assertThat(facts.epssP5()).isEqualTo(97_188);
        assertThat(facts.attackVector()).isEqualTo(AttackVector.LOCAL);
        assertThat(facts.evidence()).isEqualTo(new Evidence(true, false, false, false, true));
        assertThat(read.sink.findings.get(1).path().status()).isEqualTo(FindingStatus.NOT_AFFECTED);
        assertThat(read.sink.fixes).containsExactly("CVE-2031-0001 openssl/openssl/3.0.1 -> 3.0.7");
    }

    @Test
    void readsDevicesWithAndWithoutFindings() throws IOException {
        TextFiles read = read(new String(Samples.of("generic-csv"), UTF_8));

        assertThat(read.sink.deviceIds()).containsExactly("192.0.2.12", "web-01.example.com", "web-02.example.com");
        ReportedDevice device = read.sink.device("web-01.example.com");
        assertThat(device.group()).isEqualTo("Servers");
        assertThat(device.tags()).containsExactly("Shop", "Front");
        assertThat(device.value()).isEqualTo(DeviceValue.HIGH);
        assertThat(device.internetFacing()).isTrue();
        assertThat(device.osPlatform()).isEqualTo("Linux");
        assertThat(device.seenAt()).isEqualTo("2031-03-09T00:00:00Z");
        assertThat(read.sink.device("web-02.example.com").assessed()).isTrue();
    }

    @Test
    void readsTheLeastThatAPersonWouldWrite() throws IOException {
        assertThat(read("host,cve\nweb-01,cve-2031-0001\n").sink.findingTexts())
                .containsExactly("web-01 CVE-2031-0001 // ");
        assertThat(read("CVE ID\tComputer\nCVE-2031-0001 CVE-2031-0002\tweb-01\n")
                        .sink
                        .findingTexts())
                .containsExactly("web-01 CVE-2031-0001 // ", "web-01 CVE-2031-0002 // ");
    }

    @Test
    void namesAHostByItsAddressOnTheWebAndAWeaknessByItsTitle() throws IOException {
        TextFiles read = read("""
                Date,Title,Url,Severity,Active,FalsePositive,epss_score,known_exploited
                01/30/2031,Old server,https://web-01.example.com:8443/x?y,High,True,False,.00042,True
                01/30/2031,New server,https://web-01.example.com/,High,False,False,,
                01/30/2031,No server,web-02.example.com,High,True,True,,
                """);

        assertThat(read.sink.findingTexts())
                .containsExactly(
                        "web-01.example.com generic-csv-Old server generic-csv/Old server/ generic-csv-_-Old server",
                        "web-02.example.com generic-csv-No server generic-csv/No server/ generic-csv-_-No server");
        assertThat(read.sink.facts("generic-csv-Old server").epssP5()).isEqualTo(42);
        assertThat(read.sink.facts("generic-csv-Old server").evidence().kev()).isTrue();
        assertThat(read.sink.findings.getLast().path().status()).isEqualTo(FindingStatus.FALSE_POSITIVE);
    }

    @Test
    void tellsTheValuesThatItDoesNotKnow() throws IOException {
        TextFiles read = new TextFiles(folder)
                .with("list", "host,cve,severity,status,value,cvss\nh,CVE-2031-0001,urgent,gone,Huge,1e999\n");

        assertThat(read.skipped())
                .containsExactly(
                        "list, line 2: unknown device value: 'Huge'",
                        "list, line 2: unknown status: 'gone'",
                        "list, line 2: unknown severity: 'urgent'",
                        "list, line 2: not a CVSS score from 0 to 10: '1e999'");
    }

    private TextFiles read(String text) throws IOException {
        TextFiles read = new TextFiles(folder).with("list", text);
        read.read();
        return read;
    }
}
