package dev.lightmeter.importers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lightmeter.core.FindingPath;
import dev.lightmeter.core.FindingStatus;
import dev.lightmeter.core.decision.VexDocument;
import dev.lightmeter.core.report.ReportHeader.Kind;
import dev.lightmeter.core.report.ReportedDevice;
import dev.lightmeter.importers.ImportResult.Complete;
import dev.lightmeter.importers.ImportResult.Counts;
import dev.lightmeter.importers.ImportResult.Partial;
import dev.lightmeter.importers.ImportResult.Refused;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Real files are recognised and give the counts that were told when they were collected. */
class SharedDataTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(textBlock = """
                    defender/SoftwareVulnerabilitiesByMachine-one-real-record.json, defender, 1, 1
                    defender/defender.zip, defender, 6, 4
                    defender/defender_multiple_files.zip, defender, 7, 5
                    defender/issue_11217.zip, defender, 2, 1
                    defender/msdocs_SoftwareInventoryByMachine.json, defender, 5, 0
                    defender/msdocs_SoftwareVulnerabilitiesByMachine.json, defender, 5, 0
                    defender/msdocs_SoftwareVulnerabilityChangesByMachine.json, defender, 5, 2
                    defender/msdocs_machines.json, defender, 1, 0
                    defender/report_many_vulns.json, defender, 4, 4
                    defender/report_no_vuln.json, defender, 0, 0
                    defender/report_one_vuln.json, defender, 1, 1
                    spdx/spdx_many_vuln.json, spdx, 3, 2
                    grype/amazon.json, grype, 16, 17
                    grype/check_all_fields.json, grype, 6, 6
                    grype/issue_9618.json, grype, 35, 35
                    grype/many_vulns3.json, grype, 327, 327
                    grype/many_vulns_with_epss_values.json, grype, 15, 15
                    grype/no_vuln.json, grype, 0, 0
                    generic/generic_csv_with_epss.csv, generic-csv, 1, 0
                    generic/generic_report_kev_cvssv4.csv, generic-csv, 1, 0
                    generic/prismacloud_hosts.csv, prisma-cloud-csv, 94, 65
                    nessus/nessus-template.csv, nessus-csv, 5, 5
                    nessus/nessus_many_vuln2-all.csv, nessus-csv, 30, 1
                    nessus/nessus_with_cvssv3.nessus, nessus, 49, 145
                    nessus/sample.nessus, nessus, 149, 38
                    nessus/tenable_many_vuln.csv, nessus-csv, 20, 20
                    nexpose/report_auth.xml, nexpose, 26, 26
                    openvas/many_vuln.csv, openvas-csv, 4, 5
                    openvas/many_vuln.xml, openvas, 44, 76
                    openvas/no_vuln.xml, openvas, 0, 0
                    openvas/one_vuln.xml, openvas, 1, 12
                    openvas/report_using_CVE.csv, openvas-csv, 43, 43
                    qualys/Qualys_Sample_Report.csv, qualys-csv, 6, 28
                    qualys/Qualys_Sample_Report.xml, qualys-report, 301, 144
                    qualys/many_vulns_cve.csv, qualys-csv, 5, 4
                    qualys/qualys_infrascan_webgui_1.xml, qualys-scan, 1, 19
                    redhat_satellite/many_findings.json, red-hat-satellite, 3, 8
                    aws_inspector2/aws_inspector2_many_vul.json, aws-inspector, 8, 9
                    cyclonedx/dropwizard-vulns.json, cyclonedx, 87, 87
                    cyclonedx/issue_9277.json, cyclonedx, 10, 14
                    cyclonedx/jake2.json, cyclonedx, 7, 7
                    cyclonedx/log4j.json, cyclonedx, 8, 8
                    cyclonedx/sbom-dropwizard-1.3.15.json, cyclonedx, 0, 0
                    cyclonedx/trivy-fluentd.cdx.json, cyclonedx, 3, 3
                    cyclonedx/valid-vulnerability-1.4.json, cyclonedx, 1, 1
                    cyclonedx/valid-vulnerability-1.4.xml, cyclonedx-xml, 1, 1
                    cyclonedx/grype.xml, cyclonedx-xml, 327, 327
                    dependency_track/many_findings.json, dependency-track, 4, 4
                    osv_scanner/osv-scanner-report.json, osv-scanner, 3, 3
                    osv_scanner/some_findings.json, osv-scanner, 1, 1
                    wazuh/v4-7_many_findings.json, wazuh, 13, 13
                    wazuh/v4-7_no_findings.json, wazuh, 0, 0
                    wazuh/v4-8_many_findings.json, wazuh, 10, 10
                    trivy/almalinux-8.json, trivy, 1, 1
                    trivy/alpine-310.json, trivy, 4, 4
                    trivy/amazon-2.json, trivy, 2, 2
                    trivy/amazonlinux2-gp2-x86-vm.json, trivy, 1, 1
                    trivy/centos-7.json, trivy, 3, 3
                    trivy/conan.json, trivy, 1, 1
                    trivy/debian-buster.json, trivy, 2, 2
                    trivy/defectdojo_cvssv4_severity_source.json, trivy, 3, 3
                    trivy/defectdojo_kubernetes.json, trivy, 10, 10
                    trivy/defectdojo_legacy_many_vulns.json, trivy, 93, 93
                    trivy/defectdojo_scheme_2_many_vulns.json, trivy, 5, 5
                    trivy/distroless-python27.json, trivy, 4, 4
                    trivy/fluentd-gems.json, trivy, 2, 2
                    trivy/gomod.json, trivy, 5, 5
                    trivy/npm.json, trivy, 1, 1
                    trivy/nuget.json, trivy, 1, 1
                    trivy/pip.json, trivy, 2, 2
                    trivy/pom.json, trivy, 2, 2
                    trivy/spring4shell-jre11.json, trivy, 1, 1
                    trivy/ubi-7.json, trivy, 1, 1
                    trivy/ubuntu-1804.json, trivy, 5, 5
                    """)
    void readsScannerFiles(String name, String format, long records, long findings) throws IOException {
        Intake intake = intake("imports/" + name);

        assertThat(intake.refused()).isEmpty();
        assertThat(intake.reports()).hasSize(1);
        PendingReport report = intake.reports().getFirst();
        assertThat(report.format()).isEqualTo(format);
        assertThat(counts(report.read(new RecordingSink(), Progress.NONE))).isEqualTo(new Counts(records, findings));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
                    glpi/computer_1.json, glpi, 1, 6
                    glpi/computer_1_partial_softs.json, glpi, 1, 6
                    glpi/computer_2.json, glpi, 1, 0
                    glpi/networkequipment_3.json, glpi, 1, 1
                    glpi/phone_1.json, glpi, 1, 3
                    netbox/netbox-demo-v3.6.json.gz, netbox, 252, 0
                    """)
    void readsInventories(String name, String format, int devices, int software) throws IOException {
        Intake intake = intake("inventory/" + name);

        assertThat(intake.refused()).isEmpty();
        assertThat(intake.reports()).hasSize(1);
        PendingReport report = intake.reports().getFirst();
        assertThat(report.format()).isEqualTo(format);
        assertThat(report.header().kind()).isEqualTo(Kind.INVENTORY);
        RecordingSink sink = new RecordingSink();
        assertThat(report.read(sink, Progress.NONE)).isInstanceOf(Complete.class);
        assertThat(sink.devices).hasSize(devices).noneMatch(ReportedDevice::assessed);
        assertThat(sink.installed).hasSize(software);
    }

    @ParameterizedTest
    @ValueSource(strings = {"csaf", "openvex"})
    void readsStatementsWithoutAReport(String folder) throws IOException {
        Intake intake = intake("imports/" + folder);

        assertThat(intake.refused()).isEmpty();
        assertThat(intake.statements()).isNotEmpty().allSatisfy(pending -> {
            List<VexDocument> documents = new ArrayList<>();
            assertThat(pending.read(documents::add, Progress.NONE)).isNotInstanceOf(Refused.class);
            assertThat(documents).hasSize(1);
        });
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
                    openvex/trivy_openvex.json, pkg:maven/org.springframework.boot/spring-boot@2.6.0, CVE-2021-44228
                    openvex/trivy_openvex-multiple.json, pkg:maven/org.springframework.boot/spring-boot@2.6.0, CVE-2021-44228
                    openvex/openvex_many_vuln.json, pkg:apk/alpine/openssl@1.1.1k-r0, CVE-2024-10006
                    csaf/trivy_csaf.json, pkg:golang/github.com/aquasecurity/go-transitive@v4.0.0, CVE-2024-0001
                    csaf/csaf_many_vuln.json, pkg:generic/Generic%20App@2.0.0, CVE-2026-10002
                    cyclonedx/vex-use-case-1.json, pkg:generic/Acme%20Product@2.4.0, CVE-2020-25649
                    cyclonedx/vex-use-case-11.json, pkg:generic/Acme%20Product@2.2.0, CVE-2020-11896
                    """)
    void readsStatementsAboutTheFindingsOfAReport(String name, String purl, String weakness) throws IOException {
        TextFiles read = new TextFiles(folder).with("bom.json", """
                        {"bomFormat": "CycloneDX", "components": [{"bom-ref": "a", "purl": "%s"}],
                         "vulnerabilities": [{"id": "%s", "affects": [{"ref": "a"}]}]}
                        """.formatted(purl, weakness));
        read.files.add(InputFile.of(SharedData.folder().resolve("imports/" + name)));

        assertThat(read.decided())
                .singleElement()
                .extracting(FindingPath::status)
                .isEqualTo(FindingStatus.NOT_AFFECTED);
    }

    @Test
    void refusesAListOfSoftwareVersionsBecauseItNamesNoHosts() throws IOException {
        PendingReport report =
                intake("imports/fleet/fleet-software-versions.json").reports().getFirst();

        assertThat(report.format()).isEqualTo("fleet");
        assertThat(report.read(new RecordingSink(), Progress.NONE))
                .isInstanceOfSatisfying(Refused.class, refused -> assertThat(refused.why())
                        .endsWith("lists software without the hosts it is on; ask for"
                                + " /api/v1/fleet/hosts?populate_software=true"));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
                    epss/epss_scores-2024-01-13.csv.gz, epss-csv, 221346, v2023.03.01, 2024-01-13T00:00:00Z
                    epss/epss_scores-2026-01-30.csv.gz, epss-csv, 313089, v2025.03.14, 2026-01-30T12:55:00Z
                    kev/known_exploited_vulnerabilities-2025.08.25.csv, kev-csv, 1404,,
                    kev/known_exploited_vulnerabilities.json, kev-json, 1674, 2026.08.21, 2026-08-21T17:46:43.601900Z
                    nvd/nvd-2.0-shaped-from-1.1-subset.json.gz, nvd-json, 858,, 2025-05-19T05:00:00Z
                    nvd/nvd-2.0-subset.json.gz, nvd-json, 290,, 2026-04-29T03:04:06.857Z
                    nvd/nvdcve-2.0-2015.json.zip, nvd-json, 8779,, 2026-04-25T03:01:47.656677200Z
                    cve5/cve5-vulnrichment-subset.jsonl.gz, cve-5, 337,, 2024-10-24T17:40:59.135Z
                    """)
    void readsFeeds(String name, String format, long records, String model, String publishedAt) throws IOException {
        Intake intake = intake("feeds/" + name);

        assertThat(intake.refused()).isEmpty();
        assertThat(intake.feeds()).hasSize(1);
        PendingFeed feed = intake.feeds().getFirst();
        assertThat(feed.format()).isEqualTo(format);
        RecordingSink sink = new RecordingSink();
        assertThat(feed.read(sink, Progress.NONE)).isEqualTo(new Complete(new Counts(records, 0)));
        assertThat(sink.weaknesses).hasSize((int) records);
        assertThat(sink.model).isEqualTo(model);
        assertThat(sink.time == null ? null : sink.time.toString()).isEqualTo(publishedAt);
    }

    /** Only rows count in which one of the five columns says so. */
    @Test
    void readsTheTableOfExploits() throws IOException {
        PendingFeed feed =
                intake("feeds/exploits/cvss-bt-2024-01-13.csv.gz").feeds().getFirst();
        RecordingSink sink = new RecordingSink();

        assertThat(feed.format()).isEqualTo("exploits-csv");
        assertThat(feed.read(sink, Progress.NONE)).isEqualTo(new Complete(new Counts(240_316, 0)));
        assertThat(sink.weaknesses).hasSize(28_620);
    }

    private static Intake intake(String name) throws IOException {
        return Intake.of(InputFile.at(SharedData.folder().resolve(name)));
    }

    private static Counts counts(ImportResult result) {
        return switch (result) {
            case Complete(Counts counts) -> counts;
            case Partial(Counts counts, var _) -> counts;
            case Refused(String why) -> throw new AssertionError(why);
        };
    }
}
