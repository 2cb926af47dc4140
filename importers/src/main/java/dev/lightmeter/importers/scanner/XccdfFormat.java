package dev.lightmeter.importers.scanner;

import dev.lightmeter.core.Control;
import dev.lightmeter.core.report.ControlDescription;
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
import dev.lightmeter.importers.reading.UnreadableException;
import dev.lightmeter.importers.reading.XmlReader;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Results of a benchmark in XCCDF 1.1 or 1.2, as {@code oscap xccdf eval} writes them with {@code --results} (the benchmark with its
 * result at the end) or {@code --results-arf} (an asset report around both). Rules become configuration controls.
 */
final class XccdfFormat implements ScannerFormat {

    @Override
    public String id() {
        return "openscap";
    }

    @Override
    public Description description() {
        return new Description("OpenSCAP and others, XCCDF results", """
                oscap xccdf eval --profile cis --results results.xml ssg-debian12-ds.xml
                oscap xccdf eval --profile cis --results-arf arf.xml ssg-debian12-ds.xml""", """
                One device for each target: its name, address, end of the evaluation. Each rule that passed or failed is a \
                configuration control with the rule's title, weighing 10, 5, 2 or 1 by its severity (high, medium, low, \
                unknown). A fixed rule passes. XCCDF 1.1 and 1.2, alone or in an asset report (ARF).""", """
                No weaknesses: the device is listed, and counts as assessed only if another source looks for them. Rules that were \
                not checked, not selected, not applicable or in error say nothing. The weights of the benchmark are not read: they \
                are 1 nearly everywhere. Of several profiles on one device the last one counts.""");
    }

    @Override
    public boolean recognises(FileHead head) {
        return head.hasElement("/TestResult")
                || (head.hasElement("/Benchmark") && head.namespace().contains("xccdf"))
                || head.hasElement("/asset-report-collection");
    }

    @Override
    public String version(FileHead head) {
        String namespace = head.namespace();
        return namespace.contains("xccdf/") ? namespace.substring(namespace.lastIndexOf('/') + 1) : "";
    }

    @Override
    public ReportHeader header(FileHead head) {
        return new ReportHeader("openscap", Kind.INVENTORY);
    }

    @Override
    public void read(Content file, ReportSink sink, Tally tally, Progress progress) throws IOException {
        Glossary<Rule> rules = new Glossary<>();
        try (XmlReader xml = new XmlReader(file, Progress.NONE)) {
            xml.root(root -> collectRules(root, xml, rules));
        }
        boolean[] any = new boolean[1];
        try (XmlReader xml = new XmlReader(file, progress)) {
            xml.root(root -> readResults(root, xml, () -> {
                any[0] = true;
                new TestResult(xml, file.name(), sink, tally, rules).read();
            }));
        }
        if (!any[0]) throw new UnreadableException("has rules but no TestResult; give the results of an evaluation");
    }

    private static void readResults(String name, XmlReader xml, Reading result) throws IOException {
        if (name.equals("TestResult")) result.read();
        else if (!name.equals("Rule")) xml.children(child -> readResults(child, xml, result));
    }

    private static void collectRules(String name, XmlReader xml, Glossary<Rule> rules) throws IOException {
        if (name.equals("TestResult")) return;
        if (!name.equals("Rule")) {
            xml.children(child -> collectRules(child, xml, rules));
            return;
        }
        String id = Texts.label(xml.attribute("id"));
        String severity = Texts.label(xml.attribute("severity"));
        String[] told = {"", ""};
        xml.children(part -> {
            if (part.equals("title") && told[0].isEmpty()) told[0] = Texts.line(xml.text());
            if (part.equals("fixtext") && told[1].isEmpty()) told[1] = Texts.line(xml.text());
        });
        rules.add(id, new Rule(told[0], told[1], severity), told[0].length() + told[1].length());
    }

    private interface Reading {
        void read() throws IOException;
    }

    /** What the benchmark says about a rule. */
    private record Rule(String title, String fix, String severity) {

        static final Rule UNKNOWN = new Rule("", "", "");
    }

    /** The evaluation of one target. */
    private static final class TestResult {

        private static final int MOST_CONTROLS = 50_000;

        private final XmlReader xml;
        private final String file;
        private final ReportSink sink;
        private final Tally tally;
        private final Glossary<Rule> rules;
        private final Host host = new Host();
        private final Map<String, Control> controls = new LinkedHashMap<>();

        TestResult(XmlReader xml, String file, ReportSink sink, Tally tally, Glossary<Rule> rules) {
            this.xml = xml;
            this.file = file;
            this.sink = sink;
            this.tally = tally;
            this.rules = rules;
        }

        void read() throws IOException {
            String place = xml.place();
            host.seenAt = Times.parse(xml.attribute("end-time")).orElse(null);
            xml.children(name -> {
                switch (name) {
                    case "target" -> host.shortName = xml.text().strip();
                    case "target-address" -> address(xml.text().strip());
                    case "target-facts" ->
                        xml.children(_ -> {
                            boolean fqdn = Texts.label(xml.attribute("name")).endsWith(":fqdn");
                            if (fqdn) host.dnsName = xml.text().strip();
                        });
                    case "rule-result" -> rule();
                    default -> {}
                }
            });
            String flaw = Texts.flawOfId(host.id());
            if (flaw != null) {
                tally.flaw(file, place, "the name of the target " + flaw, host.id());
                return;
            }
            host.controls = controls.values().stream().toList();
            if (host.seenAt != null) sink.reportedAt(host.seenAt);
            sink.device(host.reported().merelyListed());
        }

        /** The first one that leads anywhere. */
        private void address(String address) {
            boolean local = address.startsWith("127.") || address.equals("::1") || address.startsWith("fe80:");
            if (host.address.isEmpty() && !local) host.address = address;
        }

        private void rule() throws IOException {
            tally.record();
            String place = xml.place();
            String id = Objects.requireNonNullElse(xml.attribute("idref"), "");
            String own = Texts.label(xml.attribute("severity"));
            String[] result = {""};
            xml.children(name -> {
                if (name.equals("result")) result[0] = xml.label();
            });
            Boolean failed = failed(result[0]);
            if (failed == null) return;
            String flaw = Texts.flawOfId(id);
            if (flaw != null) {
                tally.flaw(file, place, "the id of the rule " + flaw, id);
                return;
            }
            if (controls.size() >= MOST_CONTROLS) return;
            Rule rule = rules.get(id).orElse(Rule.UNKNOWN);
            // a rule may stand for several instances: it complies if all of them do
            controls.merge(
                    id,
                    new Control(id, weight(Host.first(own, rule.severity())), failed),
                    (one, other) -> one.failed() ? one : other);
            sink.control(new ControlDescription(
                    id, Texts.labelOrNull(rule.title()), "OS", null, Texts.labelOrNull(rule.fix())));
        }

        /** Null for a result that says nothing about the target. */
        private static @Nullable Boolean failed(String result) {
            return switch (result.toLowerCase(Locale.ROOT)) {
                case "fail" -> true;
                case "pass", "fixed" -> false;
                default -> null;
            };
        }

        private static int weight(String severity) {
            return switch (severity.toLowerCase(Locale.ROOT)) {
                case "high" -> 10;
                case "medium" -> 5;
                case "low" -> 2;
                default -> 1;
            };
        }
    }
}
