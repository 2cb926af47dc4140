package dev.lightmeter.importers;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Enumeration;
import java.util.NoSuchElementException;
import java.util.function.LongFunction;

/**
 * A file of any size, made up while it is read.
 *
 * @param part rows, by their number; each about {@value #PART} bytes, so that the stream is not slower than its reader
 */
record LargeFile(String beginning, LongFunction<String> part, String end) {

    private static final int PART = 1 << 14;
    private static final int ROWS_OF_A_DEVICE = 200;

    /** Files of the formats that come as large as this. */
    static LargeFile of(String format) {
        return switch (format) {
            case "defender" -> new LargeFile("", rows(LargeFile::defender, "\n", "\n"), "");
            case "trivy" -> new LargeFile("""
                        {"SchemaVersion": 2, "ArtifactName": "host-1", "Results": [{"Target": "host-1", "Class": "os-pkgs",
                         "Type": "debian", "Vulnerabilities": [{"VulnerabilityID": "CVE-2031-0001", "PkgName": "first"}
                        """, rows(LargeFile::trivy, "", ""), "]}]}");
            case "nessus" ->
                new LargeFile(
                        "<NessusClientData_v2><Report name=\"large\">",
                        LargeFile::nessusHost,
                        "</Report></NessusClientData_v2>");
            case "generic-csv" ->
                new LargeFile(
                        "device,weakness,vendor,product,version,severity,cvss\n",
                        rows(LargeFile::generic, "\n", "\n"),
                        "");
            default -> throw new IllegalArgumentException("no large file of " + format);
        };
    }

    /** The file from its beginning, up to the row that makes it as large as wanted. */
    InputStream open(long bytes) {
        return new SequenceInputStream(new Enumeration<>() {
            private long made;
            private long next = -1;
            private boolean ended;

            @Override
            public boolean hasMoreElements() {
                return !ended;
            }

            @Override
            public InputStream nextElement() {
                if (ended) throw new NoSuchElementException();
                ended = made >= bytes;
                String text = next < 0 ? beginning : ended ? end : part.apply(next);
                next++;
                byte[] encoded = text.getBytes(UTF_8);
                made += encoded.length;
                return new ByteArrayInputStream(encoded);
            }
        });
    }

    private static LongFunction<String> rows(LongFunction<String> row, String between, String last) {
        int rows = Math.max(1, PART / row.apply(1_000_000).length());
        return number -> {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < rows; i++) {
                if (i > 0) text.append(between);
                text.append(row.apply(number * rows + i));
            }
            return text.append(last).toString();
        };
    }

    private static String cve(long row) {
        return "CVE-2031-" + (10_000 + row * 7 % 50_000);
    }

    private static long device(long row) {
        return row / ROWS_OF_A_DEVICE;
    }

    private static String defender(long row) {
        return """
                {"id": "d-%1$d_%2$d", "deviceId": "d-%1$d", "deviceName": "host-%1$d.example.com", "rbacGroupName": "Servers", \
                "osPlatform": "Windows11", "osVersion": "10.0.26100.6584", "softwareVendor": "example", "softwareName": "part-%3$d", \
                "softwareVersion": "%3$d.1", "cveId": "%4$s", "vulnerabilitySeverityLevel": "High", "cvssScore": 7.5, \
                "recommendedSecurityUpdate": "October Security Updates", "recommendedSecurityUpdateId": "50%3$d", \
                "diskPaths": ["c:\\\\program files\\\\example\\\\part-%3$d\\\\library-%2$d-x64.dll"], "registryPaths": [], \
                "lastSeenTimestamp": "2031-03-09 08:52:23", "firstSeenTimestamp": "2031-01-09 11:18:18"}""".formatted(device(row), row, row % 5_000, cve(row));
    }

    private static String trivy(long row) {
        return """
                ,{"VulnerabilityID": "%s", "PkgName": "part-%d", "InstalledVersion": "1.%d", "FixedVersion": "2.0", \
                "Severity": "HIGH", "Title": "a title of the usual length of a line", "Description": "%s", \
                "CVSS": {"nvd": {"V3Vector": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", "V3Score": 9.8}}}
                """.formatted(cve(row), row % 5_000, row % 50, "long ".repeat(60));
    }

    private static String nessusHost(long host) {
        StringBuilder text = new StringBuilder("<ReportHost name=\"host-" + host + "\"><HostProperties>"
                + "<tag name=\"host-fqdn\">host-" + host + ".example.com</tag></HostProperties>\n");
        for (int i = 0; i < ROWS_OF_A_DEVICE; i++) {
            long row = host * ROWS_OF_A_DEVICE + i;
            text.append("""
                    <ReportItem port="443" svc_name="www" protocol="tcp" severity="3" pluginID="%d" pluginName="Check %d">
                    <cve>%s</cve><cvss3_base_score>7.5</cvss3_base_score><description>%s</description></ReportItem>
                    """.formatted(10_000 + row % 5_000, row % 5_000, cve(row), "long ".repeat(60)));
        }
        return text.append("</ReportHost>\n").toString();
    }

    private static String generic(long row) {
        return "host-" + device(row) + ".example.com," + cve(row) + ",example,part-" + row % 5_000 + ",1." + row % 50
                + ",High,7.5";
    }
}
