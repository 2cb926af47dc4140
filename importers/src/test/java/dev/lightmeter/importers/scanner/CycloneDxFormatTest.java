package dev.lightmeter.importers.scanner;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lightmeter.core.AttackVector;
import dev.lightmeter.core.DeviceDetail;
import dev.lightmeter.core.DeviceKind;
import dev.lightmeter.core.Severity;
import dev.lightmeter.core.Software;
import dev.lightmeter.importers.Samples;
import dev.lightmeter.importers.TextFiles;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CycloneDxFormatTest {

    @TempDir
    Path folder;

    @Test
    void readsWhatTheBillIsAboutAsADeviceWithoutItsVersion() throws IOException {
        TextFiles read = sample();
        read.read();

        assertThat(read.sink.deviceIds()).containsExactly("com.example/shop");
        var device = read.sink.device("com.example/shop");
        assertThat(device.name()).isEqualTo("shop");
        assertThat(device.osPlatform()).isEqualTo("debian");
        assertThat(device.details().kind()).isEqualTo(DeviceKind.PROJECT);
        assertThat(device.details().get(DeviceDetail.OS_VERSION)).hasValue("14.1");
        assertThat(device.assessed()).isTrue();
        assertThat(read.sink.time).isEqualTo("2031-03-09T13:20:30Z");
    }

    @Test
    void findsTheAffectedComponentsWhereverTheyStand() throws IOException {
        TextFiles read = sample();
        read.read();

        assertThat(read.sink.findings)
                .extracting(finding -> finding.weakness() + " " + finding.path().software() + " "
                        + finding.path().recommendation() + " " + finding.path().status())
                .containsExactly(
                        "CVE-2031-0001 " + new Software("debian", "libssl3", "3.0.1-1") + " va-_-debian-_-libssl3 OPEN",
                        "CVE-2031-0002 " + new Software("@example", "cart", "2.0.0")
                                + " va-_-@example-_-cart NOT_AFFECTED",
                        "CVE-2031-0002 " + new Software("com.example.parts", "wheel", "7")
                                + " va-_-com.example.parts-_-wheel NOT_AFFECTED",
                        "GHSA-xxxx-yyyy-zzzz " + new Software("@example", "cart", "2.0.0")
                                + " va-_-@example-_-cart NOT_AFFECTED",
                        "CVE-2031-0004 " + new Software("com.example", "shop", "1.4")
                                + " va-_-com.example-_-shop AFFECTED");
    }

    @Test
    void isABillEvenIfLongDescriptionsStandBeforeItsComponents() throws IOException {
        TextFiles read = new TextFiles(folder).with("bom.json", """
                {"bomFormat": "CycloneDX", "vulnerabilities": [
                  {"id": "CVE-2031-0001", "description": "%s", "affects": [{"ref": "a"}]}],
                 "components": [{"bom-ref": "a", "name": "cart", "version": "2"}]}
                """.formatted("long ".repeat(20_000)));

        assertThat(read.skipped()).isEmpty();
        assertThat(read.intake().reports().getFirst().format()).isEqualTo("cyclonedx");
        assertThat(read.sink.findings)
                .extracting(finding -> finding.path().software().product())
                .contains("cart");
    }

    @Test
    void takesTheScoreOfNvdBeforeOthersAndTheNewestOfThese() throws IOException {
        TextFiles read = sample();
        read.read();

        assertThat(read.sink.facts("CVE-2031-0001").cvssTenths()).isEqualTo(98);
        assertThat(read.sink.facts("CVE-2031-0001").attackVector()).isEqualTo(AttackVector.NETWORK);
        assertThat(read.sink.facts("CVE-2031-0001").severity()).isEqualTo(Severity.CRITICAL);
    }

    @Test
    void computesTheScoreOfAVectorAndTakesNoOtherRatingForCvss() throws IOException {
        TextFiles read = sample();
        read.read();

        assertThat(read.sink.facts("CVE-2031-0002").cvssTenths()).isEqualTo(65);
        assertThat(read.sink.facts("CVE-2031-0002").attackVector()).isEqualTo(AttackVector.ADJACENT);
        assertThat(read.sink.facts("GHSA-xxxx-yyyy-zzzz").hasCvss()).isFalse();
        assertThat(read.sink.facts("GHSA-xxxx-yyyy-zzzz").severity()).isEqualTo(Severity.MEDIUM);
    }

    @Test
    void tellsTheSoftwareAndWhatFixesIt() throws IOException {
        TextFiles read = sample();
        read.read();

        assertThat(read.sink.installed)
                .extracting(told -> told.software().product())
                .containsExactly("debian", "libssl3", "wheel", "cart");
        assertThat(read.sink.fixes).containsExactly("CVE-2031-0001 debian/libssl3/3.0.1-1 -> 3.0.9-1");
    }

    @Test
    void readsTheFixesOfSeveralPackagesButNoProse() throws IOException {
        TextFiles read = new TextFiles(folder).with("bom.json", """
                        {"bomFormat": "CycloneDX",
                         "components": [{"bom-ref": "a", "name": "a", "version": "1"}, {"bom-ref": "b", "name": "b", "version": "1"}],
                         "vulnerabilities": [
                           {"id": "CVE-2031-0001", "affects": [{"ref": "a"}, {"ref": "b"}],
                            "recommendation": "Upgrade a to version 1.2; Upgrade x:b to version 1.3, 2.0"},
                           {"id": "CVE-2031-0002", "affects": [{"ref": "a"}], "recommendation": "Upgrade a to version 3 or higher."}]}
                        """);
        read.read();

        assertThat(read.sink.fixes).containsExactly("CVE-2031-0001 /a/1 -> 1.2", "CVE-2031-0001 /b/1 -> 1.3, 2.0");
    }

    @Test
    void listsADeviceWithoutAssessingItIfNobodyLookedForVulnerabilities() throws IOException {
        TextFiles read = new TextFiles(folder).with("wheels.cdx.json", """
                        {"bomFormat": "CycloneDX", "specVersion": "1.2",
                         "components": [{"name": "wheel", "publisher": "Example", "version": "7"}]}
                        """);
        read.read();

        assertThat(read.sink.device("wheels").assessed()).isFalse();
        assertThat(read.sink.installed)
                .extracting(told -> told.software())
                .containsExactly(new Software("Example", "wheel", "7"));
    }

    @Test
    void readsAnEmptyListOfVulnerabilitiesAsADeviceThatHasNone() throws IOException {
        TextFiles read = new TextFiles(folder).with("clean.json", """
                        {"bomFormat": "CycloneDX", "specVersion": "1.5", "components": [], "vulnerabilities": []}
                        """);
        read.read();

        assertThat(read.sink.device("clean").assessed()).isTrue();
    }

    @Test
    void keepsAFindingInAComponentThatIsNotThere() throws IOException {
        TextFiles read = new TextFiles(folder).with("gap.json", """
                        {"bomFormat": "CycloneDX", "components": [],
                         "vulnerabilities": [{"id": "CVE-2031-0001", "affects": [{"ref": "gone"}]}]}
                        """);

        assertThat(read.skipped())
                .containsExactly("gap.json, vulnerabilities[0]: affects a component that is not in the file, kept"
                        + " without it: 'gone'");
        assertThat(read.sink.findings.getFirst().path().software()).isEqualTo(Software.UNKNOWN);
        assertThat(read.sink.findings.getFirst().path().recommendation()).isEmpty();
    }

    @Test
    void refusesVulnerabilitiesThatAreNoList() throws IOException {
        TextFiles read = new TextFiles(folder).with("odd.json", """
                        {"bomFormat": "CycloneDX", "components": [], "vulnerabilities": {"id": "CVE-2031-0001"}}
                        """);

        assertThat(read.refusal()).isEqualTo("odd.json, vulnerabilities: a list is missing where one must stand");
    }

    private TextFiles sample() throws IOException {
        return new TextFiles(folder).with("report.json", new String(Samples.of("cyclonedx"), UTF_8));
    }
}
