package dev.lightmeter.importers.vex;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lightmeter.core.FindingStatus;
import dev.lightmeter.importers.Samples;
import dev.lightmeter.importers.TextFiles;
import dev.lightmeter.importers.feed.ThreatFeeds;
import dev.lightmeter.importers.reading.FileHead;
import dev.lightmeter.importers.scanner.ScannerFormats;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class VexTest {

    private static final String REPORT = """
            {"SchemaVersion": 2, "ArtifactName": "registry.example.com/shop:1.4", "Results": [{"Type": "jar",
              "Class": "lang-pkgs", "Vulnerabilities": [
                {"VulnerabilityID": "CVE-2031-0001", "PkgName": "com.example:cart", "InstalledVersion": "2.0.0"},
                {"VulnerabilityID": "CVE-2031-0001", "PkgName": "com.example:wheel", "InstalledVersion": "7"},
                {"VulnerabilityID": "CVE-2031-0002", "PkgName": "com.example:cart", "InstalledVersion": "2.0.0"}]}]}
            """;

    @TempDir
    Path folder;

    static Stream<String> ids() {
        return VexFormats.ALL.stream().map(VexFormat::id);
    }

    private static String sample(String id) {
        return new String(Samples.of(id), UTF_8).strip();
    }

    @ParameterizedTest
    @MethodSource("ids")
    void setsTheStatusOfWhatItIsAboutAndOfNothingElse(String id) throws IOException {
        TextFiles read = report().with("vex", sample(id));

        assertThat(read.skipped()).isEmpty();
        assertThat(statuses(read))
                .containsExactly("com.example:cart NOT_AFFECTED", "com.example:wheel OPEN", "com.example:cart OPEN");
        assertThat(read.intake().reports().getFirst().files()).containsExactly("report", "vex");
    }

    @ParameterizedTest
    @MethodSource("ids")
    void isRecognisedByItsHeadAndByNoOtherFormat(String id) {
        FileHead head = new FileHead(sample(id).getBytes(UTF_8), true);

        assertThat(VexFormats.ALL.stream()
                        .filter(format -> format.recognises(head))
                        .map(VexFormat::id))
                .containsExactly(id);
        assertThat(ScannerFormats.ALL).noneMatch(format -> format.recognises(head));
        assertThat(ThreatFeeds.ALL).noneMatch(format -> format.recognises(head));
    }

    @ParameterizedTest
    @MethodSource("ids")
    void refusesTheReportIfItsStatementsAreCutOff(String id) throws IOException {
        String sample = sample(id);
        TextFiles read = report().with("vex", sample.substring(0, sample.length() - 2));

        assertThat(read.refusal()).startsWith("vex, line ").endsWith("truncated?");
    }

    @ParameterizedTest
    @MethodSource("ids")
    void saysThatTheWeaknessIsInAnotherProduct(String id) throws IOException {
        TextFiles read = report().with("vex", sample(id).replace("cart@2.0.0", "cart@1.9"));

        assertThat(read.skipped())
                .singleElement()
                .asString()
                .startsWith("vex, ")
                .contains("the report has CVE-2031-0001, but not in this product: '");
        assertThat(statuses(read)).noneMatch(status -> status.contains("NOT_AFFECTED"));
    }

    @ParameterizedTest
    @MethodSource("ids")
    void isRefusedWithoutAReport(String id) throws IOException {
        TextFiles read = new TextFiles(folder).with("vex", sample(id));

        assertThat(read.intake().isEmpty()).isTrue();
        assertThat(read.intake().refused())
                .singleElement()
                .asString()
                .contains("says whether products have a weakness")
                .endsWith("give it together with the report of a scanner");
    }

    @Test
    void letsTheNewestStatementWinWhateverItsPlace() throws IOException {
        String older = openVex("\"affected\"", "2031-03-01T00:00:00Z");
        String newer = openVex("\"fixed\"", "2031-03-02T00:00:00Z");

        assertThat(statuses(report().with("a", newer).with("b", older)))
                .first()
                .asString()
                .endsWith("FIXED");
        assertThat(statuses(report().with("c", older).with("d", newer)))
                .first()
                .asString()
                .endsWith("FIXED");
    }

    @Test
    void changesNothingWhileSomethingIsUnderInvestigation() throws IOException {
        TextFiles read = report().with("a", openVex("\"fixed\"", "2031-03-01T00:00:00Z"))
                .with("b", openVex("\"under_investigation\"", "2031-03-02T00:00:00Z"));

        assertThat(statuses(read)).first().asString().endsWith("FIXED");
    }

    @Test
    void readsStatementsAboutAComponentOfAnImage() throws IOException {
        String statement = """
                {"@context": "https://openvex.dev/ns/v0.2.0", "statements": [{"vulnerability": {"name": "CVE-2031-0001"},
                  "products": [{"@id": "pkg:oci/%s", "subcomponents": [{"@id": "pkg:maven/com.example/cart"}]}],
                  "status": "not_affected"}]}
                """;

        assertThat(statuses(report().with("same", statement.formatted("shop?tag=1.4"))))
                .first()
                .asString()
                .endsWith("NOT_AFFECTED");
        assertThat(statuses(report().with("tag", statement.formatted("shop?tag=1.5"))))
                .first()
                .asString()
                .endsWith("OPEN");
        assertThat(statuses(report().with("other", statement.formatted("basket"))))
                .first()
                .asString()
                .endsWith("OPEN");
    }

    @Test
    void readsStatementsAboutAllOfAnImage() throws IOException {
        TextFiles read = report().with("vex", """
                        {"@context": "https://openvex.dev/ns/v0.2.0", "statements": [{"vulnerability": "CVE-2031-0001",
                          "products": ["pkg:oci/shop"], "status": "not_affected"}]}
                        """);

        assertThat(statuses(read))
                .containsExactly(
                        "com.example:cart NOT_AFFECTED", "com.example:wheel NOT_AFFECTED", "com.example:cart OPEN");
    }

    @Test
    void readsRelationshipsOfCsaf() throws IOException {
        TextFiles read = report().with("vex", """
                        {"document": {"category": "csaf_vex"},
                         "product_tree": {"full_product_names": [
                            {"product_id": "A", "name": "Cart", "product_identification_helper": {"purl": "pkg:maven/com.example/cart"}},
                            {"product_id": "B", "name": "registry.example.com/shop:1.4"}],
                          "relationships": [{"category": "default_component_of", "product_reference": "A",
                            "relates_to_product_reference": "B", "full_product_name": {"product_id": "A:B", "name": "both"}}]},
                         "vulnerabilities": [{"cve": "CVE-2031-0001", "product_status": {"known_not_affected": ["A:B"]}},
                            {"cve": "CVE-2031-0002", "product_status": {"fixed": ["C"], "under_investigation": ["A"]}}]}
                        """);

        assertThat(read.skipped())
                .containsExactly("vex, vulnerabilities[1]: the product is not in the product tree: 'C'");
        assertThat(statuses(read))
                .containsExactly("com.example:cart NOT_AFFECTED", "com.example:wheel OPEN", "com.example:cart OPEN");
    }

    @Test
    void skipsStatementsThatSayTooLittle() throws IOException {
        TextFiles read = report().with("a", """
                        {"@context": "https://openvex.dev/ns", "statements": [
                          {"vulnerability": {"name": "CVE-2031-0001"}, "products": [{"@id": "pkg:a/b"}], "status": "fine"},
                          {"products": [{"@id": "pkg:a/b"}], "status": "fixed"},
                          {"vulnerability": {"name": "CVE-2031-0001"}, "status": "fixed"}]}
                        """).with("b", """
                        {"bomFormat": "CycloneDX", "vulnerabilities": [
                          {"id": "CVE-2031-0001", "analysis": {"state": "resolved"},
                           "affects": [{"ref": "pkg:maven/com.example/cart", "versions": [{"version": "2.0.0"}]}]}]}
                        """);

        assertThat(read.skipped())
                .isEqualTo(List.of(
                        "a, statements[0]: unknown status of a statement, which is ignored: 'fine'",
                        "a, statements[1]: the statement names no weakness",
                        "a, statements[2]: the statement names no product",
                        "b, vulnerabilities[0]: holds for some versions only, which is not read"));
    }

    private TextFiles report() throws IOException {
        return new TextFiles(folder).with("report", REPORT);
    }

    private static String openVex(String status, String timestamp) {
        return sample("openvex").replace("\"not_affected\"", status).replace("2031-03-09T00:00:00Z", timestamp);
    }

    private static List<String> statuses(TextFiles read) {
        if (read.sink.findings.isEmpty()) read.read();
        return read.sink.findings.stream()
                .map(finding -> finding.path().software().product() + " "
                        + finding.path().status())
                .toList();
    }

    @Test
    void knowsWhatFindingStatusesMean() {
        assertThat(CycloneDxState.parse("resolved_with_pedigree")).hasValue(FindingStatus.FIXED);
        assertThat(CycloneDxState.parse("exploitable")).hasValue(FindingStatus.AFFECTED);
        assertThat(CycloneDxState.parse("?")).isEmpty();
    }
}
