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
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The XML report of OpenVAS and of the Greenbone Community Edition (GMP 7 to 22), as downloaded or as the answer to
 * {@code get_reports}. Its hosts are described behind the results. A host's id is its name, else its address, as in the table: the
 * id that Greenbone gives to assets is missing where results are not added to them.
 */
final class OpenVasFormat implements ScannerFormat {

    @Override
    public String id() {
        return OpenVas.SOURCE;
    }

    @Override
    public Description description() {
        return new Description("OpenVAS and Greenbone, XML report", """
                # Reports > a report > Download, format XML, or
                gvm-cli socket --xml '<get_reports report_id="…" details="1" ignore_pagination="1" filter="levels=chml rows=-1"/>' > report.xml""", """
                One device for each host: name or address, operating system, end of its scan. For each result: CVEs, else the test \
                as a weakness of its own (`openvas-1.3.6.1.4.1.25623.1.0.103674`); CVSS, severity as overridden, EPSS, product, \
                installed and fixed version, solution. False positives are marked as such.""", """
                Log entries and results of severity 0 are no findings. A report downloaded with a filter (as *levels=hml* or a minimal \
                quality of detection) holds only what passes it, and the rest counts as fixed. Scores of a test stand for all of \
                its CVEs until a feed knows better.""");
    }

    @Override
    public boolean recognises(FileHead head) {
        boolean answer = head.hasElement("/get_reports_response");
        boolean nested = head.hasElement("/report/report")
                && !head.attribute("/report", "format_id").isEmpty();
        return answer
                || nested
                || head.hasElement("/report/report/gmp")
                || head.hasElement("/report/report/omp")
                || head.hasElement("/report/scan_run_status");
    }

    @Override
    public ReportHeader header(FileHead head) {
        return new ReportHeader(OpenVas.SOURCE, Kind.FULL);
    }

    @Override
    public void read(Content file, ReportSink sink, Tally tally, Progress progress) throws IOException {
        try (XmlReader xml = new XmlReader(file, progress)) {
            Report report = new Report(xml, file.name(), sink, tally);
            xml.root(_ -> report.read());
        }
    }

    private static final class Report {

        private final XmlReader xml;
        private final String file;
        private final ReportSink sink;
        private final Tally tally;
        private final Glossary<Host> hosts = new Glossary<>();

        Report(XmlReader xml, String file, ReportSink sink, Tally tally) {
            this.xml = xml;
            this.file = file;
            this.sink = sink;
            this.tally = tally;
        }

        /** A report may lie in an envelope, and that in another. */
        void read() throws IOException {
            xml.children(name -> {
                switch (name) {
                    case "report" -> read();
                    case "results" -> xml.children(_ -> result());
                    case "host" -> host();
                    case "scan_end", "timestamp" -> Times.parse(xml.text()).ifPresent(sink::reportedAt);
                    default -> {}
                }
            });
        }

        private void result() throws IOException {
            tally.record();
            String place = xml.place();
            Result result = new Result();
            xml.children(name -> result.field(name, xml));
            Host host = result.host;
            String flaw = Texts.flawOfId(host.id());
            if (flaw != null) {
                tally.flaw(file, place, "the name of the host " + flaw, host.id());
                return;
            }
            if (hosts.get(host.address).isEmpty()) {
                hosts.add(host.address, host, host.address.length() + host.dnsName.length());
                sink.device(host.reported());
            }
            result.detection().tell(host.id(), sink, tally, file, place);
        }

        /** Stands behind the results, under the address; the name is that of the results. */
        private void host() throws IOException {
            String place = xml.place();
            Host host = new Host();
            xml.children(name -> {
                switch (name) {
                    case "ip" -> host.address = xml.text().strip();
                    case "end" -> host.seenAt = Times.parse(xml.text()).orElse(null);
                    case "detail" -> detail(host);
                    default -> {}
                }
            });
            hosts.get(host.address).ifPresent(known -> host.dnsName = known.dnsName);
            String flaw = Texts.flawOfId(host.id());
            if (flaw == null) sink.device(host.reported());
            else tally.flaw(file, place, "the name of the host " + flaw, host.id());
        }

        private void detail(Host host) throws IOException {
            String[] told = {"", ""};
            xml.children(name -> {
                if (name.equals("name")) told[0] = xml.label();
                if (name.equals("value")) told[1] = xml.label();
            });
            switch (told[0]) {
                case "hostname" -> host.dnsName = told[1];
                case "best_os_txt" -> host.os = told[1];
                default -> {}
            }
        }
    }

    private static final class Result {

        private final Host host = new Host();
        private Detection test = OpenVas.detection("");
        private String vector = "";
        private String score = "";
        private String threat = "";
        private String description = "";
        private String detected = "";

        void field(String name, XmlReader xml) throws IOException {
            switch (name) {
                case "host" ->
                    host.address = xml.textAndChildren(part -> {
                                if (part.equals("hostname"))
                                    host.dnsName = xml.text().strip();
                            })
                            .strip();
                case "nvt" -> test(xml);
                case "threat" -> threat = xml.label();
                case "severity" -> score = xml.label();
                case "description" -> description = xml.text();
                case "detection" -> detected = xml.text();
                default -> {}
            }
        }

        private void test(XmlReader xml) throws IOException {
            test = OpenVas.detection(Objects.requireNonNullElse(xml.attribute("oid"), ""));
            xml.children(name -> {
                switch (name) {
                    case "name" -> test.title = xml.text();
                    case "cve" -> test.cves(xml.text());
                    case "solution" -> test.solution = xml.text();
                    case "tags" -> tags(xml.text());
                    case "refs" -> xml.children(_ -> reference(xml.attribute("type"), xml.attribute("id")));
                    case "severities" ->
                        xml.children(_ -> xml.children(part -> {
                            if (part.equals("value")) vector = xml.label();
                        }));
                    case "epss" ->
                        xml.children(kind -> {
                            if (kind.equals("max_severity")) epss(xml);
                        });
                    default -> {}
                }
            });
        }

        private void reference(@Nullable String type, @Nullable String id) {
            if ("cve".equalsIgnoreCase(type)) test.cves(id);
        }

        /** Older versions write {@code summary=…|cvss_base_vector=…|solution=…}. */
        private void tags(String tags) {
            for (String tag : tags.split("\\|", -1)) {
                if (tag.startsWith("cvss_base_vector=")) vector = tag.substring(17);
                if (tag.startsWith("solution=") && test.solution.isEmpty()) test.solution = tag.substring(9);
            }
        }

        private void epss(XmlReader xml) throws IOException {
            xml.children(name -> {
                if (name.equals("score")) test.epss = xml.label();
            });
        }

        Detection detection() {
            test.cvss(vector.startsWith("CVSS:3") ? "3.1" : "2.0", score, vector);
            OpenVas.threat(test, threat, score);
            OpenVas.product(test, detected);
            test.unsupported = OpenVas.isOutOfSupport(test.title);
            test.versionsIn(description);
            return test;
        }
    }
}
