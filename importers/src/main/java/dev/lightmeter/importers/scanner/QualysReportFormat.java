package dev.lightmeter.importers.scanner;

import dev.lightmeter.core.report.ReportHeader;
import dev.lightmeter.core.report.ReportHeader.Kind;
import dev.lightmeter.core.report.ReportSink;
import dev.lightmeter.importers.Progress;
import dev.lightmeter.importers.reading.Content;
import dev.lightmeter.importers.reading.Description;
import dev.lightmeter.importers.reading.FileHead;
import dev.lightmeter.importers.reading.Tally;
import dev.lightmeter.importers.reading.Texts;
import dev.lightmeter.importers.reading.Times;
import dev.lightmeter.importers.reading.XmlReader;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Qualys' report over hosts ({@code asset_data_report.dtd}), made by <em>Reports &gt; New &gt; Scan Report</em> with host based
 * findings. Read in two passes: the glossary that describes the checks stands behind the hosts.
 */
final class QualysReportFormat implements ScannerFormat {

    @Override
    public String id() {
        return "qualys-report";
    }

    @Override
    public Description description() {
        return new Description("Qualys, report over hosts as XML", """
                # Reports > New > Scan Report, host based findings, format XML, or
                curl -u "$USER" -H "X-Requested-With: curl" -d 'action=launch&template_id=1&output_format=xml' https://qualysapi.qualys.com/api/2.0/fo/report/""", """
                One device for each host: asset id or DNS name, NetBIOS name, address, operating system, tags, when it was last \
                looked at. Vulnerabilities and potential ones that are not fixed: QID, CVEs, CVSS 3 or 2, severity, first found, \
                solution, published exploits of each CVE.""", """
                Gathered information is no finding, even if it names a CVE. Potential vulnerabilities count and are marked as under \
                investigation. Include a QID's details in the template: without them a finding has neither CVE nor severity. \
                Asset groups are not read.""");
    }

    @Override
    public boolean recognises(FileHead head) {
        return head.hasElement("/ASSET_DATA_REPORT");
    }

    @Override
    public ReportHeader header(FileHead head) {
        return new ReportHeader(Qualys.SOURCE, Kind.FULL);
    }

    @Override
    public void read(Content file, ReportSink sink, Tally tally, Progress progress) throws IOException {
        Glossary<Qualys.Knowledge> glossary = glossary(file);
        try (XmlReader xml = new XmlReader(file, progress)) {
            xml.root(root -> xml.children(name -> {
                switch (name) {
                    case "HEADER" ->
                        xml.children(field -> {
                            if (field.equals("GENERATION_DATETIME"))
                                Times.parse(xml.text()).ifPresent(sink::reportedAt);
                        });
                    case "HOST_LIST" -> xml.children(_ -> new Entry(xml, file.name(), sink, tally, glossary).read());
                    default -> {}
                }
            }));
        }
    }

    private static Glossary<Qualys.Knowledge> glossary(Content file) throws IOException {
        Glossary<Qualys.Knowledge> glossary = new Glossary<>();
        try (XmlReader xml = new XmlReader(file, Progress.NONE)) {
            xml.root(root -> xml.children(name -> {
                if (name.equals("GLOSSARY")) xml.children(_ -> xml.children(_ -> describe(xml, glossary)));
            }));
        }
        return glossary;
    }

    private static void describe(XmlReader xml, Glossary<Qualys.Knowledge> glossary) throws IOException {
        Qualys.Knowledge knowledge = new Qualys.Knowledge();
        String[] qid = {""};
        xml.children(name -> {
            if (name.equals("QID")) qid[0] = xml.label();
            else knowledge.field(name, xml);
        });
        glossary.add(qid[0], knowledge, knowledge.length());
    }

    /** One host with what was found on it. */
    private static final class Entry {

        private final XmlReader xml;
        private final String file;
        private final ReportSink sink;
        private final Tally tally;
        private final Glossary<Qualys.Knowledge> glossary;
        private final Host host = new Host();
        private final List<String> tags = new ArrayList<>();
        private boolean usable;

        Entry(XmlReader xml, String file, ReportSink sink, Tally tally, Glossary<Qualys.Knowledge> glossary) {
            this.xml = xml;
            this.file = file;
            this.sink = sink;
            this.tally = tally;
            this.glossary = glossary;
        }

        /** Device attributes stand before the findings, as the document type demands. */
        void read() throws IOException {
            String place = xml.place();
            xml.children(name -> {
                switch (name) {
                    case "ASSET_ID" -> host.ownId = xml.label();
                    case "DNS" -> host.dnsName = xml.text().strip();
                    case "FQDN" -> host.dnsName = Host.first(host.dnsName, xml.text());
                    case "NETBIOS" -> host.shortName = xml.label();
                    case "IP", "IPV6" -> host.address = Host.first(host.address, xml.label());
                    case "OPERATING_SYSTEM" -> host.os = xml.label();
                    case "ASSET_TAGS" -> {
                        xml.children(_ -> tags.add(xml.label()));
                        host.tags = tags;
                    }
                    case "VULN_INFO_LIST" -> {
                        usable = isUsable(place);
                        xml.children(_ -> finding());
                    }
                    default -> {}
                }
            });
            if (usable || isUsable(place)) {
                sink.device(host.reported());
                if (host.seenAt != null) sink.reportedAt(host.seenAt);
            }
        }

        private boolean isUsable(String place) {
            String flaw = Texts.flawOfId(host.id());
            if (flaw != null) tally.flaw(file, place, "the name of the host " + flaw, host.id());
            return flaw == null;
        }

        private void finding() throws IOException {
            tally.record();
            String place = xml.place();
            String[] told = {"", "", "", ""};
            xml.children(name -> {
                switch (name) {
                    case "QID" -> told[0] = xml.label();
                    case "TYPE" -> told[1] = xml.label();
                    case "VULN_STATUS" -> told[2] = xml.label();
                    case "FIRST_FOUND" -> told[3] = xml.label();
                    case "LAST_FOUND" -> Times.parse(xml.text()).ifPresent(this::seen);
                    default -> {}
                }
            });
            if (!usable || Qualys.isFixed(told[2])) return;
            Detection detection =
                    glossary.get(told[0]).orElseGet(Qualys.Knowledge::new).detection(told[0]);
            detection.firstSeen = Times.parse(told[3]).orElse(null);
            Qualys.type(detection, told[1]);
            detection.tell(host.id(), sink, tally, file, place);
        }

        private void seen(Instant at) {
            if (host.seenAt == null || at.isAfter(host.seenAt)) host.seenAt = at;
        }
    }
}
