package dev.lightmeter.importers.scanner;

import dev.lightmeter.core.Control;
import dev.lightmeter.core.Software;
import dev.lightmeter.core.report.ControlDescription;
import dev.lightmeter.core.report.ReportHeader;
import dev.lightmeter.core.report.ReportHeader.Kind;
import dev.lightmeter.core.report.ReportSink;
import dev.lightmeter.core.report.ReportedSoftware;
import dev.lightmeter.importers.Progress;
import dev.lightmeter.importers.reading.Content;
import dev.lightmeter.importers.reading.Cpe;
import dev.lightmeter.importers.reading.Description;
import dev.lightmeter.importers.reading.FileHead;
import dev.lightmeter.importers.reading.Tally;
import dev.lightmeter.importers.reading.Texts;
import dev.lightmeter.importers.reading.Times;
import dev.lightmeter.importers.reading.XmlReader;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The {@code .nessus} file, version 2, of Nessus, Tenable Vulnerability Management and Security Center:
 * {@code GET /scans/{id}/export} with format {@code nessus}, or <em>Export</em> in the console.
 *
 * <p>A host's id is its DNS name, else the name under which it was scanned. Tenable's own tag is not used: machines that are
 * cloned share it.
 */
final class NessusFormat implements ScannerFormat {

    @Override
    public String id() {
        return Nessus.SOURCE;
    }

    @Override
    public Description description() {
        return new Description("Nessus, the .nessus file", """
                # Export > Nessus in the console, or
                curl -H "X-ApiKeys: accessKey=$KEY; secretKey=$SECRET" -d format=nessus https://nessus:8834/scans/42/export""", """
                One device for each host: DNS name, address, network cards, instance id in the Amazon cloud, operating \
                system, end of its scan, and the software that plugins recognised. For each plugin that fired: its \
                CVEs, else the plugin as a weakness of its own \
                (`nessus-57582`); CVSS 4, 3 or 2, severity, EPSS, exploits, installed and fixed version, solution. \
                Results of compliance checks are configuration controls. Version 2 of the file.""", """
                Plugins of severity *None* are no findings, even if they name a CVE. A plugin's score stands for all of its \
                CVEs until a feed knows better; its exploits and its EPSS count only if it has a single CVE. A scan without \
                credentials sees far less than one with them, and what it does not see counts as fixed. A host that did \
                not answer is not in the file.""");
    }

    @Override
    public boolean recognises(FileHead head) {
        return head.hasElement("/NessusClientData_v2");
    }

    @Override
    public String version(FileHead head) {
        return "2";
    }

    @Override
    public ReportHeader header(FileHead head) {
        return new ReportHeader(Nessus.SOURCE, Kind.FULL);
    }

    @Override
    public void read(Content file, ReportSink sink, Tally tally, Progress progress) throws IOException {
        try (XmlReader xml = new XmlReader(file, progress)) {
            xml.root(root -> xml.children(report -> {
                if (!report.equals("Report")) return;
                xml.children(host -> {
                    if (host.equals("ReportHost")) new ReportHost(xml, file.name(), sink, tally).read();
                });
            }));
        }
    }

    /** One host with what was found on it. */
    private static final class ReportHost {

        private static final int MOST_CONTROLS = 20_000;
        private static final int MOST_PRODUCTS = 20_000;

        private final XmlReader xml;
        private final String file;
        private final ReportSink sink;
        private final Tally tally;
        private final Host host = new Host();
        private final Set<Software> products = new LinkedHashSet<>();
        private final Map<String, Control> controls = new LinkedHashMap<>();
        private boolean usable;

        ReportHost(XmlReader xml, String file, ReportSink sink, Tally tally) {
            this.xml = xml;
            this.file = file;
            this.sink = sink;
            this.tally = tally;
        }

        void read() throws IOException {
            String place = xml.place();
            host.shortName = Objects.requireNonNullElse(xml.attribute("name"), "");
            usable = true;
            boolean[] begun = new boolean[1];
            xml.children(name -> {
                if (name.equals("HostProperties")) {
                    xml.children(_ -> property(Objects.requireNonNullElse(xml.attribute("name"), ""), xml.text()));
                } else if (name.equals("ReportItem")) {
                    if (!begun[0]) usable = isUsable(place);
                    begun[0] = true;
                    item();
                }
            });
            if (begun[0] ? usable : isUsable(place)) tellHost();
        }

        private boolean isUsable(String place) {
            String flaw = Texts.flawOfId(host.id());
            if (flaw != null) tally.flaw(file, place, "the name of the host " + flaw, host.id());
            return flaw == null;
        }

        private void property(String name, String value) {
            switch (name) {
                case "host-fqdn" -> host.dnsName = value.strip();
                case "host-ip" -> host.address = value.strip();
                case "operating-system" -> host.os = value.strip();
                case "mac-address" -> host.macAddresses = value;
                case "aws-instance-instance-id" -> host.awsInstance = Texts.label(value);
                case "HOST_END_TIMESTAMP" ->
                    host.seenAt = Times.parseWritten(value).orElse(host.seenAt);
                case "HOST_END" -> {
                    if (host.seenAt == null)
                        host.seenAt = Times.parseWritten(value).orElse(null);
                }
                default -> {
                    if (name.startsWith("cpe")) product(value);
                }
            }
        }

        private void product(String cpe) {
            Cpe.parse(cpe)
                    .filter(product -> product.kind() == 'a' && products.size() < MOST_PRODUCTS)
                    .ifPresent(product -> products.add(product.software()));
        }

        private void item() throws IOException {
            tally.record();
            String place = xml.place();
            Nessus.Item item = new Nessus.Item(
                    Objects.requireNonNullElse(xml.attribute("pluginID"), ""),
                    Objects.requireNonNullElse(xml.attribute("pluginName"), ""));
            item.severity(xml.attribute("severity"));
            boolean compliance = "Policy Compliance".equals(xml.attribute("pluginFamily"));
            if (item.isInformational() && !compliance) return; // four in five of all items
            xml.children(name -> {
                if (item.wants(name)) item.field(name, xml.text());
            });
            if (!usable) return;
            if (item.isCompliance()) control(item);
            else item.detection().tell(host.id(), sink, tally, file, place);
        }

        /** A control that was checked more than once, by several files of rules, complies if it always does. */
        private void control(Nessus.Item item) {
            if (item.isInconclusive()) return;
            String id = Texts.label("nessus-_-" + Texts.line(item.complianceName()));
            if (controls.size() >= MOST_CONTROLS || Texts.flawOfId(id) != null) return;
            controls.merge(id, new Control(id, 1, item.isFailed()), (one, other) -> one.failed() ? one : other);
            sink.control(new ControlDescription(
                    id,
                    Texts.line(item.complianceName()),
                    null,
                    null,
                    Texts.labelOrNull(Texts.line(item.complianceSolution()))));
        }

        private void tellHost() {
            if (!controls.isEmpty()) host.controls = controls.values().stream().toList();
            if (host.seenAt != null) sink.reportedAt(host.seenAt);
            sink.device(host.reported());
            for (Software software : products) sink.software(ReportedSoftware.named(host.id(), software));
        }
    }
}
