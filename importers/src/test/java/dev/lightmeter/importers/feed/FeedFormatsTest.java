package dev.lightmeter.importers.feed;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.lightmeter.core.AttackVector;
import dev.lightmeter.core.Evidence;
import dev.lightmeter.core.Severity;
import dev.lightmeter.core.WeaknessText;
import dev.lightmeter.core.report.Feed;
import dev.lightmeter.importers.PendingFeed;
import dev.lightmeter.importers.Samples;
import dev.lightmeter.importers.TextFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeedFormatsTest {

    @TempDir
    Path folder;

    @Test
    void readsEpssExactlyWithModelAndDate() throws IOException {
        TextFiles read = sample("epss-csv");
        read.read();

        assertThat(read.sink.weaknesses)
                .extracting(facts -> facts.weakness() + " " + facts.epssP5())
                .containsExactly("CVE-2031-0001 97188", "CVE-2031-0002 42", "CVE-2031-0003 1");
        assertThat(read.sink.model).isEqualTo("v2031.01.01");
        assertThat(read.sink.time).isEqualTo("2031-03-09T12:55:00Z");
    }

    @Test
    void readsTheDateOfAnEpssTableInItsOlderSpelling() throws IOException {
        TextFiles read = new TextFiles(folder)
                .with(
                        "epss",
                        "#model_version:v1,score_date:2031-03-09T00:00:00+0000\ncve,epss,percentile\nCVE-2031-0001,1,1\n");
        read.read();

        assertThat(read.sink.time).isEqualTo("2031-03-09T00:00:00Z");
    }

    @Test
    void readsKnownExploitedAndKnownRansomware() throws IOException {
        for (String id : new String[] {"kev-json", "kev-csv"}) {
            TextFiles read = sample(id);
            read.read();

            assertThat(read.sink.facts("CVE-2031-0001").evidence().kevRansomware())
                    .isTrue();
            assertThat(read.sink.facts("CVE-2031-0002").evidence().kevRansomware())
                    .isFalse();
            assertThat(read.sink.facts("CVE-2031-0002").evidence().kev()).isTrue();
            assertThat(read.sink.weaknesses).hasSize(2);
        }
    }

    @Test
    void readsVersionAndDateOfTheCatalogue() throws IOException {
        TextFiles read = sample("kev-json");
        read.read();

        assertThat(read.sink.model).isEqualTo("2031.03.09");
        assertThat(read.sink.time).isEqualTo("2031-03-09T17:46:43.601900Z");
    }

    @Test
    void takesTheNewestVersionOfCvssFromNvdAndWithinItThePrimaryScore() throws IOException {
        TextFiles read = sample("nvd-json");
        read.read();

        assertThat(read.sink.facts("CVE-2031-0001").cvssTenths()).isEqualTo(98);
        assertThat(read.sink.facts("CVE-2031-0001").attackVector()).isEqualTo(AttackVector.NETWORK);
        assertThat(read.sink.facts("CVE-2031-0002").cvssTenths()).isEqualTo(69);
        assertThat(read.sink.facts("CVE-2031-0002").attackVector()).isEqualTo(AttackVector.ADJACENT);
    }

    @Test
    void tellsRejectedRecordsFromThoseWithoutAScore() throws IOException {
        TextFiles read = sample("nvd-json");
        read.read();

        assertThat(read.sink.facts("CVE-2031-0003").rejected()).isTrue();
        assertThat(read.sink.facts("CVE-2031-0004").rejected()).isFalse();
        assertThat(read.sink.facts("CVE-2031-0004").hasCvss()).isFalse();
        assertThat(read.sink.time).isEqualTo("2031-03-09T03:04:06.857Z");
    }

    @Test
    void readsWhatNvdTellsPeople() throws IOException {
        TextFiles read = new TextFiles(folder).with("nvd", """
                {"format": "NVD_CVE", "vulnerabilities": [{"cve": {"id": "CVE-2031-0009",
                  "published": "2031-01-02T03:04:05.000", "lastModified": "2031-02-03T04:05:06.789",
                  "descriptions": [{"lang": "es", "value": "Hola"}, {"lang": "en", "value": "Two\\nlines\\tof text."}],
                  "metrics": {"cvssMetricV31": [{"type": "Primary", "cvssData": {"version": "3.1", "baseScore": 9.8,
                    "vectorString": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"}}]},
                  "references": [{"url": "https://example.org/advisory", "tags": ["Vendor Advisory"]},
                    {"url": "https://example.org/exploit", "tags": ["Exploit", "Third Party Advisory"]},
                    {"url": "javascript:alert(1)", "tags": ["Exploit"]}]}}]}""");
        read.read();

        assertThat(read.sink.texts)
                .containsExactly(new WeaknessText(
                        "CVE-2031-0009",
                        "Two\nlines of text.",
                        "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H",
                        Instant.parse("2031-01-02T03:04:05Z"),
                        Instant.parse("2031-02-03T04:05:06.789Z"),
                        List.of("https://example.org/exploit")));
    }

    @Test
    void readsWhatARecordOfTheCveProgramTellsPeople() throws IOException {
        TextFiles read = new TextFiles(folder).with("cve", """
                {"dataType": "CVE_RECORD", "cveMetadata": {"cveId": "CVE-2031-0008", "state": "PUBLISHED",
                  "datePublished": "2031-01-02T03:04:05.000Z", "dateUpdated": "2031-02-03T04:05:06.789Z"},
                 "containers": {"cna": {"descriptions": [{"lang": "en-US", "value": "It breaks."}],
                  "references": [{"url": "https://example.org/poc", "tags": ["exploit"]}]}}}""");
        read.read();

        assertThat(read.sink.texts)
                .containsExactly(new WeaknessText(
                        "CVE-2031-0008",
                        "It breaks.",
                        null,
                        Instant.parse("2031-01-02T03:04:05Z"),
                        Instant.parse("2031-02-03T04:05:06.789Z"),
                        List.of("https://example.org/poc")));
    }

    @Test
    void readsTheShortDescriptionOfTheCatalogue() throws IOException {
        TextFiles read = new TextFiles(folder).with("kev", """
                {"catalogVersion": "1", "vulnerabilities": [
                  {"cveID": "CVE-2031-0007", "shortDescription": "It is used.", "knownRansomwareCampaignUse": "Known"}]}""");
        read.read();

        assertThat(read.sink.texts)
                .extracting(WeaknessText::weakness, WeaknessText::description)
                .containsExactly(tuple("CVE-2031-0007", "It is used."));
    }

    @Test
    void takesTheScoreOfTheNumberingAuthorityBeforeThatOfOthers() throws IOException {
        TextFiles read = sample("cve-5");
        read.read();

        assertThat(read.sink.facts("CVE-2031-0001").cvssTenths()).isEqualTo(71);
        assertThat(read.sink.facts("CVE-2031-0001").attackVector()).isEqualTo(AttackVector.ADJACENT);
        assertThat(read.sink.facts("CVE-2031-0002").cvssTenths()).isEqualTo(98);
        assertThat(read.sink.facts("CVE-2031-0002").severity()).isEqualTo(Severity.CRITICAL);
        assertThat(read.sink.facts("CVE-2031-0003").rejected()).isTrue();
        assertThat(read.sink.time).isEqualTo("2031-03-09T01:02:03Z");
    }

    @Test
    void loadsTheNewestEditionLastWhateverTheOrderOfTheFiles() throws IOException {
        String table =
                "#model_version:v%1$s,score_date:%1$s-01-01T00:00:00Z\ncve,epss,percentile\nCVE-2031-0001,0.1,1\n";
        TextFiles read = new TextFiles(folder)
                .with("new", table.formatted("2032"))
                .with("old", table.formatted("2031"))
                .with("kev", new String(Samples.of("kev-json"), UTF_8));

        assertThat(read.intake().feeds()).extracting(PendingFeed::feed).containsExactly(Feed.EPSS, Feed.EPSS, Feed.KEV);
        assertThat(read.intake().feeds().get(0).files()).containsExactly("old");
        assertThat(read.intake().feeds().get(1).files()).containsExactly("new");
    }

    @Test
    void readsTheYearsOfNvdAsOneEdition() throws IOException {
        String year =
                "{\"format\": \"NVD_CVE\", \"timestamp\": \"%s-01-01T00:00:00\", \"vulnerabilities\": [{\"cve\": {\"id\": \"CVE-%s-1\"}}]}";
        TextFiles read = new TextFiles(folder)
                .with("b", year.formatted("2032", "2032"))
                .with("a", year.formatted("2031", "2031"));
        read.read();

        assertThat(read.intake().feeds().getFirst().files()).containsExactly("a", "b");
        assertThat(read.sink.weaknesses).hasSize(2);
        assertThat(read.sink.time).isEqualTo("2032-01-01T00:00:00Z");
    }

    @Test
    void refusesAnEmptyEditionThatWouldEraseTheOneBefore() throws IOException {
        assertThat(new TextFiles(folder).with("epss", "cve,epss,percentile\n").refusal())
                .isEqualTo("epss: not one entry can be read, and an empty edition is refused");
        assertThat(new TextFiles(folder)
                        .with("kev", "{\"catalogVersion\": \"1\", \"vulnerabilities\": [{}]}")
                        .refusal())
                .isEqualTo("kev: not one entry can be read, and an empty edition is refused");
    }

    @Test
    void refusesATableWithoutTheColumnThatMatters() throws IOException {
        assertThat(new TextFiles(folder)
                        .with("epss", "#model_version:v1\ncve,percentile\nCVE-2031-0001,1\n")
                        .refusal())
                .isEqualTo("epss, line 2: the table has no column epss");
    }

    @Test
    void refusesATableThatIsNotUtf8() throws IOException {
        TextFiles read = sample("epss-csv");
        byte[] bytes = "cve,epss,percentile\nCVE-2031-0001,0.1,\u00e4\n".getBytes(ISO_8859_1);
        Files.write(read.files.getFirst().path(), bytes);

        assertThat(read.refusal()).isEqualTo("epss-csv, the text is not valid UTF-8");
    }

    @Test
    void takesEvidenceOfExploitsFromTheTableAndLeavesOutWhatHasNone() throws IOException {
        TextFiles read = sample("exploits-csv");
        read.read();

        assertThat(read.sink.facts("CVE-2031-0001").evidence()).isEqualTo(new Evidence(false, false, true, true, true));
        assertThat(read.sink.facts("CVE-2031-0002").evidence())
                .isEqualTo(new Evidence(false, false, false, false, true));
        assertThat(read.sink.facts("CVE-2031-0003").evidence())
                .isEqualTo(new Evidence(false, false, false, true, false));
        assertThat(read.sink.weaknesses).hasSize(3);
    }

    @Test
    void takesAReferenceThatNvdTagsAsAnExploitForAPublicOne() throws IOException {
        TextFiles read = new TextFiles(folder).with("nvd", """
                {"format": "NVD_CVE", "vulnerabilities": [
                  {"cve": {"id": "CVE-2031-0009", "references": [{"url": "https://example.org/x", "tags": ["Exploit"]}]}},
                  {"cve": {"id": "CVE-2031-0010", "references": [{"url": "https://example.org/y", "tags": ["Patch"]}]}}]}""");
        read.read();

        assertThat(read.sink.facts("CVE-2031-0009").evidence())
                .isEqualTo(new Evidence(false, false, false, false, true));
        assertThat(read.sink.facts("CVE-2031-0010").evidence()).isEqualTo(Evidence.NONE);
    }

    @ParameterizedTest
    @CsvSource({"active, true, false", "poc, false, true", "none, false, false"})
    void takesEvidenceFromTheExploitationThatCisaDecidedOn(String exploitation, boolean verified, boolean isPublic)
            throws IOException {
        TextFiles read = new TextFiles(folder).with("cve", """
                {"dataType": "CVE_RECORD", "cveMetadata": {"cveId": "CVE-2031-0008", "state": "PUBLISHED"},
                 "containers": {"cna": {}, "adp": [{"metrics": [{"other": {"type": "ssvc", "content": {"options": [
                   {"Exploitation": "%s"}, {"Automatable": "no"}]}}}]}]}}""".formatted(exploitation));
        read.read();

        assertThat(read.sink.facts("CVE-2031-0008").evidence())
                .isEqualTo(new Evidence(false, false, false, verified, isPublic));
    }

    private TextFiles sample(String id) throws IOException {
        return new TextFiles(folder).with(id, new String(Samples.of(id), UTF_8));
    }
}
