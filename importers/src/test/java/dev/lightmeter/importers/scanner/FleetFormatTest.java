package dev.lightmeter.importers.scanner;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lightmeter.core.DeviceDetail;
import dev.lightmeter.core.Evidence;
import dev.lightmeter.core.Software;
import dev.lightmeter.importers.Samples;
import dev.lightmeter.importers.TextFiles;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FleetFormatTest {

    private static final String WEB = "00000000-0000-0000-0000-000000000042";

    @TempDir
    Path folder;

    @Test
    void readsAHostAsADevice() throws IOException {
        TextFiles read = sample();
        read.read();

        var device = read.sink.device(WEB);
        assertThat(device.name()).isEqualTo("web01.example.com");
        assertThat(device.group()).isEqualTo("Web");
        assertThat(device.osPlatform()).isEqualTo("rhel");
        assertThat(device.seenAt()).isEqualTo("2031-03-09T14:20:30Z");
        assertThat(device.details().get(DeviceDetail.LAST_IP_ADDRESS)).hasValue("192.0.2.7");
        assertThat(device.details().get(DeviceDetail.LAST_EXTERNAL_IP_ADDRESS)).hasValue("203.0.113.9");
    }

    @Test
    void doesNotAssessAHostThatComesWithoutItsSoftware() throws IOException {
        TextFiles read = sample();
        read.read();

        assertThat(read.sink.device(WEB).assessed()).isTrue();
        assertThat(read.sink.device("00000000-0000-0000-0000-000000000043").assessed())
                .isFalse();
    }

    @Test
    void readsSoftwareAndItsVulnerabilities() throws IOException {
        TextFiles read = sample();
        read.read();

        assertThat(read.sink.installed)
                .extracting(told -> told.software())
                .containsExactly(
                        new Software("Example OS", "glibc", "2.12"), new Software("npm_packages", "cart", "2.0.0"));
        assertThat(read.sink.findingTexts())
                .containsExactly(WEB + " CVE-2031-0001 Example OS/glibc/2.12 va-_-example_os-_-glibc");
        assertThat(read.sink.fixes).containsExactly("CVE-2031-0001 Example OS/glibc/2.12 -> 2.28");
        var facts = read.sink.facts("CVE-2031-0001");
        assertThat(facts.cvssTenths()).isEqualTo(75);
        assertThat(facts.epssP5()).isEqualTo(1537);
        assertThat(facts.evidence()).isEqualTo(new Evidence(true, false, false, false, false));
    }

    @Test
    void readsTheAnswerAboutASingleHost() throws IOException {
        TextFiles read = new TextFiles(folder).with("host.json", """
                        {"host": {"uuid": "u1", "hostname": "web01", "osquery_version": "5", "software": [
                          {"name": "a", "version": "1", "vulnerabilities": [{"cve": "CVE-2031-0001"}]}]}}
                        """);
        read.read();

        assertThat(read.sink.findingTexts()).containsExactly("u1 CVE-2031-0001 /a/1 va-_--_-a");
    }

    private TextFiles sample() throws IOException {
        return new TextFiles(folder).with("hosts.json", new String(Samples.of("fleet"), UTF_8));
    }
}
