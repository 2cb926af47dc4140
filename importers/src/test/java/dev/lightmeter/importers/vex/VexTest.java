package dev.lightmeter.importers.vex;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lightmeter.core.FindingStatus;
import dev.lightmeter.core.decision.VexDocument;
import dev.lightmeter.core.decision.VexStatement;
import dev.lightmeter.importers.TextFiles;
import dev.lightmeter.importers.feed.ThreatFeeds;
import dev.lightmeter.importers.reading.FileHead;
import dev.lightmeter.importers.scanner.ScannerFormats;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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

    private static final Map<String, String> SAMPLES = Map.of(
            "openvex", """
                {"@context": "https://openvex.dev/ns/v0.2.0", "author": "Example", "timestamp": "2031-03-09T00:00:00Z",
                 "statements": [{"vulnerability": {"name": "CVE-2031-0001", "aliases": ["GHSA-1"]},
                   "products": [{"@id": "pkg:maven/com.example/cart@2.0.0"}], "status": "not_affected"}]}""",
            "csaf", """
                {"document": {"category": "csaf_vex", "csaf_version": "2.0",
                   "tracking": {"current_release_date": "2031-03-09T00:00:00Z"}},
                 "vulnerabilities": [{"cve": "CVE-2031-0001", "product_status": {"known_not_affected": ["P1"]}}],
                 "product_tree": {"branches": [{"category": "vendor", "name": "Example", "branches": [{"product":
                   {"product_id": "P1", "name": "Cart", "product_identification_helper":
                     {"purl": "pkg:maven/com.example/cart@2.0.0"}}}]}]}}""",
            "cyclonedx-vex", """
                {"bomFormat": "CycloneDX", "specVersion": "1.6", "metadata": {"timestamp": "2031-03-09T00:00:00Z"},
                 "vulnerabilities": [{"id": "CVE-2031-0001", "analysis": {"state": "not_affected"},
                   "affects": [{"ref": "urn:cdx:00000000-0000-0000-0000-000000000000/1#pkg:maven/com.example/cart@2.0.0"}]}]}""");

    @TempDir
    Path folder;

    static Stream<String> ids() {
        return VexFormats.ALL.stream().map(VexFormat::id);
    }

    @ParameterizedTest
    @MethodSource("ids")
    void setsTheStatusOfWhatItIsAboutAndOfNothingElse(String id) throws IOException {
        TextFiles read = report().with("vex", SAMPLES.get(id));

        assertThat(statuses(read))
                .containsExactly("com.example:cart NOT_AFFECTED", "com.example:wheel OPEN", "com.example:cart OPEN");
        assertThat(read.intake().reports().getFirst().files()).containsExactly("report");
    }

    @ParameterizedTest
    @MethodSource("ids")
    void isRecognisedByItsHeadAndByNoOtherFormat(String id) {
        FileHead head = new FileHead(SAMPLES.get(id).getBytes(UTF_8), true);

        assertThat(VexFormats.ALL.stream()
                        .filter(format -> format.recognises(head))
                        .map(VexFormat::id))
                .containsExactly(id);
        assertThat(ScannerFormats.ALL).noneMatch(format -> format.recognises(head));
        assertThat(ThreatFeeds.ALL).noneMatch(format -> format.recognises(head));
    }

    @ParameterizedTest
    @MethodSource("ids")
    void refusesStatementsThatAreCutOff(String id) throws IOException {
        String sample = SAMPLES.get(id);
        TextFiles read = vex().with("vex", sample.substring(0, sample.length() - 2));

        assertThat(read.refusal()).startsWith("vex, line ").endsWith("truncated?");
        assertThat(read.documents).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("ids")
    void matchesNoOtherVersionOfTheProduct(String id) throws IOException {
        TextFiles read = report().with("vex", SAMPLES.get(id).replace("cart@2.0.0", "cart@1.9"));

        assertThat(statuses(read)).hasSize(3).allMatch(status -> status.endsWith(" OPEN"));
    }

    @ParameterizedTest
    @MethodSource("ids")
    void isReadWithoutAReportAndKnowsWhenItWasWritten(String id) throws IOException {
        TextFiles read = vex().with("vex", SAMPLES.get(id));

        assertThat(read.skipped()).isEmpty();
        VexDocument document = read.documents.getFirst();
        assertThat(document.name()).isEqualTo("vex");
        assertThat(document.writtenAt()).isEqualTo("2031-03-09T00:00:00Z");
        assertThat(document.statements())
                .first()
                .extracting(VexStatement::status, VexStatement::at)
                .containsExactly(FindingStatus.NOT_AFFECTED, document.writtenAt());
    }

    @Test
    void knowsADocumentByItsNameAndItsAuthor() throws IOException {
        assertThat(named("{\"@context\": \"https://openvex.dev/ns/v0.2.0\", \"@id\": \"doc-1\", \"author\": \"Acme\","
                        + " \"version\": 3, \"statements\": []}"))
                .isEqualTo("doc-1 by Acme, 3");
        assertThat(named("{\"document\": {\"category\": \"csaf_vex\", \"publisher\": {\"name\": \"Acme\"},"
                        + " \"tracking\": {\"id\": \"acme-1\", \"version\": \"1.2\"}}, \"vulnerabilities\": []}"))
                .isEqualTo("acme-1 by Acme, 1.2");
        assertThat(
                        named(
                                "{\"bomFormat\": \"CycloneDX\", \"serialNumber\": \"urn:uuid:1\", \"version\": 2, \"metadata\":"
                                        + " {\"supplier\": {\"name\": \"Acme\"}}, \"vulnerabilities\": [{\"id\": \"CVE-2031-0001\"}]}"))
                .isEqualTo("urn:uuid:1 by Acme, 2");
    }

    private String named(String text) throws IOException {
        TextFiles read = vex().with("vex", text);
        read.read();
        VexDocument document = read.documents.getFirst();
        return document.name() + " by " + document.author() + ", " + document.version();
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
    void takesAnOlderStatementBackWhileSomethingIsUnderInvestigation() throws IOException {
        TextFiles read = report().with("a", openVex("\"fixed\"", "2031-03-01T00:00:00Z"))
                .with("b", openVex("\"under_investigation\"", "2031-03-02T00:00:00Z"));

        assertThat(statuses(read)).first().asString().endsWith("UNDER_INVESTIGATION");
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
        String statements = """
                        {"document": {"category": "csaf_vex"},
                         "product_tree": {"full_product_names": [
                            {"product_id": "A", "name": "Cart", "product_identification_helper": {"purl": "pkg:maven/com.example/cart"}},
                            {"product_id": "B", "name": "registry.example.com/shop:1.4"}],
                          "relationships": [{"category": "default_component_of", "product_reference": "A",
                            "relates_to_product_reference": "B", "full_product_name": {"product_id": "A:B", "name": "both"}}]},
                         "vulnerabilities": [{"cve": "CVE-2031-0001", "product_status": {"known_not_affected": ["A:B"]}},
                            {"cve": "CVE-2031-0002", "product_status": {"fixed": ["C"], "under_investigation": ["A"]}}]}
                        """;

        assertThat(vex().with("vex", statements).skipped())
                .containsExactly("vex, vulnerabilities[1]: the product is not in the product tree: 'C'");
        assertThat(statuses(report().with("vex", statements)))
                .containsExactly(
                        "com.example:cart NOT_AFFECTED",
                        "com.example:wheel OPEN",
                        "com.example:cart UNDER_INVESTIGATION");
    }

    @Test
    void skipsStatementsThatSayTooLittle() throws IOException {
        String one = """
                        {"@context": "https://openvex.dev/ns", "statements": [
                          {"vulnerability": {"name": "CVE-2031-0001"}, "products": [{"@id": "pkg:a/b"}], "status": "fine"},
                          {"products": [{"@id": "pkg:a/b"}], "status": "fixed"},
                          {"vulnerability": {"name": "CVE-2031-0001"}, "status": "fixed"}]}
                        """;
        String other = """
                        {"bomFormat": "CycloneDX", "vulnerabilities": [
                          {"id": "CVE-2031-0001", "analysis": {"state": "resolved"},
                           "affects": [{"ref": "pkg:maven/com.example/cart", "versions": [{"version": "2.0.0"}]}]}]}
                        """;

        assertThat(vex().with("a", one).skipped())
                .containsExactly(
                        "a, statements[0]: unknown status of a statement, which is ignored: 'fine'",
                        "a, statements[1]: the statement names no weakness",
                        "a, statements[2]: the statement names no product");
        assertThat(new TextFiles(folder).with("b", other).skipped())
                .containsExactly("b, vulnerabilities[0]: holds for some versions only, which is not read");
    }

    private TextFiles vex() {
        return new TextFiles(folder);
    }

    private TextFiles report() throws IOException {
        return new TextFiles(folder).with("report", REPORT);
    }

    private static String openVex(String status, String timestamp) {
        return SAMPLES.get("openvex").replace("\"not_affected\"", status).replace("2031-03-09T00:00:00Z", timestamp);
    }

    private static List<String> statuses(TextFiles read) {
        return read.decided().stream()
                .map(path -> path.software().product() + " " + path.status())
                .toList();
    }

    @Test
    void knowsWhatFindingStatusesMean() {
        assertThat(CycloneDxState.parse("resolved_with_pedigree")).hasValue(FindingStatus.FIXED);
        assertThat(CycloneDxState.parse("exploitable")).hasValue(FindingStatus.AFFECTED);
        assertThat(CycloneDxState.parse("?")).isEmpty();
    }
}
