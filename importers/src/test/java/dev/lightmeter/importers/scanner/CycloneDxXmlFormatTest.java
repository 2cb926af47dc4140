package dev.lightmeter.importers.scanner;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lightmeter.core.AttackVector;
import dev.lightmeter.core.DeviceDetail;
import dev.lightmeter.core.FindingStatus;
import dev.lightmeter.core.report.ReportHeader.Kind;
import dev.lightmeter.importers.Samples;
import dev.lightmeter.importers.TextFiles;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CycloneDxXmlFormatTest {

    @TempDir
    Path folder;

    @Test
    void readsTheDeviceAsFromJson() throws IOException {
        TextFiles read = sample();
        read.read();

        var device = read.sink.device("com.example/shop");
        assertThat(device.assessed()).isTrue();
        assertThat(device.osPlatform()).isEqualTo("debian");
        assertThat(device.details().get(DeviceDetail.OS_VERSION)).hasValue("14.1");
        assertThat(read.sink.time).isEqualTo("2031-03-09T13:20:30Z");
        assertThat(read.sink.software)
                .containsExactly(
                        "com.example/shop /debian/14.1",
                        "com.example/shop @example/cart/2.0.0",
                        "com.example/shop debian/libssl3/3.0.1-1",
                        "com.example/shop /bash/5.2");
    }

    @Test
    void readsVulnerabilitiesInComponentsAndAtTheEnd() throws IOException {
        TextFiles read = sample();
        read.read();

        assertThat(read.sink.findingTexts())
                .containsExactly(
                        "com.example/shop CVE-2031-0001 debian/libssl3/3.0.1-1 va-_-debian-_-libssl3",
                        "com.example/shop CVE-2031-0002 @example/cart/2.0.0 va-_-@example-_-cart",
                        "com.example/shop CVE-2031-0003 /bash/5.2 va-_--_-bash");
        assertThat(read.sink.findings.getLast().path().status()).isEqualTo(FindingStatus.FALSE_POSITIVE);
        assertThat(read.sink.fixes).containsExactly("CVE-2031-0001 debian/libssl3/3.0.1-1 -> 3.0.9-1");
    }

    @Test
    void readsScoresOfBothShapes() throws IOException {
        TextFiles read = sample();
        read.read();

        assertThat(read.sink.facts("CVE-2031-0001").cvssTenths()).isEqualTo(98);
        assertThat(read.sink.facts("CVE-2031-0003").cvssTenths()).isEqualTo(43);
        assertThat(read.sink.facts("CVE-2031-0003").attackVector()).isEqualTo(AttackVector.ADJACENT);
    }

    @Test
    void doesNotAssessABillWithoutVulnerabilities() throws IOException {
        TextFiles read = new TextFiles(folder).with("bom.xml", """
                        <bom xmlns="http://cyclonedx.org/schema/bom/1.2" version="1"><components>
                          <component type="library"><name>a</name><version>1</version></component>
                        </components></bom>
                        """);
        read.read();

        assertThat(read.sink.device("bom").assessed()).isFalse();
    }

    @Test
    void addsStatementsWithoutComponentsToWhatIsKnownOfTheProduct() throws IOException {
        TextFiles read = new TextFiles(folder).with("vex.xml", """
                        <bom xmlns="http://cyclonedx.org/schema/bom/1.4" version="1">
                          <metadata><component type="application" bom-ref="p"><name>Product</name></component></metadata>
                          <vulnerabilities><vulnerability><id>CVE-2031-0001</id><affects><target><ref>p</ref></target></affects>
                          </vulnerability></vulnerabilities></bom>
                        """);

        assertThat(read.intake().reports().getFirst().header().kind()).isEqualTo(Kind.DELTA);
    }

    private TextFiles sample() throws IOException {
        return new TextFiles(folder).with("bom.xml", new String(Samples.of("cyclonedx-xml"), UTF_8));
    }
}
