package dev.lightmeter.importers.scanner;

import dev.lightmeter.core.Evidence;
import dev.lightmeter.core.FindingStatus;
import dev.lightmeter.core.Severity;
import dev.lightmeter.core.Software;
import dev.lightmeter.core.report.ReportHeader;
import dev.lightmeter.core.report.ReportHeader.Kind;
import dev.lightmeter.core.report.ReportSink;
import dev.lightmeter.core.report.ReportedSoftware;
import dev.lightmeter.importers.Progress;
import dev.lightmeter.importers.reading.Content;
import dev.lightmeter.importers.reading.Description;
import dev.lightmeter.importers.reading.FileHead;
import dev.lightmeter.importers.reading.Tally;
import dev.lightmeter.importers.reading.Texts;
import dev.lightmeter.importers.reading.Times;
import dev.lightmeter.importers.reading.XmlReader;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Rapid7's <em>XML Export 2.0</em> of Nexpose and InsightVM. Read in two passes: the definitions of the vulnerabilities stand
 * behind the nodes that have them.
 */
final class NexposeFormat implements ScannerFormat {

    private static final String SOURCE = "nexpose";

    @Override
    public String id() {
        return SOURCE;
    }

    @Override
    public Description description() {
        return new Description("Rapid7 Nexpose and InsightVM, XML 2.0", """
                # Reports > Create a report > Export > XML Export 2.0""", """
                One device for each node that was alive: Nexpose's id of it, names, address, operating system, software. For each test that \
                found the node vulnerable: CVEs among the references, else the vulnerability as a weakness of its own \
                (`nexpose-generic-tcp-timestamp`); CVSS, severity, exploits, since when, solution.""", """
                Tests that found a node vulnerable only by its version count; potentially vulnerable ones count and are marked as under \
                investigation. Exceptions granted in Nexpose are not taken over: such findings are open. XML 1.0 is not read.""");
    }

    @Override
    public boolean recognises(FileHead head) {
        return head.hasElement("/NexposeReport");
    }

    @Override
    public String version(FileHead head) {
        return head.attribute("/NexposeReport", "version");
    }

    @Override
    public ReportHeader header(FileHead head) {
        return new ReportHeader(SOURCE, Kind.FULL);
    }

    @Override
    public void read(Content file, ReportSink sink, Tally tally, Progress progress) throws IOException {
        Glossary<Definition> definitions = definitions(file);
        try (XmlReader xml = new XmlReader(file, progress)) {
            xml.root(root -> xml.children(name -> {
                switch (name) {
                    case "scans" ->
                        xml.children(_ ->
                                Times.parseWritten(xml.attribute("endTime")).ifPresent(sink::reportedAt));
                    case "nodes" -> xml.children(_ -> new Node(xml, file.name(), sink, tally, definitions).read());
                    default -> {}
                }
            }));
        }
    }

    private static Glossary<Definition> definitions(Content file) throws IOException {
        Glossary<Definition> definitions = new Glossary<>();
        try (XmlReader xml = new XmlReader(file, Progress.NONE)) {
            xml.root(root -> xml.children(name -> {
                if (!name.equals("VulnerabilityDefinitions")) return;
                xml.children(_ -> {
                    String id = id(xml.attribute("id"));
                    Definition definition = new Definition();
                    definition.read(xml);
                    definitions.add(id, definition, definition.length());
                });
            }));
        }
        return definitions;
    }

    /** Tests and definitions differ in the letter case. */
    private static String id(@Nullable String text) {
        return Objects.requireNonNullElse(text, "").strip().toLowerCase(Locale.ROOT);
    }

    /** What Nexpose knows of a vulnerability. */
    private static final class Definition {

        private static final Evidence PUBLIC = new Evidence(false, false, false, false, true);
        private static final Evidence IN_KIT = new Evidence(false, false, true, false, true);

        private final Set<String> cves = new LinkedHashSet<>();
        private String title = "";
        private String level = "";
        private String score2 = "";
        private String vector2 = "";
        private String score3 = "";
        private String vector3 = "";
        private String solution = "";
        private Evidence evidence = Evidence.NONE;

        void read(XmlReader xml) throws IOException {
            title = Texts.line(xml.attribute("title"));
            level = Texts.label(xml.attribute("severity"));
            score2 = Texts.label(xml.attribute("cvssScore"));
            vector2 = Texts.label(xml.attribute("cvssVector"));
            score3 = Texts.label(xml.attribute("cvssV3Score"));
            vector3 = Texts.label(xml.attribute("cvssV3Vector"));
            xml.children(name -> {
                switch (name) {
                    case "exploits" -> xml.children(_ -> exploit(xml.attribute("type")));
                    case "malware" -> xml.children(_ -> evidence = evidence.and(IN_KIT));
                    case "solution" -> solution = Texts.line(xml.text());
                    case "references" ->
                        xml.children(_ -> {
                            boolean cve = "CVE".equalsIgnoreCase(xml.attribute("source"));
                            if (cve && cves.size() < 10_000) cves.add(xml.label());
                        });
                    default -> {}
                }
            });
        }

        private void exploit(@Nullable String type) {
            boolean kit = type != null && type.toLowerCase(Locale.ROOT).contains("metasploit");
            evidence = evidence.and(kit ? IN_KIT : PUBLIC);
        }

        int length() {
            return title.length()
                    + solution.length()
                    + cves.stream().mapToInt(String::length).sum();
        }

        Detection detection(String id) {
            Detection detection = new Detection(SOURCE, id);
            detection.title = title;
            detection.severity = severity();
            cves.forEach(detection::cves);
            detection.cvss("2.0", score2, vector2);
            detection.cvss("3.1", score3, vector3);
            detection.solution = solution;
            detection.evidence = evidence;
            return detection;
        }

        /** Nexpose's own scale reaches from 1 to 10; none of it is informational. */
        private Severity severity() {
            return level.matches("[1-9]|10") ? Severity.ofCvssTenths(Integer.parseInt(level) * 10) : Severity.UNKNOWN;
        }
    }

    /** One node with the results of its tests. */
    private static final class Node {

        private static final int MOST_PRODUCTS = 20_000;

        private final XmlReader xml;
        private final String file;
        private final ReportSink sink;
        private final Tally tally;
        private final Glossary<Definition> definitions;
        private final Host host = new Host();
        private final Set<Software> products = new LinkedHashSet<>();
        private boolean usable;
        private boolean checked;

        Node(XmlReader xml, String file, ReportSink sink, Tally tally, Glossary<Definition> definitions) {
            this.xml = xml;
            this.file = file;
            this.sink = sink;
            this.tally = tally;
            this.definitions = definitions;
        }

        void read() throws IOException {
            String place = xml.place();
            String status = Objects.requireNonNullElse(xml.attribute("status"), "alive");
            if (!status.equalsIgnoreCase("alive")) return;
            host.ownId = Objects.requireNonNullElse(xml.attribute("device-id"), "");
            host.address = Objects.requireNonNullElse(xml.attribute("address"), "");
            xml.children(name -> {
                switch (name) {
                    case "names" -> xml.children(_ -> name(xml.text().strip()));
                    case "fingerprints" -> xml.children(_ -> os());
                    case "software" -> xml.children(_ -> product());
                    case "tests" -> tests(place);
                    case "endpoints" -> xml.children(_ -> endpoint(place));
                    default -> {}
                }
            });
            if (!isUsable(place)) return;
            sink.device(host.reported());
            for (Software product : products) sink.software(ReportedSoftware.named(host.id(), product));
        }

        /** The longest name with a dot is the DNS name. */
        private void name(String name) {
            if (name.indexOf('.') >= 0 && name.length() > host.dnsName.length()) host.dnsName = name;
            else if (host.shortName.isEmpty()) host.shortName = name;
        }

        /** Fingerprints come with the most certain one first. */
        private void os() {
            if (!host.os.isEmpty()) return;
            host.os = Texts.line(String.join(" ", attribute("vendor"), attribute("product"), attribute("version")));
        }

        private void product() {
            Software product = new Software(attribute("vendor"), attribute("product"), attribute("version"));
            if (!product.product().isEmpty() && products.size() < MOST_PRODUCTS) products.add(product);
        }

        private void endpoint(String place) throws IOException {
            xml.children(services -> xml.children(_ -> xml.children(part -> {
                if (part.equals("tests")) tests(place);
            })));
        }

        private void tests(String place) throws IOException {
            boolean named = isUsable(place);
            xml.children(_ -> {
                tally.record();
                String status = attribute("status").toLowerCase(Locale.ROOT);
                if (!named || !status.replace("exception-", "").startsWith("vulnerable")) return;
                String id = id(xml.attribute("id"));
                Detection detection =
                        definitions.get(id).orElseGet(Definition::new).detection(id);
                detection.firstSeen =
                        Times.parseWritten(xml.attribute("vulnerable-since")).orElse(null);
                if (status.endsWith("potential")) detection.status = FindingStatus.UNDER_INVESTIGATION;
                detection.tell(host.id(), sink, tally, file, xml.place());
            });
        }

        private boolean isUsable(String place) {
            if (checked) return usable;
            checked = true;
            String flaw = Texts.flawOfId(host.id());
            usable = flaw == null;
            if (flaw != null) tally.flaw(file, place, "the name of the host " + flaw, host.id());
            return usable;
        }

        private String attribute(String name) {
            return Texts.label(xml.attribute(name));
        }
    }
}
