package dev.lightmeter.importers.scanner;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lightmeter.core.DeviceDetail;
import dev.lightmeter.core.FindingStatus;
import dev.lightmeter.core.Severity;
import dev.lightmeter.core.decision.Aliases.Alias;
import dev.lightmeter.importers.Samples;
import dev.lightmeter.importers.TextFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OsvScannerFormatTest {

    @TempDir
    Path folder;

    @Test
    void namesTheDeviceAfterTheFile() throws IOException {
        TextFiles read = sample();
        read.read();

        assertThat(read.sink.deviceIds()).containsExactly("shop");
        assertThat(read.sink.device("shop").osPlatform()).isEqualTo("Debian");
        assertThat(read.sink.device("shop").details().get(DeviceDetail.OS_VERSION))
                .hasValue("Debian GNU/Linux 14 (forky)");
    }

    @Test
    void countsARecordAsItsCvesElseAsItself() throws IOException {
        TextFiles read = sample();
        read.read();

        assertThat(read.sink.findings)
                .extracting(finding -> finding.weakness() + " "
                        + finding.path().software().product() + " "
                        + finding.path().status())
                .containsExactly(
                        "CVE-2031-0001 cart OPEN",
                        "MAL-2031-7 cart OPEN",
                        "CVE-2031-0003 linux OPEN",
                        "CVE-2031-0004 linux OPEN",
                        "CVE-2031-0005 linux OPEN",
                        "GO-2031-0001 linux NOT_AFFECTED");
    }

    @Test
    void computesTheScoreOfTheNewestVectorWithoutThreatMetrics() throws IOException {
        TextFiles read = sample();
        read.read();

        assertThat(read.sink.weaknesses.getFirst().cvssTenths()).isEqualTo(93);
        assertThat(read.sink.facts("MAL-2031-7").cvssTenths()).isEqualTo(77);
        assertThat(read.sink.facts("CVE-2031-0003").severity()).isEqualTo(Severity.MEDIUM);
    }

    @Test
    void takesTheOnlyFixedVersionForTheFix() throws IOException {
        TextFiles read = sample();
        read.read();

        assertThat(read.sink.fixes).containsExactly("CVE-2031-0001 npm/cart/2.0.0 -> 2.0.1");
    }

    @Test
    void tellsWhereASoftwareWasFound() throws IOException {
        TextFiles read = sample();
        read.read();

        assertThat(read.sink.installed.getFirst().diskPaths()).isEqualTo(List.of("/srv/shop/package-lock.json"));
    }

    @Test
    void readsAScanWithoutResultsAsADeviceWithoutFindings() throws IOException {
        TextFiles read = new TextFiles(folder).with("clean.json", """
                        {"results": [], "experimental_config": {"licenses": {"summary": false}}}
                        """);
        read.read();

        assertThat(read.sink.device("clean").assessed()).isTrue();
        assertThat(read.sink.findings).isEmpty();
    }

    @Test
    void takesAFunctionThatIsNotCalledForNotAffected() throws IOException {
        TextFiles read = new TextFiles(folder).with("calls.json", """
                        {"results": [{"source": {"path": "go.mod"}, "packages": [{"package": {"name": "a"},
                          "vulnerabilities": [{"id": "GO-1", "aliases": ["CVE-2031-0001"]},
                            {"id": "GHSA-1", "aliases": ["CVE-2031-0001"], "database_specific": {"severity": "LOW"}}],
                          "groups": [{"ids": ["GO-1", "GHSA-1"], "experimentalAnalysis": {"GO-1": {"called": false}}}]}]}]}
                        """);
        read.read();

        assertThat(read.sink.findings).hasSize(1);
        assertThat(read.sink.findings.getFirst().path().status()).isEqualTo(FindingStatus.NOT_AFFECTED);
        assertThat(read.sink.facts("CVE-2031-0001").severity()).isEqualTo(Severity.LOW);
        assertThat(read.sink.aliases)
                .containsExactlyInAnyOrder(new Alias("GO-1", "CVE-2031-0001"), new Alias("GHSA-1", "CVE-2031-0001"));
    }

    private TextFiles sample() throws IOException {
        return new TextFiles(folder).with("shop.json", new String(Samples.of("osv-scanner"), UTF_8));
    }
}
