package dev.lightmeter.importers.scanner;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lightmeter.core.AttackVector;
import dev.lightmeter.core.Control;
import dev.lightmeter.core.DeviceDetail;
import dev.lightmeter.core.DeviceDetails;
import dev.lightmeter.core.DeviceValue;
import dev.lightmeter.core.EndOfSupport;
import dev.lightmeter.core.Evidence;
import dev.lightmeter.core.FindingPath;
import dev.lightmeter.core.FindingStatus;
import dev.lightmeter.core.RemediationException;
import dev.lightmeter.core.RemediationException.Justification;
import dev.lightmeter.core.Severity;
import dev.lightmeter.core.Software;
import dev.lightmeter.core.SupportStatus;
import dev.lightmeter.core.ThreatFacts;
import dev.lightmeter.core.report.ReportHeader;
import dev.lightmeter.core.report.ReportHeader.Kind;
import dev.lightmeter.core.report.ReportedDevice;
import dev.lightmeter.core.report.ReportedSoftware;
import dev.lightmeter.importers.ImportResult;
import dev.lightmeter.importers.InputFile;
import dev.lightmeter.importers.Intake;
import dev.lightmeter.importers.Samples;
import dev.lightmeter.importers.TextFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GenericFormatTest {

    @TempDir
    Path folder;

    @Test
    void readsEverythingOfADevice() throws IOException {
        TextFiles read = sample();
        read.read();

        assertThat(read.sink.device("d-1"))
                .isEqualTo(new ReportedDevice(
                        "d-1",
                        "web-01.example.com",
                        "Servers",
                        null,
                        List.of("shop", "front"),
                        "Linux",
                        "example.com",
                        DeviceValue.HIGH,
                        true,
                        false,
                        true,
                        Instant.parse("2031-03-06T00:00:00Z"),
                        List.of(new Control("scid-1", 8, true), new Control("scid-2", 5, false))));
        assertThat(read.sink.findings)
                .extracting(finding -> finding.path())
                .containsExactly(
                        new FindingPath(
                                new Software("openssl", "openssl", "3.0.1"),
                                "update-openssl",
                                FindingStatus.UNDER_INVESTIGATION,
                                true,
                                null),
                        new FindingPath(
                                new Software("Big Vendor", "Office Suite", ""),
                                "va-_-big_vendor-_-office_suite",
                                FindingStatus.OPEN,
                                false,
                                new RemediationException(Justification.RISK_ACCEPTED, LocalDate.parse("2031-12-31"))));
    }

    @Test
    void tellsAssessedNowFromLongAgoAndFromNever() throws IOException {
        TextFiles read = sample();
        read.read();

        assertThat(read.sink.device("d-2").assessed()).isFalse();
        assertThat(read.sink.device("d-3").assessed()).isTrue();
        assertThat(read.sink.device("d-3").seenAt()).isNull();
        assertThat(read.sink.time).isEqualTo("2031-03-09T00:00:00Z");
    }

    @Test
    void readsTheFactsOfWeaknesses() throws IOException {
        TextFiles read = sample();
        read.read();

        assertThat(read.sink.weaknesses)
                .containsExactly(
                        new ThreatFacts(
                                "CVE-2031-0001",
                                97188,
                                98,
                                Severity.CRITICAL,
                                AttackVector.NETWORK,
                                new Evidence(true, true, false, false, false),
                                false,
                                EndOfSupport.NO),
                        new ThreatFacts(
                                "CVE-2031-0002",
                                ThreatFacts.MISSING,
                                55,
                                Severity.UNKNOWN,
                                AttackVector.LOCAL,
                                new Evidence(false, false, true, true, true),
                                false,
                                EndOfSupport.NO),
                        new ThreatFacts(
                                "CVE-2031-0003",
                                ThreatFacts.MISSING,
                                ThreatFacts.MISSING,
                                Severity.HIGH,
                                AttackVector.UNKNOWN,
                                Evidence.NONE,
                                true,
                                EndOfSupport.NO),
                        new ThreatFacts(
                                "EOS-windows_7",
                                ThreatFacts.MISSING,
                                ThreatFacts.MISSING,
                                Severity.UNKNOWN,
                                AttackVector.UNKNOWN,
                                Evidence.NONE,
                                false,
                                EndOfSupport.OPERATING_SYSTEM));
    }

    @ParameterizedTest
    @CsvSource({
        "0.5, 50000",
        "'\"0.5\"', 50000",
        "NaN, -1",
        "'\"NaN\"', -1",
        "-0.1, -1",
        "'\"often\"', -1",
        "null, -1",
        "1e999, 100000",
        "7, 100000",
        "{}, -1"
    })
    void takesWhatIsNoProbabilityForMissing(String epss, int expected) throws IOException {
        TextFiles read = new TextFiles(folder)
                .with("g", "{\"weaknesses\": [{\"id\": \"CVE-2031-0001\", \"epss\": " + epss + "}]}");
        read.read();

        assertThat(read.sink.facts("CVE-2031-0001").epssP5()).isEqualTo(expected);
    }

    @Test
    void readsNamesWithUnderscoresAndDevicesBeforeTheirTimeAndWeaknesses() throws IOException {
        TextFiles read = new TextFiles(folder).with("g", """
                        {"devices": [{"findings": [{"cve": "CVE-2031-0001", "rec": "r1"}], "internet_facing": true, "days_since_assessed": 45, "id": "d"}],
                         "vulns": [{"id": "CVE-2031-0001", "kev_ransomware": true}], "as_of": "2031-03-09T12:00:00Z", "other": [{}]}
                        """);
        read.read();

        assertThat(read.sink.device("d").internetFacing()).isTrue();
        assertThat(read.sink.device("d").seenAt()).isEqualTo("2031-01-23T12:00:00Z");
        assertThat(read.sink.findingTexts()).containsExactly("d CVE-2031-0001 // r1");
        assertThat(read.sink.facts("CVE-2031-0001").evidence().kevRansomware()).isTrue();
    }

    @Test
    void takesACveInAnyLetterCaseForTheOneThatTheFeedsName() throws IOException {
        TextFiles read = new TextFiles(folder).with("g", """
                        {"devices": [{"id": "d", "findings": [{"cve": " cve-2031-0001", "rec": "r1"}]}],
                         "weaknesses": [{"id": "Cve-2031-0001", "kev": true}]}
                        """);
        read.read();

        assertThat(read.sink.findingTexts()).containsExactly("d CVE-2031-0001 // r1");
        assertThat(read.sink.facts("CVE-2031-0001").evidence().kev()).isTrue();
    }

    @Test
    void keepsSourcesApart() throws IOException {
        assertThat(sample().intake().reports().getFirst().header())
                .isEqualTo(new ReportHeader("our-scanner", Kind.FULL));
        assertThat(new TextFiles(folder)
                        .with("g", "{\"devices\": [{\"id\": \"d\"}]}")
                        .intake()
                        .reports()
                        .getFirst()
                        .header())
                .isEqualTo(new ReportHeader("generic", Kind.FULL));
    }

    @Test
    void refusesASourceThatIsNamedTooLate() throws IOException {
        String devices = "{\"id\": \"d\", \"name\": \"" + "n".repeat(1000) + "\"},";
        TextFiles read = new TextFiles(folder)
                .with("g", "{\"devices\": [" + devices.repeat(100) + "{\"id\": \"e\"}], \"source\": \"late\"}");

        assertThat(read.refusal())
                .isEqualTo("g, \"source\" must stand at the beginning of the file, before the devices");
    }

    @Test
    void readsWhatADeviceIsAndWhatIsInstalled() throws IOException {
        TextFiles read = new TextFiles(folder).with("g", """
                {"devices": [{"id": "d", "firstSeen": "2031-01-02", "osBuild": 26100, "is_aad_joined": true,
                  "ipAddresses": [{"ipAddress": "192.0.2.1"}], "healthStatus": null,
                  "software": [{"vendor": "acme", "product": "lib", "version": "1", "support": "EOS Version",
                      "supportEnds": "2031-02-03", "firstSeen": "2031-01-03T00:00:00Z", "diskPaths": ["/opt/lib"]},
                    {"vendor": "own", "product": "tool", "hasProductCode": false, "support": "never"},
                    {"vendor": "nameless"}],
                  "findings": [{"cve": "CVE-2031-0001", "vendor": "acme", "product": "lib", "version": "1",
                    "fixedVersion": "1.1"}]}]}""");

        assertThat(read.skipped())
                .containsExactly(
                        "g, devices[0].software[1]: unknown support status never",
                        "g, devices[0].software[2]: software without a product is left out");
        assertThat(read.sink.device("d").firstSeen()).isEqualTo("2031-01-02T00:00:00Z");
        assertThat(read.sink.device("d").details())
                .isEqualTo(DeviceDetails.NONE
                        .with(DeviceDetail.OS_BUILD, "26100")
                        .with(DeviceDetail.IS_AAD_JOINED, "true")
                        .with(DeviceDetail.IP_ADDRESSES, "[{\"ipAddress\":\"192.0.2.1\"}]"));
        assertThat(read.sink.installed)
                .containsExactly(
                        new ReportedSoftware(
                                "d",
                                new Software("acme", "lib", "1"),
                                true,
                                SupportStatus.EOS_VERSION,
                                LocalDate.parse("2031-02-03"),
                                Instant.parse("2031-01-03T00:00:00Z"),
                                List.of("/opt/lib"),
                                List.of()),
                        new ReportedSoftware(
                                "d", new Software("own", "tool", ""), false, null, null, null, List.of(), List.of()));
        assertThat(read.sink.fixes).containsExactly("CVE-2031-0001 acme/lib/1 -> 1.1");
    }

    @Test
    void refusesFindingsThatAreNoList() throws IOException {
        TextFiles read = new TextFiles(folder)
                .with("g", "{\"devices\": [{\"id\": \"d\", \"findings\": {\"cve\": \"CVE-2031-0001\"}}]}");
        assertThat(read.read())
                .isEqualTo(new ImportResult.Refused("g, devices[0].findings: a list is missing where one must stand"));
    }

    @Test
    void refusesAPackedFileThatIsDamagedBehindItsFirstPart() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        for (String part : List.of("{\"devices\": [{\"id\": \"d\"}", "]}")) {
            try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
                gzip.write(part.getBytes(UTF_8));
            }
        }
        byte[] bytes = packed.toByteArray();
        Path whole = Files.write(folder.resolve("whole.gz"), bytes);
        bytes[lastMember(bytes)] = 0;
        Path damaged = Files.write(folder.resolve("damaged.gz"), bytes);

        assertThat(Intake.of(List.of(InputFile.of(whole))).reports()).hasSize(1);
        Intake refused = Intake.of(List.of(InputFile.of(damaged)));
        assertThat(refused.reports()).isEmpty();
        assertThat(refused.refused()).hasSize(1);
    }

    private static int lastMember(byte[] packed) {
        int at = packed.length - 2;
        while ((packed[at] & 0xff) != 0x1f || (packed[at + 1] & 0xff) != 0x8b) at--;
        return at;
    }

    @Test
    void keepsADeviceWithoutWhatCannotBeRead() throws IOException {
        TextFiles read = new TextFiles(folder).with("g", """
                        {"asOf": "2031-03-09", "devices": [{"id": "d", "value": "Urgent", "daysSinceAssessed": "often",
                          "config": [{"id": "c", "weight": 5000, "failed": true}],
                          "findings": [{"cve": "CVE-2031-0001", "status": "sleeping"},
                            {"cve": "CVE-2031-0002", "exception": {"type": "holiday"}},
                            {"cve": "CVE-2031-0003", "exception": {"type": "risk_accepted", "expires": "soon"}}]}]}
                        """);

        assertThat(read.skipped())
                .containsExactly(
                        "g, devices[0].config[0]: the weight of a control must be a whole number in 0..1000 '5000'",
                        "g, devices[0].findings[0]: unknown status, taken as open: 'sleeping'",
                        "g, devices[0].findings[1]: unknown type of exception, which is ignored: 'holiday'",
                        "g, devices[0].findings[2]: an exception is ignored because of its date 'soon'",
                        "g, devices[0]: daysSinceAssessed is not a number of days, so the device is not assessed 'often'",
                        "g, devices[0]: unknown device value 'Urgent'");
        assertThat(read.sink.findings).hasSize(3).allMatch(finding -> finding.path()
                .isPlain());
    }

    @Test
    void refusesDaysThatCountBackFromNowhere() throws IOException {
        assertThat(new TextFiles(folder)
                        .with("g", "{\"devices\": [{\"id\": \"d\", \"daysSinceAssessed\": 3}]}")
                        .refusal())
                .isEqualTo("g, devices[0]: daysSinceAssessed counts back from asOf, which is missing");
        assertThat(new TextFiles(folder)
                        .with("g", "{\"asOf\": \"soon\", \"devices\": [{\"id\": \"d\"}]}")
                        .refusal())
                .isEqualTo("g, asOf: is neither a date nor a time: soon");
    }

    private TextFiles sample() throws IOException {
        return new TextFiles(folder).with("report.json", new String(Samples.of("generic"), UTF_8));
    }
}
