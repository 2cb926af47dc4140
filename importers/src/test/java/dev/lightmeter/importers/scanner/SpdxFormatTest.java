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

class SpdxFormatTest {

    @TempDir
    Path folder;

    @Test
    void readsTheDocumentAsADevice() throws IOException {
        TextFiles read = sample();
        read.read();

        var device = read.sink.device("shop-image");
        assertThat(device.assessed()).isTrue();
        assertThat(device.osPlatform()).isEqualTo("debian");
        assertThat(device.details().get(DeviceDetail.OS_VERSION)).hasValue("14");
        assertThat(read.sink.time).isEqualTo("2031-03-09T14:20:30Z");
        assertThat(read.sink.installed).hasSize(3);
    }

    @Test
    void readsAdvisoriesOnlyAndTellsWhereTheirFixesAre() throws IOException {
        TextFiles read = sample();
        read.read();

        assertThat(read.sink.findingTexts())
                .containsExactly(
                        "shop-image CVE-2031-0001 debian/libssl3/3.0.1-1 va-_-debian-_-libssl3",
                        "shop-image GHSA-aaaa-bbbb-cccc Example/cart/2.0.0 va-_-example-_-cart");
        assertThat(read.sink.fixes)
                .containsExactly("CVE-2031-0001 debian/libssl3/3.0.1-1 -> https://example.org/commit/CVE-2031-0001");
    }

    @Test
    void listsADocumentWithoutAdvisoriesWithoutAssessingIt() throws IOException {
        TextFiles read = new TextFiles(folder).with("bom.json", """
                        {"SPDXID": "SPDXRef-DOCUMENT", "spdxVersion": "SPDX-2.3", "packages": [{"name": "a", "versionInfo": "1"}]}
                        """);
        read.read();

        assertThat(read.sink.device("bom").assessed()).isFalse();
        assertThat(read.sink.installed).hasSize(1);
    }

    private TextFiles sample() throws IOException {
        return new TextFiles(folder).with("bom.json", new String(Samples.of("spdx"), UTF_8));
    }
}
