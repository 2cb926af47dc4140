package dev.lightmeter.importers.scanner;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lightmeter.core.DeviceDetail;
import dev.lightmeter.core.DeviceDetails;
import dev.lightmeter.core.DeviceValue;
import dev.lightmeter.core.Evidence;
import dev.lightmeter.core.Severity;
import dev.lightmeter.core.report.ReportHeader;
import dev.lightmeter.core.report.ReportHeader.Kind;
import dev.lightmeter.core.report.ReportedDevice;
import dev.lightmeter.core.report.ReportedFinding;
import dev.lightmeter.core.report.ReportedFinding.Change;
import dev.lightmeter.importers.ImportResult.Complete;
import dev.lightmeter.importers.ImportResult.Counts;
import dev.lightmeter.importers.Samples;
import dev.lightmeter.importers.TextFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DefenderFormatTest {

    private static final String MACHINES = """
            {"@odata.context": "https://x/api/$metadata#Machines", "value": [
              {"id": "d-1", "computerDnsName": "pc-1.example.com", "lastSeen": "2031-03-09T10:20:30.1234567Z",
               "osPlatform": "Windows11", "rbacGroupId": 140, "rbacGroupName": "Sales", "deviceValue": "High",
               "isExcluded": true, "machineTags": ["a", "b"], "onboardingStatus": "onboarded"},
              {"id": "d-2", "computerDnsName": null, "lastSeen": "1999-10-sdffew", "rbacGroupId": 0, "rbacGroupName": null,
               "deviceValue": null, "isExcluded": "false", "machineTags": "[\\"c\\"]", "onboardingStatus": "CanBeOnboarded"}
            ]}
            """;

    @TempDir
    Path folder;

    @Test
    void readsFindingsOfAnExportPage() throws IOException {
        TextFiles read = sample();
        assertThat(read.read()).isEqualTo(new Complete(new Counts(3, 2)));

        assertThat(read.sink.findingTexts())
                .containsExactly(
                        "d-1 CVE-2031-0001 openssl/openssl/3.0.1 va-_-openssl-_-openssl",
                        "d-2 CVE-2031-0002 Big Vendor/Office Suite/16 va-_-big_vendor-_-office_suite");
        assertThat(read.sink.findings.getFirst().firstSeen()).isEqualTo("2031-03-01T08:00:00Z");
        assertThat(read.sink.time).isEqualTo("2031-03-09T10:20:30.123456700Z");
    }

    @Test
    void takesScoresSeverityAndExploitabilityAsFacts() throws IOException {
        TextFiles read = sample();
        read.read();

        assertThat(read.sink.facts("CVE-2031-0001").cvssTenths()).isEqualTo(98);
        assertThat(read.sink.facts("CVE-2031-0001").severity()).isEqualTo(Severity.CRITICAL);
        assertThat(read.sink.facts("CVE-2031-0001").evidence())
                .isEqualTo(new Evidence(false, false, false, true, false));
        assertThat(read.sink.facts("CVE-2031-0002").hasCvss()).isFalse();
        assertThat(read.sink.facts("CVE-2031-0002").evidence()).isEqualTo(Evidence.NONE);
    }

    @Test
    void namesADeviceOfARowWithoutACve() throws IOException {
        TextFiles read = sample();
        read.read();

        assertThat(read.sink.device("d-3").name()).isEqualTo("idle.example.com");
        assertThat(read.sink.device("d-3").seenAt()).isEqualTo("2031-03-07T00:00:00Z");
        assertThat(read.sink.device("d-1").groupId()).isEqualTo(7);
        assertThat(read.sink.device("d-1").group()).isEqualTo("Servers");
    }

    @Test
    void saysThatADeviceIsInNoGroupWhereTheSourceSaysSo() throws IOException {
        TextFiles read = sample();
        read.read();

        assertThat(read.sink.device("d-2").group()).isEqualTo("UnassignedGroup");
        assertThat(read.sink.device("d-2").groupId()).isNull();
        assertThat(read.sink.device("d-3").group()).isEqualTo("UnassignedGroup");
    }

    @Test
    void saysNothingOfAGroupWhereTheSourceHasNone() throws IOException {
        TextFiles read = new TextFiles(folder).with("page", vulnerability("d-1", "CVE-2031-0001"));
        read.read();

        assertThat(read.sink.device("d-1").group()).isNull();
        assertThat(read.sink.findingTexts()).containsExactly("d-1 CVE-2031-0001 v/p/1 va-_-v-_-p");
        assertThat(read.sink.findings.getFirst().firstSeen()).isNull();
    }

    @Test
    void readsMachines() throws IOException {
        TextFiles read = new TextFiles(folder).with("machines.json", MACHINES);

        assertThat(read.intake().reports().getFirst().header()).isEqualTo(new ReportHeader("defender", Kind.INVENTORY));
        assertThat(read.skipped())
                .containsExactly("machines.json, value[1]: the time \"last seen\" cannot be read '1999-10-sdffew'");
        assertThat(read.sink.device("d-1"))
                .isEqualTo(new ReportedDevice(
                                "d-1",
                                "pc-1.example.com",
                                "Sales",
                                140,
                                List.of("a", "b"),
                                "Windows11",
                                null,
                                DeviceValue.HIGH,
                                null,
                                true,
                                true,
                                Instant.parse("2031-03-09T10:20:30.1234567Z"),
                                null)
                        .withDetails(DeviceDetails.NONE.with(DeviceDetail.ONBOARDING_STATUS, "onboarded")));
        assertThat(read.sink.device("d-2"))
                .isEqualTo(new ReportedDevice(
                                "d-2",
                                null,
                                "UnassignedGroup",
                                null,
                                List.of("c"),
                                null,
                                null,
                                null,
                                null,
                                false,
                                false,
                                null,
                                null)
                        .withDetails(DeviceDetails.NONE.with(DeviceDetail.ONBOARDING_STATUS, "CanBeOnboarded")));
    }

    @Test
    void makesOneFullReportOfMachinesAndFindings() throws IOException {
        TextFiles read = new TextFiles(folder)
                .with("machines.json", MACHINES)
                .with("page-1", vulnerability("d-1", "CVE-2031-0001"))
                .with("page-2", vulnerability("d-1", "CVE-2031-0002"));

        assertThat(read.intake().reports()).hasSize(1);
        assertThat(read.intake().reports().getFirst().header()).isEqualTo(new ReportHeader("defender", Kind.FULL));
        assertThat(read.intake().reports().getFirst().files()).containsExactly("machines.json", "page-1", "page-2");
        read.read();
        assertThat(read.sink.findings).hasSize(2);
    }

    @Test
    void refusesAllPagesWhenOneIsDamaged() throws IOException {
        String page = vulnerability("d-1", "CVE-2031-0001");
        TextFiles read =
                new TextFiles(folder).with("page-1", page).with("page-2", page.substring(0, page.length() - 4));

        assertThat(read.refusal())
                .isEqualTo("page-2, line 1, column 140: the file ends in the middle of a value; is it truncated?");
    }

    @Test
    void doesNotTakeAnEmptyPageOfUnknownKindForTheNewsThatAllIsFixed() throws IOException {
        TextFiles read = new TextFiles(folder)
                .with("machines.json", MACHINES)
                .with("page", "{\"@odata.context\": \"https://x.securitycenter.windows.com/api/Dto)\", \"value\": []}");

        assertThat(read.intake().reports().getFirst().header().kind()).isEqualTo(Kind.INVENTORY);
    }

    @Test
    void readsLinesInAnyLetterCase() throws IOException {
        String line = """
                {"DeviceId":"%s","DeviceName":"pc","RbacGroupName":"G","SoftwareVendor":"v","SoftwareName":"p","SoftwareVersion":"1","CveId":"%s","CvssScore":7.5,"DiskPaths":["x"],"Other":{"deep":[1,{"cveId":"no"}]}}
                """;
        TextFiles read = new TextFiles(folder)
                .with("export", line.formatted("d-1", "CVE-2031-0001") + line.formatted("d-2", "CVE-2031-0002"));

        assertThat(read.read()).isEqualTo(new Complete(new Counts(2, 2)));
        assertThat(read.sink.findingTexts())
                .containsExactly("d-1 CVE-2031-0001 v/p/1 va-_-v-_-p", "d-2 CVE-2031-0002 v/p/1 va-_-v-_-p");
        assertThat(read.sink.facts("CVE-2031-0002").cvssTenths()).isEqualTo(75);
    }

    @Test
    void readsAnArrayOfRows() throws IOException {
        TextFiles read = new TextFiles(folder).with("export", "[" + row("d-1", "CVE-2031-0001") + "]");

        assertThat(read.read()).isEqualTo(new Complete(new Counts(1, 1)));
    }

    @Test
    void readsManyChunksOfLinesAsOneFileAndTellsTheNumberOfABadLine() throws IOException {
        StringBuilder lines = new StringBuilder();
        int rows = 30_000;
        for (int i = 1; i <= rows; i++) {
            lines.append(i == 20_001 ? "{\"deviceId\":null,\"cveId\":\"x\"}" : row("d-" + i % 100, "CVE-2031-" + i))
                    .append('\n');
        }
        TextFiles read = new TextFiles(folder).with("export", lines.toString());

        assertThat(lines.length()).isGreaterThan(3 << 20);
        assertThat(read.skipped()).containsExactly("export, line 20001: the id of the device is missing");
        assertThat(read.sink.findings).hasSize(rows - 1);
        assertThat(read.sink.findings.stream().map(ReportedFinding::weakness).distinct())
                .hasSize(rows - 1);
        assertThat(read.sink.deviceIds()).hasSize(100);
    }

    @Test
    void refusesABrokenLineWithItsNumber() throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int i = 1; i <= 30_000; i++) {
            lines.append(i == 25_000 ? "{\"deviceId\":]" : row("d-1", "CVE-2031-" + i))
                    .append('\n');
        }

        assertThat(new TextFiles(folder).with("export", lines.toString()).refusal())
                .startsWith("export, line 25000: broken JSON: Unexpected character (']'");
    }

    @Test
    void refusesLinesThatAreCutOff() throws IOException {
        String lines = row("d-1", "CVE-2031-0001") + "\n" + row("d-1", "CVE-2031-0002");

        assertThat(new TextFiles(folder)
                        .with("export", lines.substring(0, lines.length() - 2))
                        .refusal())
                .isEqualTo("export, line 2: the record does not end on its line; is the file truncated?");
    }

    @Test
    void remembersTheFirstHundredBadRowsAndCountsAll() throws IOException {
        TextFiles read = new TextFiles(folder)
                .with(
                        "export",
                        (row("d-1", "CVE-2031-0001") + "\n") + "{\"deviceId\":\"\",\"cveId\":\"x\"}\n".repeat(250));

        assertThat(read.skipped()).hasSize(100).first().isEqualTo("export, line 2: the id of the device is missing ''");
        assertThat(read.skipped().getLast()).isEqualTo("export, line 101: the id of the device is missing ''");
    }

    @Test
    void tellsTheLatestChangeOfAFindingOnly() throws IOException {
        TextFiles read = new TextFiles(folder)
                .with(
                        "changes",
                        "{\"value\":["
                                + change("CVE-2031-0001", "New", "2031-03-01T06:00:00Z")
                                + "," + change("CVE-2031-0001", "Fixed", "2031-03-02T06:00:00Z")
                                + "," + change("CVE-2031-0002", "Fixed", "2031-03-02T06:00:00Z")
                                + "," + change("CVE-2031-0002", "New", "2031-03-02T06:00:00Z")
                                + "," + change("CVE-2031-0003", "Updated", "2031-03-03T06:00:00Z")
                                + "]}");

        assertThat(read.intake().reports().getFirst().header()).isEqualTo(new ReportHeader("defender", Kind.DELTA));
        read.read();
        assertThat(read.sink.findings)
                .extracting(ReportedFinding::weakness, ReportedFinding::change)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("CVE-2031-0001", Change.FIXED),
                        org.assertj.core.groups.Tuple.tuple("CVE-2031-0002", Change.PRESENT),
                        org.assertj.core.groups.Tuple.tuple("CVE-2031-0003", Change.PRESENT));
        assertThat(read.sink.time).isEqualTo("2031-03-03T06:00:00Z");
    }

    @Test
    void keepsChangesApartFromAFullReportAndBehindIt() throws IOException {
        TextFiles read = new TextFiles(folder)
                .with("changes", "{\"value\":[" + change("CVE-2031-0001", "New", "2031-03-01T06:00:00Z") + "]}")
                .with("page", vulnerability("d-1", "CVE-2031-0001"));

        assertThat(read.intake().reports())
                .extracting(report -> report.header().kind())
                .containsExactly(Kind.FULL, Kind.DELTA);
    }

    @Test
    void skipsIdsThatNoDatabaseCanHold() throws IOException {
        TextFiles read = new TextFiles(folder)
                .with(
                        "page",
                        "[" + row("d-1", "CVE-2031-0001") + "," + row("d\\u0000", "CVE-2031-0002") + ","
                                + row("d-1", "C".repeat(513)) + "," + row("\\ud800", "CVE-2031-0003") + "]");

        assertThat(read.skipped())
                .containsExactly(
                        "page, [1]: the id of the device has characters that no id has 'd\ufffd'",
                        "page, [2]: the id of the weakness is longer than 512 characters '" + "C".repeat(80) + "…'",
                        "page, [3]: the id of the device has characters that no id has '\ufffd'");
        assertThat(read.sink.findings).hasSize(1);
    }

    private TextFiles sample() throws IOException {
        return new TextFiles(folder).with("page", new String(Samples.of("defender"), UTF_8));
    }

    private static String vulnerability(String device, String cve) {
        return "{\"value\": [{\"cveId\": \"%s\", \"machineId\": \"%s\", \"productName\": \"p\", \"productVendor\": \"v\", \"productVersion\": \"1\", \"severity\": \"Low\"}]}"
                .formatted(cve, device);
    }

    private static String row(String device, String cve) {
        return "{\"deviceId\":\"%s\",\"cveId\":\"%s\",\"softwareVendor\":\"v\",\"softwareName\":\"p\",\"softwareVersion\":\"1\"}"
                .formatted(device, cve);
    }

    private static String change(String cve, String status, String time) {
        return "{\"deviceId\":\"d-1\",\"cveId\":\"%s\",\"softwareVendor\":\"v\",\"softwareName\":\"p\",\"status\":\"%s\",\"eventTimestamp\":\"%s\"}"
                .formatted(cve, status, time);
    }
}
