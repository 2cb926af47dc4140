package dev.lightmeter.importers.scanner;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lightmeter.core.FindingStatus;
import dev.lightmeter.importers.Samples;
import dev.lightmeter.importers.TextFiles;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrismaCloudFormatTest {

    @TempDir
    Path folder;

    @Test
    void readsRowsWithACveAndLeavesComplianceOut() throws IOException {
        TextFiles read = new TextFiles(folder).with("hosts", new String(Samples.of("prisma-cloud-csv"), UTF_8));
        read.read();

        assertThat(read.sink.findingTexts())
                .containsExactly(
                        "web-01.example.com CVE-2031-0001 redhat-RHEL7/kernel/3.10.0-1160 va-_-redhat-rhel7-_-kernel",
                        "web-01.example.com CVE-2031-0002 redhat-RHEL7/gcc/4.8.5 va-_-redhat-rhel7-_-gcc",
                        "web-02.example.com PRISMA-2031-0003 redhat-RHEL7/go/1.14.4 va-_-redhat-rhel7-_-go");
        assertThat(read.sink.findings)
                .extracting(finding -> finding.path().status())
                .containsExactly(FindingStatus.OPEN, FindingStatus.UNDER_INVESTIGATION, FindingStatus.OPEN);
        assertThat(read.sink.facts("CVE-2031-0001").cvssTenths()).isEqualTo(81);
        assertThat(read.sink.facts("CVE-2031-0002").hasCvss()).isFalse();
        assertThat(read.sink.fixes).containsExactly("CVE-2031-0001 redhat-RHEL7/kernel/3.10.0-1160 -> 3.10.0-1200");
    }

    @Test
    void namesAnImageByRepositoryAndTag() throws IOException {
        TextFiles read = new TextFiles(folder).with("images", """
                        Registry,Repository,Tag,Id,Distro,CVE ID,Compliance ID,Severity,Packages,Package Version,CVSS,Fix Status
                        registry.example.com,shop,1.4,sha256:1,Debian 12,CVE-2031-0001,46,high,openssl,3.0.1,9.8,
                        """);
        read.read();

        assertThat(read.sink.deviceIds()).containsExactly("shop:1.4");
    }
}
