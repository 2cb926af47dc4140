package dev.lightmeter.importers.scanner;

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
import java.util.List;

/** The report of OpenVAS and of the Greenbone Community Edition in the format <em>CSV Results</em>. */
final class OpenVasCsvFormat implements ScannerFormat {

    private static final List<String> COLUMNS = List.of("ip", "hostname", "nvtoid", "severity");

    @Override
    public String id() {
        return "openvas-csv";
    }

    @Override
    public Description description() {
        return new Description(
                "OpenVAS and Greenbone, table", "# Reports > a report > Download, format CSV Results", """
                Host by name or address. For each row: CVEs, else the test as a weakness of its own; CVSS, severity, product, installed \
                and fixed version, solution, time. Same source as the XML report, so one replaces the other.""", """
                Of a host without a row nothing is known, and neither are operating systems. Log entries and results of \
                severity 0 are no findings.""");
    }

    @Override
    public boolean recognises(FileHead head) {
        return head.hasColumns(COLUMNS.toArray(String[]::new));
    }

    @Override
    public ReportHeader header(FileHead head) {
        return new ReportHeader(OpenVas.SOURCE, Kind.FULL);
    }

    @Override
    public void read(Content file, ReportSink sink, Tally tally, Progress progress) throws IOException {
        Hosts hosts = new Hosts(sink);
        Table.readLoosely(file, progress, COLUMNS, row -> {
            tally.record();
            Host host = new Host();
            host.address = row.first("ip");
            host.dnsName = row.first("hostname");
            host.seenAt = Times.parse(row.first("timestamp")).orElse(null);
            String flaw = Texts.flawOfId(host.id());
            if (flaw != null) {
                tally.flaw(file.name(), row.place(), "the name of the host " + flaw, host.id());
                return;
            }
            hosts.tell(host);
            detection(row).tell(host.id(), sink, tally, file.name(), row.place());
        });
    }

    private static Detection detection(Table.Row row) {
        Detection detection = OpenVas.detection(row.first("nvtoid"));
        detection.title = row.first("nvtname");
        detection.unsupported = OpenVas.isOutOfSupport(detection.title);
        detection.cves(row.first("cves", "cve"));
        detection.cvss("", row.first("cvss"), null);
        OpenVas.threat(detection, row.first("severity"), row.first("cvss"));
        OpenVas.product(detection, row.first("productdetectionresult"));
        OpenVas.product(detection, row.first("specificresult"));
        detection.solution = row.first("solution");
        detection.versionsIn(row.first("specificresult"));
        return detection;
    }
}
