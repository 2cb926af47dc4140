package dev.lightmeter.benchmarks;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A report of one scanner with rows as long as real ones, in which weaknesses and packages repeat as they do there.
 *
 * @param row one finding; {@code #} stands for its number, {@code $} for a weakness, {@code @} for a package
 */
record SyntheticReport(String format, String beginning, String row, String between, String end) {

    private static final int WEAKNESSES = 30_000;
    private static final int PACKAGES = 3_000;
    private static final String PROSE =
            "A flaw was found in the way in which input of the other side is taken apart. ".repeat(4);

    static final SyntheticReport DEFENDER = new SyntheticReport("defender", "", """
            {"id": "d-1_#", "deviceId": "d-1", "deviceName": "host-1.example.com", "rbacGroupName": "Servers", \
            "osPlatform": "Windows11", "osVersion": "10.0.26100.6584", "osArchitecture": "x64", "softwareVendor": "example", \
            "softwareName": "part-@", "softwareVersion": "@.1", "cveId": "CVE-2031-$", "vulnerabilitySeverityLevel": "High", \
            "recommendedSecurityUpdate": "October Security Updates", "recommendedSecurityUpdateId": "500@", "diskPaths": \
            ["c:\\\\program files\\\\example\\\\part-@\\\\library-$-x64.dll", "c:\\\\program files\\\\example\\\\part-@\\\\bin\\\\run.exe"], \
            "registryPaths": [], "lastSeenTimestamp": "2031-03-09 08:52:23", "firstSeenTimestamp": "2031-01-09 11:18:18", \
            "endOfSupportStatus": null, "exploitabilityLevel": "NoExploit", "cvssScore": 7.5, \
            "recommendationReference": "va-_-example-_-part-@", "securityUpdateAvailable": true}""", "\n", "\n");

    static final SyntheticReport TRIVY = new SyntheticReport("trivy", """
            {"SchemaVersion": 2, "ArtifactName": "host-1", "Results": [{"Target": "host-1", "Class": "os-pkgs", "Type": "debian", \
            "Vulnerabilities": [
            """, """
            {"VulnerabilityID": "CVE-2031-$", "PkgID": "part-@@1.0", "PkgName": "part-@", "InstalledVersion": "1.0", \
            "FixedVersion": "1.1", "Status": "fixed", "Layer": {"DiffID": "sha256:4f3a"}, "SeveritySource": "nvd", \
            "PrimaryURL": "https://example.com/CVE-2031-$", "Title": "part: a flaw in the parser", "Description": "%s", \
            "Severity": "HIGH", "CweIDs": ["CWE-787"], "CVSS": {"nvd": {"V3Vector": \
            "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", "V3Score": 9.8}, "redhat": {"V3Vector": \
            "CVSS:3.1/AV:N/AC:H/PR:N/UI:N/S:U/C:H/I:H/A:H", "V3Score": 8.1}}, "References": \
            ["https://example.com/a/$", "https://example.com/b/$"], "PublishedDate": "2031-01-09T11:18:18Z"}""".formatted(PROSE), ",\n", "]}]}");

    static final SyntheticReport GRYPE =
            new SyntheticReport("grype", "{\"matches\": [\n", """
            {"vulnerability": {"id": "CVE-2031-$", "dataSource": "https://example.com/CVE-2031-$", "namespace": \
            "debian:distro:debian:14", "severity": "High", "description": "%s", "cvss": [], "fix": {"versions": ["1.1"], \
            "state": "fixed"}}, "relatedVulnerabilities": [{"id": "CVE-2031-$", "namespace": "nvd:cpe", "severity": "High", \
            "cvss": [{"source": "nvd@nist.gov", "type": "Primary", "version": "3.1", "vector": \
            "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", "metrics": {"baseScore": 9.8, "exploitabilityScore": 3.9}}]}], \
            "matchDetails": [{"type": "exact-direct-match", "matcher": "dpkg-matcher", "found": {"versionConstraint": "< 1.1"}}], \
            "artifact": {"id": "a#", "name": "part-@", "version": "1.0", "type": "deb", "locations": \
            [{"path": "/var/lib/dpkg/status"}], "purl": "pkg:deb/debian/part-@@1.0"}}""".formatted(PROSE), ",\n", """
            ], "source": {"type": "image", "target": {"userInput": "host-1"}}, "distro": {"name": "debian"}, \
            "descriptor": {"name": "grype", "version": "0.99.0"}}""");

    static final SyntheticReport NESSUS = new SyntheticReport(
            "nessus",
            "<NessusClientData_v2><Report name=\"r\"><ReportHost name=\"192.0.2.1\"><HostProperties>"
                    + "<tag name=\"host-fqdn\">host-1.example.com</tag></HostProperties>\n",
            """
            <ReportItem port="443" svc_name="www" protocol="tcp" severity="3" pluginID="$" pluginName="Check $" \
            pluginFamily="Web Servers"><cve>CVE-2031-$</cve><cvss3_base_score>7.5</cvss3_base_score><cvss3_vector>\
            CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N</cvss3_vector><description>%1$s</description><solution>Update.\
            </solution><synopsis>A part is out of date.</synopsis><risk_factor>High</risk_factor><plugin_output>%1$s\
            </plugin_output></ReportItem>""".formatted(PROSE),
            "\n",
            "</ReportHost></Report></NessusClientData_v2>");

    static final SyntheticReport GENERIC_CSV = new SyntheticReport(
            "generic-csv",
            "device,weakness,vendor,product,version,severity,cvss\n",
            "host-1.example.com,CVE-2031-$,example,part-@,1.0,High,7.5",
            "\n",
            "\n");

    static final SyntheticReport CYCLONEDX = new SyntheticReport("cyclonedx", """
            {"bomFormat": "CycloneDX", "specVersion": "1.6", "metadata": {"component": {"name": "host-1"}}, \
            "components": [{"bom-ref": "a", "type": "library", "name": "part", "version": "1.0"}], "vulnerabilities": [
            """, """
            {"bom-ref": "v#", "id": "CVE-2031-$", "source": {"name": "NVD", "url": "https://example.com/CVE-2031-$"}, \
            "ratings": [{"source": {"name": "NVD"}, "score": 9.8, "severity": "critical", "method": "CVSSv31", "vector": \
            "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"}], "cwes": [787], "description": "%s", \
            "published": "2031-01-09T11:18:18Z", "affects": [{"ref": "a"}]}""".formatted(PROSE), ",\n", "]}");

    static final SyntheticReport WAZUH =
            new SyntheticReport("wazuh", "{\"took\": 8, \"hits\": {\"hits\": [\n", """
            {"_index": "wazuh-states-vulnerabilities-main", "_source": {"agent": {"id": "001", "name": "host-1"}, "host": \
            {"os": {"full": "Debian GNU/Linux 14", "platform": "debian", "version": "14.1"}}, "package": {"name": "part-@", \
            "type": "deb", "version": "1.0"}, "vulnerability": {"id": "CVE-2031-$", "description": "%s", "severity": "Critical", \
            "detected_at": "2031-03-01T10:00:00.250Z", "score": {"base": 9.8, "version": "3.1"}, "scanner": \
            {"condition": "Package less than 1.1"}}, "wazuh": {"cluster": {"name": "main"}}}}""".formatted(PROSE), ",\n", "]}}");

    /** Writes a report with this many findings. */
    void write(Path file, int findings) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write(beginning);
            for (int i = 0; i < findings; i++) {
                if (i > 0) out.write(between);
                out.write(row.replace("#", String.valueOf(i))
                        .replace("$", String.valueOf(10_000 + i % WEAKNESSES))
                        .replace("@@", "-" + i / WEAKNESSES % PACKAGES + "@")
                        .replace("part-@", "part-" + i % PACKAGES)
                        .replace("500@", String.valueOf(500_000 + i % PACKAGES))
                        .replace("@.1", i % PACKAGES + ".1"));
            }
            out.write(end);
        }
    }
}
