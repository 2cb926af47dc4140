package dev.lightmeter.importers.scanner;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lightmeter.core.AttackVector;
import dev.lightmeter.core.DeviceDetail;
import dev.lightmeter.core.Evidence;
import dev.lightmeter.core.Severity;
import dev.lightmeter.importers.Samples;
import dev.lightmeter.importers.TextFiles;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InspectorFormatTest {

    @TempDir
    Path folder;

    @Test
    void readsADeviceForEachResource() throws IOException {
        TextFiles read = sample();
        read.read();

        assertThat(read.sink.devices)
                .extracting(device -> device.name() + " " + device.osPlatform())
                .containsExactly("web01 amazon_linux", "shop:1.4 debian", "f null");
        var instance = read.sink.device("i-0123456789abcdef0").details();
        assertThat(instance.get(DeviceDetail.LAST_IP_ADDRESS)).hasValue("10.52.88.71");
        assertThat(instance.get(DeviceDetail.LAST_EXTERNAL_IP_ADDRESS)).hasValue("203.0.113.9");
        assertThat(instance.get(DeviceDetail.VM_METADATA))
                .hasValue("{\"vmId\":\"i-0123456789abcdef0\",\"cloudProvider\":\"AWS\","
                        + "\"resourceId\":\"i-0123456789abcdef0\",\"subscriptionId\":\"000000000000\"}");
    }

    @Test
    void readsPackagesButNoClosedFinding() throws IOException {
        TextFiles read = sample();
        read.read();

        assertThat(read.sink.findingTexts())
                .containsExactly(
                        "arn:aws:ecr:eu-central-1:000000000000:repository/shop/sha256:00 CVE-2031-0002 debian/bash/5"
                                + " va-_-debian-_-bash",
                        "i-0123456789abcdef0 CVE-2031-0001 amazon_linux/linux/4.19.118-2 va-_-amazon_linux-_-linux",
                        "i-0123456789abcdef0 CVE-2031-0001 nodepkg/cart/1:2.0.0 va-_-nodepkg-_-cart");
        assertThat(read.sink.findings.getFirst().firstSeen()).isEqualTo("2031-02-02T15:30:33.045Z");
        assertThat(read.sink.fixes).containsExactly("CVE-2031-0001 amazon_linux/linux/4.19.118-2 -> 4.19.232-1");
    }

    @Test
    void takesTheScoreOfNvdAndWhatIsKnownOfExploits() throws IOException {
        TextFiles read = sample();
        read.read();

        var facts = read.sink.facts("CVE-2031-0001");
        assertThat(facts.cvssTenths()).isEqualTo(55);
        assertThat(facts.attackVector()).isEqualTo(AttackVector.LOCAL);
        assertThat(facts.epssP5()).isEqualTo(75);
        assertThat(facts.evidence()).isEqualTo(new Evidence(false, false, false, false, true));
        assertThat(read.sink.facts("CVE-2031-0002").severity()).isEqualTo(Severity.UNKNOWN);
    }

    @Test
    void saysWhatIsWrongWithAResource() throws IOException {
        TextFiles read = new TextFiles(folder).with("odd.json", """
                        {"findings": [{"findingArn": "a", "resources": [{"type": "X"}]},
                          {"findingArn": "b", "resources": []}]}
                        """);

        assertThat(read.skipped())
                .containsExactly(
                        "odd.json, findings[0]: the id of the resource is missing",
                        "odd.json, findings[1]: names no resource");
    }

    private TextFiles sample() throws IOException {
        return new TextFiles(folder).with("findings.json", new String(Samples.of("aws-inspector"), UTF_8));
    }
}
