package dev.lightmeter.importers.scanner;

import dev.lightmeter.core.FindingStatus;
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
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The result of one Qualys scan ({@code scan-1.dtd}): <em>Scans &gt; Download &gt; XML</em>. The checks are described where
 * they fired. {@code SERVICES} and {@code INFOS} are informational and left out.
 */
final class QualysScanFormat implements ScannerFormat {

    @Override
    public String id() {
        return "qualys-scan";
    }

    @Override
    public Description description() {
        return new Description("Qualys, scan results as XML", "# Scans > a finished scan > Download > XML", """
                One device for each address, by DNS name or NetBIOS name where the scan found one, with its operating system. \
                Vulnerabilities and potential ones: QID, CVEs, CVSS 3 or 2, severity 1 to 5 (as low, low, medium, high, critical), \
                solution, published exploits of each CVE.""", """
                Potential vulnerabilities count and are marked as under investigation. Services and gathered information are \
                no findings. The scan does not tell when a finding was first seen. A QID without a CVE is a weakness of its own, \
                such as `qualys-38170`.""");
    }

    @Override
    public boolean recognises(FileHead head) {
        return head.hasElement("/SCAN/HEADER") || head.hasElement("/SCAN/IP");
    }

    @Override
    public ReportHeader header(FileHead head) {
        return new ReportHeader(Qualys.SOURCE, Kind.FULL);
    }

    @Override
    public void read(Content file, ReportSink sink, Tally tally, Progress progress) throws IOException {
        try (XmlReader xml = new XmlReader(file, progress)) {
            Scan scan = new Scan(xml, file.name(), sink, tally);
            xml.root(root -> xml.children(name -> {
                switch (name) {
                    case "HEADER" -> xml.children(_ -> scan.header());
                    case "IP" -> scan.host();
                    default -> {}
                }
            }));
        }
    }

    private static final class Scan {

        private final XmlReader xml;
        private final String file;
        private final ReportSink sink;
        private final Tally tally;
        private @Nullable Instant time;

        Scan(XmlReader xml, String file, ReportSink sink, Tally tally) {
            this.xml = xml;
            this.file = file;
            this.sink = sink;
            this.tally = tally;
        }

        void header() throws IOException {
            if (!"DATE".equals(xml.attribute("value"))) return;
            time = Times.parse(xml.text()).orElse(null);
            if (time != null) sink.reportedAt(time);
        }

        void host() throws IOException {
            String place = xml.place();
            Host host = new Host();
            host.address = Objects.requireNonNullElse(xml.attribute("value"), "");
            host.dnsName = Objects.requireNonNullElse(xml.attribute("name"), "").replace("No registered hostname", "");
            host.seenAt = time;
            boolean[] told = new boolean[1];
            boolean[] usable = {true};
            xml.children(name -> {
                switch (name) {
                    case "OS" -> host.os = xml.label();
                    case "NETBIOS_HOSTNAME" -> host.shortName = xml.label();
                    case "VULNS", "PRACTICES" -> {
                        if (!told[0]) usable[0] = tell(host, place);
                        told[0] = true;
                        if (usable[0]) xml.children(_ -> xml.children(_ -> check(host, name.equals("PRACTICES"))));
                    }
                    default -> {}
                }
            });
            if (!told[0]) tell(host, place);
        }

        private boolean tell(Host host, String place) {
            String flaw = Texts.flawOfId(host.id());
            if (flaw == null) sink.device(host.reported());
            else tally.flaw(file, place, "the name of the host " + flaw, host.id());
            return flaw == null;
        }

        private void check(Host host, boolean potential) throws IOException {
            tally.record();
            String place = xml.place();
            String qid = Objects.requireNonNullElse(xml.attribute("number"), "");
            Qualys.Knowledge knowledge = new Qualys.Knowledge();
            knowledge.severity(xml.attribute("severity"));
            knowledge.cves(xml.attribute("cveid"));
            xml.children(name -> knowledge.field(name, xml));
            Detection detection = knowledge.detection(qid);
            if (potential) detection.status = FindingStatus.UNDER_INVESTIGATION;
            detection.tell(host.id(), sink, tally, file, place);
        }
    }
}
