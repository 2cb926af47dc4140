package dev.lightmeter.importers.scanner;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lightmeter.core.DeviceDetail;
import dev.lightmeter.importers.Samples;
import dev.lightmeter.importers.TextFiles;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WazuhFormatTest {

    @TempDir
    Path folder;

    @Test
    void readsADeviceForEachAgent() throws IOException {
        TextFiles read = sample();
        read.read();

        assertThat(read.sink.devices).extracting(device -> device.id()).containsExactly("main/001", "main/002");
        var device = read.sink.device("main/001");
        assertThat(device.name()).isEqualTo("web01.example.com");
        assertThat(device.osPlatform()).isEqualTo("debian");
        assertThat(device.details().get(DeviceDetail.OS_VERSION)).hasValue("14.1");
        assertThat(device.details().get(DeviceDetail.AGENT_VERSION)).hasValue("v4.11.1");
        assertThat(device.details().get(DeviceDetail.LAST_IP_ADDRESS)).hasValue("192.0.2.7");
    }

    @Test
    void readsFindingsWithTheirFixesAndDates() throws IOException {
        TextFiles read = sample();
        read.read();

        assertThat(read.sink.findingTexts())
                .containsExactly(
                        "main/001 CVE-2031-0001 deb/libssl3/3.0.1-1 va-_-deb-_-libssl3",
                        "main/001 CVE-2031-0002 deb/bash/5.2 va-_-deb-_-bash",
                        "main/002 CVE-2031-0001 deb/libssl3/3.0.1-1 va-_-deb-_-libssl3");
        assertThat(read.sink.findings.getFirst().firstSeen()).isEqualTo("2031-03-01T10:00:00.250Z");
        assertThat(read.sink.fixes).containsExactly("CVE-2031-0001 deb/libssl3/3.0.1-1 -> 3.0.9-1");
    }

    @Test
    void takesAScoreOfZeroForNoScore() throws IOException {
        TextFiles read = sample();
        read.read();

        assertThat(read.sink.facts("CVE-2031-0001").cvssTenths()).isEqualTo(98);
        assertThat(read.sink.facts("CVE-2031-0002").hasCvss()).isFalse();
    }

    @Test
    void saysThatPagesAreMissing() throws IOException {
        TextFiles read = new TextFiles(folder).with("page.json", """
                        {"hits": {"total": {"value": 125}, "hits": [{"_source": {"agent": {"id": "001"},
                          "vulnerability": {"id": "CVE-2031-0001"}, "package": {"name": "a"}}}]}}
                        """);

        assertThat(read.skipped())
                .containsExactly(
                        "page.json, hits.total: the other pages must be given with this one, or what is on them"
                                + " counts as fixed; findings held: '1 of 125'");
    }

    @Test
    void readsTheAnswerOfTheOldApiAsTheAgentThatTheFileIsNamedAfter() throws IOException {
        TextFiles read = new TextFiles(folder).with("web01.json", """
                        {"data": {"affected_items": [
                          {"cve": "CVE-2031-0001", "name": "libssl3", "version": "3", "type": "PACKAGE", "severity": "High",
                           "cvss2_score": 7.5, "cvss3_score": 8.1, "condition": "Package unfixed", "status": "VALID"},
                          {"cve": "CVE-2031-0002", "name": "bash", "version": "5", "severity": "Low", "cvss2_score": 3.2,
                           "cvss3_score": 0, "detection_time": "2031-02-08T13:55:24Z"},
                          {"cve": "CVE-2031-0003", "name": "bash", "version": "5", "status": "OBSOLETE"}],
                         "total_affected_items": 3}, "message": "All selected vulnerabilities were returned", "error": 0}
                        """);

        assertThat(read.skipped()).isEmpty();
        assertThat(read.sink.deviceIds()).containsExactly("web01");
        assertThat(read.sink.findingTexts())
                .containsExactly(
                        "web01 CVE-2031-0001 package/libssl3/3 va-_-package-_-libssl3",
                        "web01 CVE-2031-0002 /bash/5 va-_--_-bash");
        assertThat(read.sink.facts("CVE-2031-0001").cvssTenths()).isEqualTo(81);
        assertThat(read.sink.facts("CVE-2031-0002").cvssTenths()).isEqualTo(32);
    }

    @Test
    void readsAnAgentWithoutFindings() throws IOException {
        TextFiles read = new TextFiles(folder).with("web02.json", """
                        {"data": {"affected_items": [], "total_affected_items": 0},
                         "message": "All selected vulnerabilities were returned"}
                        """);
        read.read();

        assertThat(read.sink.device("web02").assessed()).isTrue();
        assertThat(read.sink.findings).isEmpty();
    }

    @Test
    void tellsTheAgentsThatRowsOfTheOldApiName() throws IOException {
        TextFiles read = new TextFiles(folder).with("all.json", """
                        {"data": {"affected_items": [{"cve": "CVE-2031-0001", "name": "a", "agent_id": "7",
                          "agent_name": "web07", "agent_ip": "192.0.2.7"}], "total_affected_items": 1}}
                        """);
        read.read();

        assertThat(read.sink.deviceIds()).containsExactly("7");
        assertThat(read.sink.device("7").name()).isEqualTo("web07");
    }

    private TextFiles sample() throws IOException {
        return new TextFiles(folder).with("page.json", new String(Samples.of("wazuh"), UTF_8));
    }
}
