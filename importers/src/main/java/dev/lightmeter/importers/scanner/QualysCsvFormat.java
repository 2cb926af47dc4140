package dev.lightmeter.importers.scanner;

import dev.lightmeter.core.Evidence;
import dev.lightmeter.core.report.ReportHeader;
import dev.lightmeter.core.report.ReportHeader.Kind;
import dev.lightmeter.core.report.ReportSink;
import dev.lightmeter.importers.Progress;
import dev.lightmeter.importers.reading.Content;
import dev.lightmeter.importers.reading.Description;
import dev.lightmeter.importers.reading.FileHead;
import dev.lightmeter.importers.reading.Table;
import dev.lightmeter.importers.reading.Tally;
import dev.lightmeter.importers.reading.Texts;
import dev.lightmeter.importers.reading.Times;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * Qualys' tables: the report over hosts as CSV, and the list of vulnerabilities that VMDR downloads, with lines of company and
 * user above the names of the columns. Dates have the month first.
 */
final class QualysCsvFormat implements ScannerFormat {

    private static final List<String> COLUMNS = List.of("qid", "title", "severity", "lastdetected");

    @Override
    public String id() {
        return "qualys-csv";
    }

    @Override
    public Description description() {
        return new Description("Qualys, tables", """
                # VMDR > Vulnerabilities > Download > CSV, or
                # Reports > New > Scan Report, host based findings, format CSV""", """
                Host by asset id or DNS name, NetBIOS name, address, operating system, tags, last detection. QID, CVEs, CVSS 3 or 2, \
                severity, first detection, solution, published exploits of each CVE. Rows that are fixed are not open.""", """
                Gathered information is no finding; potential vulnerabilities count and are marked as under investigation. Of \
                a host without a row nothing is known. Times are taken as UTC, for the table does not tell.""");
    }

    @Override
    public boolean recognises(FileHead head) {
        return head.hasColumns(COLUMNS.toArray(String[]::new));
    }

    @Override
    public ReportHeader header(FileHead head) {
        return new ReportHeader(Qualys.SOURCE, Kind.FULL);
    }

    @Override
    public void read(Content file, ReportSink sink, Tally tally, Progress progress) throws IOException {
        Hosts hosts = new Hosts(sink);
        Table.readLoosely(file, progress, COLUMNS, row -> {
            tally.record();
            Host host = host(row);
            String flaw = Texts.flawOfId(host.id());
            if (flaw != null) {
                tally.flaw(file.name(), row.place(), "the name of the host " + flaw, host.id());
                return;
            }
            hosts.tell(host);
            if (Qualys.isFixed(told(row, "vulnstatus", "status"))) return;
            detection(row).tell(host.id(), sink, tally, file.name(), row.place());
        });
    }

    private static Host host(Table.Row row) {
        Host host = new Host();
        host.ownId = told(row, "assetid");
        host.dnsName = told(row, "dns", "fqdn");
        host.shortName = told(row, "netbios", "assetname");
        host.address =
                told(row, "ip", "assetipv4", "assetipv6").split("[,;]", -1)[0].strip();
        host.os = told(row, "os", "operatingsystem");
        host.seenAt = Times.parseWritten(told(row, "lastdetected")).orElse(null);
        String tags = row.get("assettags") == null ? row.get("associatedtags") : row.get("assettags");
        if (tags != null) {
            host.tags = Arrays.stream(tags.split(",", -1))
                    .map(Texts::label)
                    .filter(tag -> !tag.isEmpty())
                    .toList();
        }
        return host;
    }

    private static Detection detection(Table.Row row) {
        Detection detection = new Detection(Qualys.SOURCE, told(row, "qid"));
        detection.title = told(row, "title");
        detection.severity = Qualys.severity(told(row, "severity"));
        Qualys.type(detection, told(row, "type", "typedetected"));
        detection.cves(told(row, "cveid", "cve"));
        detection.cvssWithVector("2.0", told(row, "cvssbase", "cvssv2basenvd"));
        detection.cvssWithVector("3.1", told(row, "cvss3base", "cvss31base", "cvssv31basenvd"));
        detection.solution = Qualys.withoutMarkup(told(row, "solution"));
        detection.firstSeen = Times.parseWritten(told(row, "firstdetected")).orElse(null);
        String[] references = told(row, "vendorreference").split(",", -1);
        if (references.length == 1) detection.advisory = Qualys.update(references[0]);
        detection.unsupported = Qualys.isOutOfSupport(detection.title);
        String exploits = told(row, "exploitability");
        for (String word : exploits.split("[^A-Za-z0-9-]+", -1)) {
            if (word.startsWith("CVE-")) detection.exploit(word, new Evidence(false, false, false, false, true));
        }
        return detection;
    }

    /** Qualys writes {@code '-} where there is nothing. */
    private static String told(Table.Row row, String... columns) {
        String value = row.first(columns);
        return value.equals("-") || value.equals("'-") ? "" : value;
    }
}
