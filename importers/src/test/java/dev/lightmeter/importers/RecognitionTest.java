package dev.lightmeter.importers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecognitionTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "trivy        | 2           | SchemaVersion; ArtifactName",
                "cyclonedx    | 1.6         | bomFormat is CycloneDX; vulnerabilities[]; components",
                "cyclonedx-xml| 1.6         | namespace http://cyclonedx.org/schema/bom/1.6; /bom",
                "nessus       | 2           | /NessusClientData_v2",
                "openscap     | 1.2         | /Benchmark; namespace http://checklists.nist.gov/xccdf/1.2",
                "wazuh        | 4.8 or later| hits.hits[]._source.vulnerability",
                "openvas-csv  | ''          | columns IP, Hostname, NVT OID, Severity",
                "nvd-json     | 2.0         | vulnerabilities[].cve.id",
                "epss-csv     | v2031.01.01 | first line #model_version:v2031.01.01,score_date:2031-03-09T12:55:00Z"
            })
    void tellsFormatVersionAndWhatInTheHeadToldIt(String id, String version, String clues) throws IOException {
        Intake intake = Intake.of(List.of(Samples.file(folder, Samples.of(id))));
        Recognition recognition = intake.feeds().isEmpty()
                ? intake.reports().getFirst().recognition()
                : intake.feeds().getFirst().recognition();

        assertThat(recognition).isEqualTo(new Recognition(id, version, List.of(clues.split("; "))));
    }

    @Test
    void gathersTheCluesOfAllPagesOfAReport() throws IOException {
        String machines = "{\"value\": [{\"id\": \"d-1\", \"computerDnsName\": \"a.example.com\"}]}";
        Intake intake = Intake.of(
                List.of(Samples.file(folder, machines.getBytes(UTF_8)), Samples.file(folder, Samples.of("defender"))));

        assertThat(intake.reports()).hasSize(1);
        assertThat(intake.reports().getFirst().recognition().clues())
                .contains("value[].computerDnsName", "value[].cveId");
    }

    @Test
    void cutsWhatAFileSaysAtLength() throws IOException {
        String bom = "{\"bomFormat\": \"CycloneDX\", \"specVersion\": \"" + "9".repeat(200) + "\", \"components\": []}";
        Recognition recognition = Intake.of(List.of(Samples.file(folder, bom.getBytes(UTF_8))))
                .reports()
                .getFirst()
                .recognition();

        assertThat(recognition.version()).isEqualTo("9".repeat(40) + "…");
    }
}
