package dev.lightmeter.importers.scanner;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lightmeter.core.AttackVector;
import dev.lightmeter.core.DeviceKind;
import dev.lightmeter.core.Severity;
import dev.lightmeter.core.report.ReportHeader;
import dev.lightmeter.core.report.ReportHeader.Kind;
import dev.lightmeter.core.report.ReportedDevice;
import dev.lightmeter.importers.Samples;
import dev.lightmeter.importers.TextFiles;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrivyFormatTest {

    @TempDir
    Path folder;

    @Test
    void readsAnArtifactAsOneDevice() throws IOException {
        TextFiles read = sample();
        read.read();

        assertThat(read.intake().reports().getFirst().header()).isEqualTo(new ReportHeader("trivy", Kind.FULL));
        assertThat(read.sink.deviceIds()).containsExactly("registry.example.com/shop:1.4");
        ReportedDevice device = read.sink.devices.getFirst();
        assertThat(device.osPlatform()).isEqualTo("debian");
        assertThat(device.details().kind()).isEqualTo(DeviceKind.IMAGE);
        assertThat(device.assessed()).isTrue();
        assertThat(device.seenAt()).isEqualTo("2031-03-09T08:20:30.500Z");
        assertThat(read.sink.time).isEqualTo("2031-03-09T08:20:30.500Z");
    }

    @Test
    void namesTheUpdateByPackageTypeAndPackage() throws IOException {
        TextFiles read = sample();
        read.read();

        String device = "registry.example.com/shop:1.4 ";
        assertThat(read.sink.findingTexts())
                .containsExactly(
                        device + "CVE-2031-0001 debian/libssl3/3.0.1-1 va-_-debian-_-libssl3",
                        device + "CVE-2031-0002 debian/zlib1g/1.3 va-_-debian-_-zlib1g",
                        device + "GHSA-aaaa-bbbb-cccc npm/@shop/Cart Widget/2.0.0 va-_-npm-_-@shop/cart_widget");
        assertThat(read.sink.findings).allMatch(finding -> finding.path().isPlain());
    }

    @Test
    void prefersTheScoreOfNvdThenThatOfTheSeveritySourceInTheNewestVersion() throws IOException {
        TextFiles read = sample();
        read.read();

        assertThat(read.sink.facts("CVE-2031-0001").cvssTenths()).isEqualTo(98);
        assertThat(read.sink.facts("CVE-2031-0001").attackVector()).isEqualTo(AttackVector.NETWORK);
        assertThat(read.sink.facts("GHSA-aaaa-bbbb-cccc").cvssTenths()).isEqualTo(48);
        assertThat(read.sink.facts("GHSA-aaaa-bbbb-cccc").attackVector()).isEqualTo(AttackVector.LOCAL);
        assertThat(read.sink.facts("CVE-2031-0002").hasCvss()).isFalse();
        assertThat(read.sink.facts("CVE-2031-0002").severity()).isEqualTo(Severity.LOW);
    }

    @Test
    void readsAReportWithoutVulnerabilitiesAsADeviceWithoutFindings() throws IOException {
        TextFiles read = new TextFiles(folder)
                .with("r.json", "{\"SchemaVersion\": 2, \"ArtifactName\": \"clean\", \"Results\": null}");
        read.read();

        assertThat(read.sink.device("clean").assessed()).isTrue();
        assertThat(read.sink.findings).isEmpty();
    }

    @Test
    void readsTheSameInAnyOrderOfKeys() throws IOException {
        String found = "\"Vulnerabilities\": [{\"VulnerabilityID\": \"CVE-2031-0001\", \"PkgName\": \"apt\"}]";
        String name = "\"SchemaVersion\": 2, \"ArtifactName\": \"web-01\"";
        for (String json : new String[] {
            "{%2$s, \"Results\": [{\"Type\": \"debian\", %1$s}]}",
            "{%2$s, \"Results\": [{%1$s, \"Type\": \"debian\"}]}",
            "{\"Results\": [{\"Type\": \"debian\", %1$s}], %2$s}",
            "{\"Results\": [{%1$s, \"Type\": \"debian\"}], %2$s}"
        }) {
            TextFiles read = new TextFiles(folder).with("r.json", json.formatted(found, name));
            read.read();

            assertThat(read.sink.findingTexts())
                    .as(json)
                    .containsExactly("web-01 CVE-2031-0001 debian/apt/ va-_-debian-_-apt");
            assertThat(read.sink.deviceIds()).containsExactly("web-01");
        }
    }

    @Test
    void namesADeviceOfTheOlderFormByItsSystemElseByTheFile() throws IOException {
        String list =
                "[{\"Target\": \"%s\", \"Type\": \"%s\", \"Vulnerabilities\": [{\"VulnerabilityID\": \"CVE-2031-0001\", \"PkgName\": \"apt\"}]}]";
        TextFiles system = new TextFiles(folder).with("one.json", list.formatted("web-01 (debian 10.8)", "debian"));
        system.read();
        TextFiles lockFile = new TextFiles(folder).with("shop.trivy.json", list.formatted("package-lock.json", "npm"));
        lockFile.read();

        assertThat(system.sink.findingTexts()).containsExactly("web-01 CVE-2031-0001 debian/apt/ va-_-debian-_-apt");
        assertThat(lockFile.sink.findingTexts()).containsExactly("shop CVE-2031-0001 npm/apt/ va-_-npm-_-apt");
    }

    @Test
    void readsTheWorkloadsOfAClusterAsDevices() throws IOException {
        TextFiles read = new TextFiles(folder).with("cluster.json", """
                        {"Resources": [
                           {"Namespace": "shop", "Kind": "Deployment", "Name": "web", "Results": [
                             {"Vulnerabilities": [{"VulnerabilityID": "CVE-2031-0001", "PkgName": "apt"}], "Type": "debian", "Target": "image (debian 14)", "Class": "os-pkgs"}]},
                           {"Namespace": "shop", "Kind": "Deployment", "Name": "web", "Results": [{"Target": "x", "Class": "config", "Type": "kubernetes"}]},
                           {"Namespace": "shop", "Kind": "Service", "Name": "front", "Results": [{"Target": "x", "Class": "config", "Type": "kubernetes"}]}],
                         "ClusterName": "prod"}
                        """);
        read.read();

        assertThat(read.sink.deviceIds()).containsExactly("prod/shop/Deployment/web", "prod/shop/Service/front");
        assertThat(read.sink.devices).hasSize(2);
        assertThat(read.sink.device("prod/shop/Deployment/web").assessed()).isTrue();
        assertThat(read.sink.device("prod/shop/Deployment/web").osPlatform()).isEqualTo("debian");
        assertThat(read.sink.device("prod/shop/Service/front").assessed()).isFalse();
        assertThat(read.sink.findingTexts())
                .containsExactly("prod/shop/Deployment/web CVE-2031-0001 debian/apt/ va-_-debian-_-apt");
    }

    @Test
    void passesOverResultsThatBelongToNoWorkloadOfTheCluster() throws IOException {
        TextFiles read = new TextFiles(folder).with("cluster.json", """
                        {"ClusterName": "prod", "Resources": [],
                         "Results": [{"Vulnerabilities": [{"VulnerabilityID": "CVE-2031-0001", "PkgName": "apt"}]}]}
                        """);
        read.read();

        assertThat(read.sink.devices).isEmpty();
        assertThat(read.sink.findings).isEmpty();
    }

    @Test
    void makesAReportOfEachFile() throws IOException {
        String report = "{\"SchemaVersion\": 2, \"ArtifactName\": \"%s\", \"Results\": []}";
        TextFiles read = new TextFiles(folder).with("a", report.formatted("a")).with("b", report.formatted("b"));

        assertThat(read.intake().reports()).hasSize(2);
    }

    @Test
    void refusesTwoReportsInOneFile() throws IOException {
        String report = "{\"SchemaVersion\": 2, \"ArtifactName\": \"a\", \"Results\": []}\n";

        assertThat(new TextFiles(folder).with("two.json", report + report).refusal())
                .isEqualTo("two.json, line 2: a second JSON value begins where the file should end");
    }

    @Test
    void readsTheVersionThatFixesAWeakness() throws IOException {
        TextFiles read = new TextFiles(folder).with("r", """
                {"SchemaVersion": 2, "ArtifactName": "a", "Results": [{"Type": "npm", "Class": "lang-pkgs", "Vulnerabilities": [
                  {"VulnerabilityID": "CVE-2031-0001", "PkgName": "cart", "InstalledVersion": "1.0", "FixedVersion": "1.1, 2.0"},
                  {"VulnerabilityID": "CVE-2031-0002", "PkgName": "cart", "InstalledVersion": "1.0", "FixedVersion": ""}]}]}""");
        read.read();

        assertThat(read.sink.fixes).containsExactly("CVE-2031-0001 npm/cart/1.0 -> 1.1, 2.0");
    }

    private TextFiles sample() throws IOException {
        return new TextFiles(folder).with("report.json", new String(Samples.of("trivy"), UTF_8));
    }
}
