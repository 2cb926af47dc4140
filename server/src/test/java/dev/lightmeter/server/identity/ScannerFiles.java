package dev.lightmeter.server.identity;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What scanners would write about the same two hosts, or the same two images. All on one day. */
final class ScannerFiles {

    private ScannerFiles() {}

    /** Two hosts by qualified name, with network card and address. */
    static String defenderMachines() {
        return """
                {"@odata.context": "https://api.securitycenter.microsoft.com/api/$metadata#Machines", "value": [
                  {"id": "d-web", "computerDnsName": "web-01.example.org", "osPlatform": "Linux", "lastSeen": "2031-03-08T09:00:00Z",
                   "lastIpAddress": "192.0.2.11", "ipAddresses": [{"ipAddress": "192.0.2.11", "macAddress": "00005E005311"}]},
                  {"id": "d-db", "computerDnsName": "db-01.example.org", "osPlatform": "Linux", "lastSeen": "2031-03-08T09:00:00Z",
                   "lastIpAddress": "192.0.2.12", "ipAddresses": [{"ipAddress": "192.0.2.12", "macAddress": "00005E005312"}]}]}
                """;
    }

    static String defender(String... cves) {
        return Stream.of("web", "db")
                .flatMap(host -> Stream.of(cves).map(cve -> """
                        {"deviceId": "d-%s", "deviceName": "%s-01.example.org", "osPlatform": "Linux", "softwareVendor": "openssl",
                         "softwareName": "openssl", "softwareVersion": "3.0.1", "cveId": "%s", "vulnerabilitySeverityLevel": "High",
                         "cvssScore": 7.5, "lastSeenTimestamp": "2031-03-08 09:00:00",
                         "recommendationReference": "va-_-openssl-_-openssl"}""".formatted(host, host, cve)))
                .collect(Collectors.joining(",\n", "{\"value\": [", "]}"));
    }

    /** One host by its qualified name, the other by its short name and its network card. */
    static String nessus(String... cves) {
        String items = Stream.of(cves)
                .map(cve -> """
                        <ReportItem port="443" svc_name="www" protocol="tcp" severity="3" pluginID="2000%s" pluginName="OpenSSL" pluginFamily="Web">
                          <cve>%s</cve><cvss3_base_score>9.8</cvss3_base_score><solution>Upgrade.</solution></ReportItem>
                        """.formatted(cve.substring(cve.length() - 2), cve))
                .collect(Collectors.joining());
        String host = """
                <ReportHost name="%s"><HostProperties><tag name="HOST_END">Sat Mar  8 10:00:00 2031</tag>%s
                  <tag name="operating-system">Linux Kernel 6.1</tag></HostProperties>
                """;
        return "<?xml version=\"1.0\" ?><NessusClientData_v2><Report name=\"Weekly\">"
                + host.formatted("192.0.2.11", "<tag name=\"host-fqdn\">WEB-01.example.org</tag>") + items
                + "</ReportHost>"
                + host.formatted("db-01", "<tag name=\"mac-address\">00:00:5E:00:53:12</tag>") + items + "</ReportHost>"
                + "</Report></NessusClientData_v2>";
    }

    /** One host by its qualified name, the other by its short name and its address. */
    static String qualys(String... cves) {
        String found = """
                <VULN_INFO_LIST><VULN_INFO><QID id="qid_38001">38001</QID><TYPE>Vuln</TYPE>
                  <LAST_FOUND>2031-03-08T10:00:00Z</LAST_FOUND><VULN_STATUS>Active</VULN_STATUS></VULN_INFO></VULN_INFO_LIST>""";
        String ids =
                Stream.of(cves).map("<CVE_ID><ID>%s</ID></CVE_ID>"::formatted).collect(Collectors.joining());
        return """
                <?xml version="1.0" encoding="UTF-8" ?>
                <ASSET_DATA_REPORT>
                  <HEADER><COMPANY>Example</COMPANY><GENERATION_DATETIME>2031-03-08T11:00:00Z</GENERATION_DATETIME></HEADER>
                  <HOST_LIST>
                    <HOST><IP>192.0.2.11</IP><TRACKING_METHOD>DNS</TRACKING_METHOD><DNS>web-01.example.org</DNS>%1$s</HOST>
                    <HOST><IP>192.0.2.12</IP><TRACKING_METHOD>NETBIOS</TRACKING_METHOD><NETBIOS>DB-01</NETBIOS>%1$s</HOST>
                  </HOST_LIST>
                  <GLOSSARY><VULN_DETAILS_LIST><VULN_DETAILS id="qid_38001"><QID id="qid_38001">38001</QID><TITLE>OpenSSL</TITLE>
                    <SEVERITY>4</SEVERITY><CVE_ID_LIST>%2$s</CVE_ID_LIST><CVSS3_SCORE><CVSS3_BASE>7.5</CVSS3_BASE></CVSS3_SCORE>
                  </VULN_DETAILS></VULN_DETAILS_LIST></GLOSSARY>
                </ASSET_DATA_REPORT>
                """.formatted(found, ids);
    }

    /** The same. */
    static String openVas(String... cves) {
        String refs =
                Stream.of(cves).map("<ref type=\"cve\" id=\"%s\"/>"::formatted).collect(Collectors.joining());
        String results = Stream.of("192.0.2.11 web-01.example.org", "192.0.2.12 db-01")
                .map(host -> """
                        <result id="r%1$s"><name>OpenSSL</name><host>%1$s<asset asset_id=""/><hostname>%2$s</hostname></host>
                          <port>443/tcp</port><nvt oid="1.3.6.1.4.1.25623.1.0.100001"><name>OpenSSL</name><cvss_base>9.8</cvss_base>
                          <refs>%3$s</refs></nvt><threat>High</threat><severity>9.8</severity></result>
                        """.formatted(host.split(" ")[0], host.split(" ")[1], refs))
                .collect(Collectors.joining());
        return """
                <report id="7b0c" format_id="a994b278"><name>weekly</name><report id="7b0c"><gmp><version>22.4</version></gmp>
                  <scan_run_status>Done</scan_run_status><timestamp>2031-03-08T09:00:00Z</timestamp>
                  <results start="1" max="-1">%s</results>
                  <host><ip>192.0.2.11</ip><end>2031-03-08T10:00:00Z</end></host>
                  <host><ip>192.0.2.12</ip><end>2031-03-08T10:00:00Z</end></host>
                </report></report>
                """.formatted(results);
    }

    static String trivy(String image, String... cves) {
        String found = Stream.of(cves).map(cve -> """
                        {"VulnerabilityID": "%s", "PkgName": "libssl3", "InstalledVersion": "3.0.1-1", "Severity": "HIGH"}""".formatted(cve)).collect(Collectors.joining(", "));
        return """
                {"SchemaVersion": 2, "CreatedAt": "2031-03-08T10:00:00Z", "ArtifactName": "%s", "ArtifactType": "container_image",
                 "Results": [{"Target": "os", "Class": "os-pkgs", "Type": "debian", "Vulnerabilities": [%s]}]}
                """.formatted(image, found);
    }

    static String grype(String image, String... cves) {
        String found = Stream.of(cves).map(cve -> """
                        {"vulnerability": {"id": "%s", "severity": "High"},
                         "artifact": {"name": "libssl3", "version": "3.0.1-1", "type": "deb"}}""".formatted(cve)).collect(Collectors.joining(", "));
        return """
                {"matches": [%s], "source": {"type": "image", "target": {"userInput": "%s"}},
                 "distro": {"name": "debian", "version": "14"},
                 "descriptor": {"name": "grype", "version": "0.99.0", "timestamp": "2031-03-08T10:00:00Z"}}
                """.formatted(found, image);
    }
}
