package dev.lightmeter.importers.scanner;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lightmeter.core.AttackVector;
import dev.lightmeter.core.Control;
import dev.lightmeter.core.DeviceDetail;
import dev.lightmeter.core.EndOfSupport;
import dev.lightmeter.core.Evidence;
import dev.lightmeter.core.ThreatFacts;
import dev.lightmeter.core.report.ReportedDevice;
import dev.lightmeter.importers.Samples;
import dev.lightmeter.importers.TextFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NessusFormatTest {

    @TempDir
    Path folder;

    @Test
    void namesAHostByItsDnsNameElseAsItWasScanned() throws IOException {
        TextFiles read = read("nessus", ".nessus");

        assertThat(read.sink.deviceIds()).containsExactly("192.0.2.11", "web-01.example.com");
        ReportedDevice host = read.sink.device("web-01.example.com");
        assertThat(host.name()).isEqualTo("WEB-01.example.com");
        assertThat(host.osPlatform()).isEqualTo("Linux Kernel 6.1 on Debian 12");
        assertThat(host.details().get(DeviceDetail.LAST_IP_ADDRESS)).contains("192.0.2.10");
        assertThat(host.details().get(DeviceDetail.IP_ADDRESSES))
                .contains("[{\"macAddress\":\"00:00:5E:00:53:01\"},{\"macAddress\":\"00:00:5E:00:53:02\"}]");
        assertThat(host.details().get(DeviceDetail.VM_METADATA).orElse(""))
                .contains("\"vmId\":\"i-00000000000000001\"");
        assertThat(host.seenAt()).isEqualTo(Instant.ofEpochSecond(1930744800));
        assertThat(read.sink.device("192.0.2.11").seenAt()).isEqualTo("2031-03-10T10:00:00Z");
        assertThat(read.sink.time).isEqualTo("2031-03-10T10:00:00Z");
    }

    @Test
    void findsTheCvesOfAPluginElseThePluginAndNothingInformational() throws IOException {
        assertThat(read("nessus", ".nessus").sink.findingTexts())
                .containsExactly(
                        "web-01.example.com CVE-2031-0001 openssl/openssl/3.0.1 va-_-openssl-_-openssl",
                        "web-01.example.com CVE-2031-0002 nessus/KB5999999: March update/ nessus-_-200002",
                        "web-01.example.com CVE-2031-0003 nessus/KB5999999: March update/ nessus-_-200002",
                        "web-01.example.com nessus-33850 nessus/Unix Operating System without support/ nessus-_-33850",
                        "web-01.example.com nessus-57582 nessus/Self-signed certificate/ nessus-_-57582");
    }

    @Test
    void takesTheNewestScoreAndTheEvidenceOfAPluginWithOneCve() throws IOException {
        ThreatFacts facts = read("nessus", ".nessus").sink.facts("CVE-2031-0001");

        assertThat(facts.cvssTenths()).isEqualTo(98);
        assertThat(facts.attackVector()).isEqualTo(AttackVector.NETWORK);
        assertThat(facts.epssP5()).isEqualTo(42_000);
        assertThat(facts.evidence()).isEqualTo(new Evidence(false, false, true, false, true));
    }

    @Test
    void takesTheScoreButNotTheEvidenceOfAPluginWithSeveralCves() throws IOException {
        ThreatFacts facts = read("nessus", ".nessus").sink.facts("CVE-2031-0002");

        assertThat(facts.cvssTenths()).isEqualTo(72);
        assertThat(facts.attackVector()).isEqualTo(AttackVector.LOCAL);
        assertThat(facts.hasEpss()).isFalse();
        assertThat(facts.evidence()).isEqualTo(Evidence.NONE);
    }

    @Test
    void knowsWhatIsOutOfSupport() throws IOException {
        assertThat(read("nessus", ".nessus").sink.facts("nessus-33850").endOfSupport())
                .isEqualTo(EndOfSupport.OPERATING_SYSTEM);
    }

    @Test
    void tellsWhatWouldFixAFinding() throws IOException {
        assertThat(read("nessus", ".nessus").sink.fixes)
                .containsExactly(
                        "CVE-2031-0001 openssl/openssl/3.0.1 -> 3.0.7, Upgrade to OpenSSL 3.0.7 or later., https://openssl.example.com/advisory",
                        "CVE-2031-0002 nessus/KB5999999: March update/ -> KB5999999",
                        "CVE-2031-0003 nessus/KB5999999: March update/ -> KB5999999");
    }

    @Test
    void readsComplianceChecksAsControlsAndRecognisedProductsAsSoftware() throws IOException {
        TextFiles read = read("nessus", ".nessus");

        assertThat(read.sink.device("web-01.example.com").controls())
                .containsExactly(
                        new Control("nessus-_-1.1.1 Mount options of /tmp", 1, true),
                        new Control("nessus-_-1.1.2 Mount options of /var", 1, false));
        assertThat(read.sink.software).containsExactly("web-01.example.com openssl/openssl/3.0.1");
    }

    @Test
    void readsTheTableOfNessusAsItsFile() throws IOException {
        TextFiles read = read("nessus-csv", ".csv");

        assertThat(read.sink.findingTexts())
                .containsExactly(
                        "192.0.2.10 CVE-2031-0001 nessus/OpenSSL 3.0.x < 3.0.7/ nessus-_-200001",
                        "192.0.2.10 CVE-2031-0002 nessus/March update/ nessus-_-200002",
                        "192.0.2.10 CVE-2031-0003 nessus/March update/ nessus-_-200002",
                        "192.0.2.11 nessus-57582 nessus/Self-signed certificate/ nessus-_-57582");
        assertThat(read.sink.facts("CVE-2031-0001").cvssTenths()).isEqualTo(98);
        assertThat(read.sink.facts("CVE-2031-0001").evidence().exploitInKit()).isTrue();
        assertThat(read.sink.facts("CVE-2031-0002").evidence()).isEqualTo(Evidence.NONE);
    }

    @Test
    void readsTheTableOfTenableWithStatesAndDates() throws IOException {
        TextFiles read = new TextFiles(folder).with("tenable", """
                        Plugin ID,CVE,CVSS,Risk,Host,Name,Vulnerability State,IP Address,FQDN,OS,CVSS3 Base Score,CVSS3 Vector,First Found,Last Found,Exploit Available
                        200001,CVE-2031-0001,5,High,web-01,OpenSSL,Active,192.0.2.10,web-01.example.com,Debian 12,7.8,AV:L/AC:L,2031-03-01T01:58:56.166Z,2031-03-08T01:58:56.166Z,TRUE
                        200003,CVE-2031-0004,5,High,web-01,bash,Fixed,192.0.2.10,web-01.example.com,Debian 12,,,,2031-03-09T00:00:00Z,FALSE
                        ,,,
                        """);
        read.read();

        assertThat(read.sink.findingTexts())
                .containsExactly("web-01.example.com CVE-2031-0001 nessus/OpenSSL/ nessus-_-200001");
        assertThat(read.sink.findings.getFirst().firstSeen()).isEqualTo("2031-03-01T01:58:56.166Z");
        assertThat(read.sink.facts("CVE-2031-0001").attackVector()).isEqualTo(AttackVector.LOCAL);
        assertThat(read.sink.facts("CVE-2031-0001").evidence().publicExploit()).isTrue();
        assertThat(read.sink.device("web-01.example.com").seenAt()).isEqualTo("2031-03-09T00:00:00Z");
    }

    @Test
    void readsTheTableOfSecurityCenter() throws IOException {
        TextFiles read = new TextFiles(folder).with("sc", """
                        "Plugin","Plugin Name","Family","Severity","IP Address","Exploit?","DNS Name","CVSS V3 Base Score","CVSS V3 Vector","CPE","CVE","First Discovered","Last Observed"
                        "200001","OpenSSL","Web Servers","Critical","192.0.2.10","Yes","web-01.example.com","9.8","AV:N/AC:L","cpe:/a:openssl:openssl","CVE-2031-0001,CVE-2031-0002","Mar 1, 2031 10:31:01 UTC","Mar 8, 2031 10:31:01 UTC"
                        """);
        read.read();

        assertThat(read.sink.findingTexts())
                .containsExactly(
                        "web-01.example.com CVE-2031-0001 openssl/openssl/ va-_-openssl-_-openssl",
                        "web-01.example.com CVE-2031-0002 openssl/openssl/ va-_-openssl-_-openssl");
        assertThat(read.sink.time).isEqualTo("2031-03-08T10:31:01Z");
    }

    private TextFiles read(String id, String ending) throws IOException {
        TextFiles read = new TextFiles(folder).with("scan" + ending, new String(Samples.of(id), UTF_8));
        read.read();
        return read;
    }
}
