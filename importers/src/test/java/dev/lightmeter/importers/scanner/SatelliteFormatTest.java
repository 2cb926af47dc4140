package dev.lightmeter.importers.scanner;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lightmeter.core.Severity;
import dev.lightmeter.importers.Samples;
import dev.lightmeter.importers.TextFiles;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SatelliteFormatTest {

    @TempDir
    Path folder;

    @Test
    void countsAnErratumAsItsCvesElseAsItself() throws IOException {
        TextFiles read = new TextFiles(folder).with("web-01.json", new String(Samples.of("red-hat-satellite"), UTF_8));
        read.read();

        assertThat(read.sink.findingTexts())
                .containsExactly(
                        "web-01 CVE-2031-0001 redhat/firefox/ va-_-redhat-_-firefox",
                        "web-01 CVE-2031-0002 redhat/firefox/ va-_-redhat-_-firefox",
                        "web-01 CVE-2031-0004 redhat/kernel/ va-_-redhat-_-kernel",
                        "web-01 RHSA-2031:0002 redhat/bash-completion/ va-_-redhat-_-bash-completion");
        assertThat(read.sink.facts("CVE-2031-0004").severity()).isEqualTo(Severity.CRITICAL);
        assertThat(read.sink.fixes)
                .startsWith("CVE-2031-0001 redhat/firefox/ -> RHSA-2031:0001, Important: firefox security update");
    }

    @Test
    void refusesOnePageOfSeveral() throws IOException {
        TextFiles read = new TextFiles(folder)
                .with(
                        "web-01.json",
                        "{\"results\": [{\"errata_id\": \"RHSA-1\"}], \"subtotal\": 70, \"per_page\": \"20\"}");

        assertThat(read.refusal())
                .isEqualTo(
                        "web-01.json, is one page of several: the host has 70 errata; ask for them with per_page=70");
    }

    @Test
    void tellsThatErrataAreMissing() throws IOException {
        TextFiles read = new TextFiles(folder)
                .with("web-01.json", "{\"results\": [{\"errata_id\": \"RHSA-1\"}], \"subtotal\": 7, \"per_page\": 20}");

        assertThat(read.skipped()).containsExactly("web-01.json, subtotal: more errata than are in the file: '7'");
    }
}
