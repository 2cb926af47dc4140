package dev.lightmeter.importers.scanner;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lightmeter.core.EndOfSupport;
import dev.lightmeter.core.Evidence;
import dev.lightmeter.core.FindingStatus;
import dev.lightmeter.core.Severity;
import dev.lightmeter.core.ThreatFacts;
import dev.lightmeter.core.report.ReportedDevice;
import dev.lightmeter.importers.Samples;
import dev.lightmeter.importers.TextFiles;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QualysFormatsTest {

    @TempDir
    Path folder;

    @Test
    void readsTheFindingsOfAScan() throws IOException {
        TextFiles read = read("qualys-scan");

        assertThat(read.sink.deviceIds()).containsExactly("192.0.2.11", "web-01.example.com");
        assertThat(read.sink.device("web-01.example.com").osPlatform()).isEqualTo("Debian 12");
        assertThat(read.sink.time).isEqualTo("2031-03-08T10:00:00Z");
        assertThat(read.sink.findingTexts())
                .containsExactly(
                        "web-01.example.com CVE-2031-0001 qualys/OpenSSL, two of them/ qualys-_-38001",
                        "web-01.example.com CVE-2031-0002 qualys/OpenSSL, two of them/ qualys-_-38001",
                        "web-01.example.com qualys-38170 qualys/Certificate does not match/ qualys-_-38170");
        assertThat(read.sink.fixes)
                .first()
                .isEqualTo("CVE-2031-0001 qualys/OpenSSL, two of them/ -> DSA-5999, Upgrade. Restart.");
    }

    @Test
    void tellsOfWhichCveAnExploitIsPublished() throws IOException {
        TextFiles read = read("qualys-scan");

        assertThat(read.sink.facts("CVE-2031-0001").evidence()).isEqualTo(Evidence.NONE);
        assertThat(read.sink.facts("CVE-2031-0002").evidence())
                .isEqualTo(new Evidence(false, false, true, false, true));
        assertThat(read.sink.facts("CVE-2031-0002").cvssTenths()).isEqualTo(98);
    }

    @Test
    void marksPotentialVulnerabilitiesAsUnderInvestigation() throws IOException {
        assertThat(read("qualys-scan").sink.findings.getLast().path().status())
                .isEqualTo(FindingStatus.UNDER_INVESTIGATION);
        assertThat(read("qualys-csv").sink.findings.getLast().path().status())
                .isEqualTo(FindingStatus.UNDER_INVESTIGATION);
    }

    @Test
    void readsAReportWhoseGlossaryStandsBehindItsHosts() throws IOException {
        TextFiles read = read("qualys-report");

        assertThat(read.sink.findingTexts())
                .containsExactly(
                        "web-01.example.com CVE-2031-0001 qualys/OpenSSL, two of them/ qualys-_-38001",
                        "web-01.example.com CVE-2031-0002 qualys/OpenSSL, two of them/ qualys-_-38001",
                        "web-01.example.com qualys-38170 qualys/EOL/Obsolete Software: Something/ qualys-_-38170",
                        "web-01.example.com qualys-99999 qualys/QID 99999/ qualys-_-99999");
        assertThat(read.sink.findings.getFirst().firstSeen()).isEqualTo("2031-02-01T00:00:00Z");
        ThreatFacts facts = read.sink.facts("CVE-2031-0001");
        assertThat(facts.cvssTenths()).isEqualTo(90);
        assertThat(facts.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(facts.evidence().publicExploit()).isTrue();
        assertThat(read.sink.facts("qualys-38170").endOfSupport()).isEqualTo(EndOfSupport.APPLICATION);
        assertThat(read.sink.facts("qualys-99999").severity()).isEqualTo(Severity.UNKNOWN);
    }

    @Test
    void tellsWhenAHostWasLastLookedAt() throws IOException {
        TextFiles read = read("qualys-report");

        assertThat(read.sink.device("web-01.example.com").seenAt()).isEqualTo("2031-03-08T10:00:00Z");
        assertThat(read.sink.device("web-01.example.com").tags()).containsExactly("Shop", "Front");
        assertThat(read.sink.device("192.0.2.11").assessed()).isTrue();
        assertThat(read.sink.time).isEqualTo("2031-03-09T08:00:00Z");
    }

    @Test
    void readsTheTableOfVmdrBelowItsLinesOfCompanyAndUser() throws IOException {
        TextFiles read = read("qualys-csv");

        ReportedDevice host = read.sink.device("300000001");
        assertThat(host.name()).isEqualTo("WEB-01");
        assertThat(host.seenAt()).isEqualTo("2031-03-09T07:00:00Z");
        assertThat(host.tags()).containsExactly("Shop", "Front");
        assertThat(read.sink.deviceIds()).containsExactly("300000001", "300000002");
        assertThat(read.sink.findingTexts())
                .containsExactly(
                        "300000001 CVE-2031-0001 qualys/OpenSSL/ qualys-_-38001",
                        "300000001 CVE-2031-0002 qualys/bash/ qualys-_-38002");
        assertThat(read.sink.facts("CVE-2031-0001").cvssTenths()).isEqualTo(98);
        assertThat(read.sink.facts("CVE-2031-0002").hasCvss()).isFalse();
    }

    @Test
    void readsTheTableOfAReportWithTheMonthBeforeTheDay() throws IOException {
        TextFiles read = new TextFiles(folder).with("report", """
                        IP,DNS,NetBIOS,OS,QID,Title,Vuln Status,Type,Severity,First Detected,Last Detected,CVE ID,Vendor Reference,CVSS3 Base,Exploitability
                        192.0.2.10,web-01.example.com,WEB-01,Windows,91762,Update,Active,Vuln,5,03/01/2031 07:08:28,03/13/2031 07:36:58,"CVE-2031-0001, CVE-2031-0002","KB1, KB2",9.9 (AV:N/AC:L),Reference: CVE-2031-0002
                        192.0.2.10,web-01.example.com,WEB-01,Windows,45038,Scan time,,Ig,1,03/01/2031 07:08:28,03/13/2031 07:36:58,,,,
                        """);
        read.read();

        assertThat(read.sink.findings).hasSize(2);
        assertThat(read.sink.findings.getFirst().firstSeen()).isEqualTo("2031-03-01T07:08:28Z");
        assertThat(read.sink.time).isEqualTo("2031-03-13T07:36:58Z");
        assertThat(read.sink.facts("CVE-2031-0001").evidence()).isEqualTo(Evidence.NONE);
        assertThat(read.sink.facts("CVE-2031-0002").evidence().publicExploit()).isTrue();
        assertThat(read.sink.fixes).isEmpty();
    }

    private TextFiles read(String id) throws IOException {
        TextFiles read = new TextFiles(folder).with("file", new String(Samples.of(id), UTF_8));
        read.read();
        return read;
    }
}
