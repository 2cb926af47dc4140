package dev.lightmeter.importers.scanner;

import dev.lightmeter.core.AttackVector;
import dev.lightmeter.core.Decimals;
import dev.lightmeter.core.EndOfSupport;
import dev.lightmeter.core.Evidence;
import dev.lightmeter.core.Severity;
import dev.lightmeter.core.ThreatFacts;
import dev.lightmeter.core.report.ReportHeader;
import dev.lightmeter.core.report.ReportHeader.Kind;
import dev.lightmeter.core.report.ReportSink;
import dev.lightmeter.importers.Progress;
import dev.lightmeter.importers.reading.Content;
import dev.lightmeter.importers.reading.Description;
import dev.lightmeter.importers.reading.FileHead;
import dev.lightmeter.importers.reading.JsonReader;
import dev.lightmeter.importers.reading.Tally;
import dev.lightmeter.importers.reading.Texts;
import dev.lightmeter.importers.reading.Times;
import dev.lightmeter.importers.reading.UnreadableException;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Lightmeter's own JSON, through which anything can be told: {@code {"asOf": …, "weaknesses": […], "devices": […]}}. Names
 * match whatever their letter case and underscores. Read in two passes, because devices count their days back from
 * {@code asOf}, which may stand behind them.
 */
final class GenericFormat implements ScannerFormat {

    private static final String DEFAULT_SOURCE = "generic";

    @Override
    public String id() {
        return "generic";
    }

    @Override
    public Description description() {
        return new Description(
                "Lightmeter's generic JSON",
                "# whatever you like; see the example below",
                """
                Everything that the score uses: weaknesses with EPSS, CVSS and evidence; devices with value, group, tags, \
                exposure to the internet, exclusion, `deviceKind` (`host`, `image`, `project`), configuration results, \
                software and the properties of Defender's machine resource; findings with status, alert, exception and \
                `fixedVersion`. \
                Names match whatever their letter case and underscores; unknown names are ignored. `source` names who says \
                it and must stand before `devices`, so that reports of several tools live side by side.""",
                "One file is one full report about the devices in it. Changes cannot be told, only the whole.");
    }

    @Override
    public boolean recognises(FileHead head) {
        return head.hasAny("/devices[]/id", "/weaknesses[]/id", "/vulns[]/id")
                || (head.has("/asof") && head.hasAny("/devices[]", "/weaknesses[]", "/vulns[]"));
    }

    @Override
    public ReportHeader header(FileHead head) {
        return new ReportHeader(sourceOrDefault(head.value("/source")), Kind.FULL);
    }

    @Override
    public void read(Content file, ReportSink sink, Tally tally, Progress progress) throws IOException {
        Envelope envelope = new Envelope();
        try (JsonReader json = new JsonReader(file.open())) {
            json.onlyRoot(() -> envelope.read(json));
        }
        if (!sourceOrDefault(envelope.source).equals(header(file.head()).source())) {
            throw new UnreadableException("\"source\" must stand at the beginning of the file, before the devices");
        }
        if (envelope.asOf != null) sink.reportedAt(envelope.asOf);
        GenericDevices devices = new GenericDevices(envelope.asOf, file.name(), sink, tally);
        try (JsonReader json = new JsonReader(file.open(progress))) {
            json.onlyRoot(() -> json.object(name -> {
                switch (name) {
                    case "devices" -> json.list(() -> devices.read(json));
                    case "weaknesses", "vulns" -> json.list(() -> weakness(json, file.name(), sink, tally));
                    default -> {}
                }
            }));
        }
    }

    private static String sourceOrDefault(String source) {
        String label = Texts.label(source);
        return label.isEmpty() ? DEFAULT_SOURCE : label;
    }

    private static void weakness(JsonReader json, String file, ReportSink sink, Tally tally) throws IOException {
        tally.record();
        String place = json.place();
        Weakness weakness = new Weakness();
        json.object(name -> weakness.field(name, json));
        String flaw = Texts.flawOfId(weakness.id);
        if (weakness.id == null || flaw != null) {
            tally.flaw(file, place, "the id of the weakness " + flaw, weakness.id);
        } else {
            sink.weakness(weakness.facts(weakness.id));
        }
    }

    private static final class Envelope {

        private String source = "";
        private @Nullable Instant asOf;

        void read(JsonReader json) throws IOException {
            json.object(name -> {
                switch (name) {
                    case "source" -> source = json.label();
                    case "asof" -> {
                        String text = json.text();
                        asOf = Times.parse(text)
                                .orElseThrow(() -> new UnreadableException(
                                        "asOf", "is neither a date nor a time: " + Texts.label(text)));
                    }
                    default -> {}
                }
            });
        }
    }

    private static final class Weakness {

        private @Nullable String id;
        private @Nullable String epss;
        private @Nullable String cvss;
        private @Nullable String severity;
        private @Nullable String attackVector;
        private @Nullable String endOfSupport;
        private boolean rejected;
        private boolean kev;
        private boolean ransomware;
        private boolean inKit;
        private boolean verified;
        private boolean published;

        void field(String name, JsonReader json) {
            switch (name) {
                case "id" -> id = Texts.weaknessId(json.text());
                case "epss" -> epss = json.text();
                case "cvss" -> cvss = json.text();
                case "severity" -> severity = json.text();
                case "av" -> attackVector = json.text();
                case "eos" -> endOfSupport = json.text();
                case "rejected" -> rejected = json.isTrue();
                case "kev" -> kev = json.isTrue();
                case "kevransomware" -> ransomware = json.isTrue();
                case "exploitinkit" -> inKit = json.isTrue();
                case "exploitverified" -> verified = json.isTrue();
                case "publicexploit" -> published = json.isTrue();
                default -> {}
            }
        }

        ThreatFacts facts(String weakness) {
            return new ThreatFacts(
                    weakness,
                    Decimals.scaled(epss, 5, 100_000).orElse(ThreatFacts.MISSING),
                    Decimals.scaled(cvss, 1, 100).orElse(ThreatFacts.MISSING),
                    severity == null ? Severity.UNKNOWN : Severity.parse(severity),
                    attackVector == null ? AttackVector.UNKNOWN : AttackVector.parse(attackVector),
                    new Evidence(kev, ransomware, inKit, verified, published),
                    rejected,
                    endOfSupport == null ? EndOfSupport.NO : EndOfSupport.parse(endOfSupport));
        }
    }
}
