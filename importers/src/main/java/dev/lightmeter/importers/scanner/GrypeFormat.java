package dev.lightmeter.importers.scanner;

import dev.lightmeter.core.Decimals;
import dev.lightmeter.core.DeviceKind;
import dev.lightmeter.core.EndOfSupport;
import dev.lightmeter.core.Evidence;
import dev.lightmeter.core.FindingPath;
import dev.lightmeter.core.SecurityUpdate;
import dev.lightmeter.core.ThreatFacts;
import dev.lightmeter.core.report.ReportHeader;
import dev.lightmeter.core.report.ReportHeader.Kind;
import dev.lightmeter.core.report.ReportSink;
import dev.lightmeter.core.report.ReportedDevice;
import dev.lightmeter.core.report.ReportedFinding;
import dev.lightmeter.importers.Progress;
import dev.lightmeter.importers.reading.Content;
import dev.lightmeter.importers.reading.CvssChoice;
import dev.lightmeter.importers.reading.Description;
import dev.lightmeter.importers.reading.FileHead;
import dev.lightmeter.importers.reading.FileNames;
import dev.lightmeter.importers.reading.JsonReader;
import dev.lightmeter.importers.reading.Tally;
import dev.lightmeter.importers.reading.Texts;
import dev.lightmeter.importers.reading.Times;
import dev.lightmeter.importers.reading.UnreadableException;
import dev.lightmeter.importers.reading.WithoutLists;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Grype's JSON, {@code grype nginx:1.27 -o json}, of all versions since 0.7. Read in two passes, because what was scanned may
 * stand before or behind the matches.
 */
final class GrypeFormat implements ScannerFormat {

    private static final String SOURCE = "grype";

    @Override
    public String id() {
        return "grype";
    }

    @Override
    public Description description() {
        return new Description("Grype", """
                grype nginx:1.27 --output json --file report.json
                grype dir:. --output json --file report.json""", """
                One device, named as it was given to Grype; a container image if its `source` says so. Package, version and type; CVE, severity, CVSS (the newest \
                version, NVD's own score first), and EPSS and known exploitation where Grype adds them. A match with an \
                advisory of a distribution or of GitHub counts as the CVEs that it relates to; one without a CVE keeps its \
                own id.""", """
                Device groups, device values and internet-facing are not in such a file. Ignored matches are not read.""");
    }

    @Override
    public boolean recognises(FileHead head) {
        boolean matches = head.has("/matches[]/vulnerability") && head.has("/matches[]/artifact");
        boolean none = head.has("/matches[]") && head.hasAny("/source", "/distro", "/descriptor");
        // a long first match may fill the head
        boolean cut = head.has("/matches[]/vulnerability/id");
        return matches || none || cut;
    }

    @Override
    public String version(FileHead head) {
        return head.value("/descriptor/version");
    }

    @Override
    public ReportHeader header(FileHead head) {
        return new ReportHeader(SOURCE, Kind.FULL);
    }

    @Override
    public void read(Content file, ReportSink sink, Tally tally, Progress progress) throws IOException {
        Scan scan = new Scan();
        try (JsonReader json = new JsonReader(new WithoutLists(file.open()))) {
            json.onlyRoot(() -> scan.read(json));
        }
        String device = scan.target == null || scan.target.isBlank() ? FileNames.stem(file.name()) : scan.target;
        String flaw = Texts.flawOfId(device);
        if (flaw != null) throw new UnreadableException("the name of what was scanned " + flaw);
        if (scan.time != null) sink.reportedAt(scan.time);
        ReportedDevice told = ReportedDevice.named(device, device)
                .withOsPlatform(Texts.labelOrNull(scan.distro))
                .withSeenAt(scan.time);
        sink.device(scan.ofImage ? told.withKind(DeviceKind.IMAGE) : told);
        try (JsonReader json = new JsonReader(file.open(progress))) {
            Matches matches = new Matches(json, device, file.name(), sink, tally);
            json.onlyRoot(() -> json.object(name -> {
                if (name.equals("matches")) json.list(matches::read);
            }));
        }
    }

    /** The second pass: what was found on the device. */
    private static final class Matches {

        private final JsonReader json;
        private final String device;
        private final String file;
        private final ReportSink sink;
        private final Tally tally;
        private final RecentPaths paths = new RecentPaths();

        Matches(JsonReader json, String device, String file, ReportSink sink, Tally tally) {
            this.json = json;
            this.device = device;
            this.file = file;
            this.sink = sink;
            this.tally = tally;
        }

        void read() throws IOException {
            tally.record();
            Match match = new Match();
            json.object(name -> match.field(name, json));
            for (String id : match.weaknesses()) {
                String flaw = Texts.flawOfId(id);
                if (flaw == null) tell(match, id);
                else tally.flaw(file, json.place(), "the id of the weakness " + flaw, id);
            }
        }

        private void tell(Match match, String id) {
            sink.weakness(match.facts(id));
            Texts.aliasOf(match.advisory.id, id).ifPresent(sink::alias);
            FindingPath path = paths.update(match.type, match.product, match.version);
            sink.finding(ReportedFinding.present(device, id, path));
            String fixed = String.join(", ", match.advisory.fixedVersions);
            if (!fixed.isBlank()) sink.fix(id, path.software(), SecurityUpdate.to(fixed));
            tally.finding();
        }
    }

    /** What was scanned, and when. */
    private static final class Scan {

        private @Nullable String target;
        private @Nullable String distro;
        private @Nullable Instant time;
        private boolean ofImage;

        void read(JsonReader json) throws IOException {
            json.object(name -> {
                switch (name) {
                    case "source" -> source(json);
                    case "distro" ->
                        json.object(field -> {
                            if (field.equals("name")) distro = json.label();
                        });
                    case "descriptor" ->
                        json.object(field -> {
                            if (field.equals("timestamp"))
                                time = Times.parse(json.text()).orElse(null);
                        });
                    default -> {}
                }
            });
        }

        /** The target is a text for a folder or a file, an object for an image. */
        private void source(JsonReader json) throws IOException {
            json.object(name -> {
                if (name.equals("type")) ofImage = json.label().equals("image");
                if (!name.equals("target")) return;
                if (!json.isObject()) target = json.text();
                json.object(field -> {
                    if (field.equals("userinput")) target = json.text();
                });
            });
        }
    }

    private static final class Match {

        private final Advisory advisory = new Advisory();
        private final List<Advisory> related = new ArrayList<>();
        private String product = "";
        private String version = "";
        private String type = "";

        void field(String name, JsonReader json) throws IOException {
            switch (name) {
                case "vulnerability" -> advisory.read(json);
                case "relatedvulnerabilities" -> json.array(() -> related.add(new Advisory().read(json)));
                case "artifact" ->
                    json.object(field -> {
                        switch (field) {
                            case "name" -> product = json.label();
                            case "version" -> version = json.label();
                            case "type" -> type = json.label();
                            default -> {}
                        }
                    });
                default -> {}
            }
        }

        /** The CVE, else the CVEs that the advisory relates to, else the advisory itself. */
        Set<String> weaknesses() {
            if (isCve(advisory.id)) return Set.of(advisory.id);
            Set<String> ids = new LinkedHashSet<>();
            related.stream().map(other -> other.id).filter(Match::isCve).forEach(ids::add);
            if (ids.isEmpty()) ids.add(advisory.id);
            return ids;
        }

        /** What the advisory and the records of that very CVE say. */
        ThreatFacts facts(String id) {
            CvssChoice cvss = new CvssChoice();
            int epss = ThreatFacts.MISSING;
            Evidence evidence = Evidence.NONE;
            List<Advisory> sayings = new ArrayList<>(related.size() + 1);
            for (Advisory other : related) {
                if (other.id.equals(id)) sayings.add(other);
            }
            sayings.add(advisory.id.equals(id) ? 0 : sayings.size(), advisory);
            for (Advisory saying : sayings) {
                saying.scores.forEach(score -> score.offerTo(cvss));
                cvss.label(saying.severity);
                epss = Math.max(epss, saying.epss.getOrDefault(id, ThreatFacts.MISSING));
                evidence = evidence.and(saying.exploited.getOrDefault(id, Evidence.NONE));
            }
            return new ThreatFacts(
                    id, epss, cvss.tenths(), cvss.severity(), cvss.attackVector(), evidence, false, EndOfSupport.NO);
        }

        private static boolean isCve(String id) {
            return id.regionMatches(true, 0, "CVE-", 0, 4);
        }
    }

    /** A CVE record, or the advisory of a distribution. */
    private static final class Advisory {

        private final List<Score> scores = new ArrayList<>();
        private final Map<String, Integer> epss = new HashMap<>();
        private final List<String> fixedVersions = new ArrayList<>();
        private final Map<String, Evidence> exploited = new HashMap<>();
        private String id = "";
        private @Nullable String severity;

        Advisory read(JsonReader json) throws IOException {
            json.object(name -> {
                switch (name) {
                    case "id" -> id = Objects.requireNonNullElse(json.text(), "");
                    case "severity" -> severity = json.text();
                    case "cvss" -> json.array(() -> scores.add(Score.read(json, null)));
                    case "cvssv2" -> scores.add(Score.read(json, "2.0"));
                    case "cvssv3" -> scores.add(Score.read(json, "3.1"));
                    case "epss" -> json.array(() -> epss(json));
                    case "knownexploited" -> json.array(() -> exploited(json));
                    case "fix" ->
                        json.object(field -> {
                            if (field.equals("versions")) json.array(() -> fixedVersions.add(json.label()));
                        });
                    default -> {}
                }
            });
            return this;
        }

        private void epss(JsonReader json) throws IOException {
            @Nullable String[] told = new String[2];
            json.object(name -> {
                if (name.equals("cve")) told[0] = json.text();
                if (name.equals("epss")) told[1] = json.text();
            });
            if (told[0] == null) return;
            epss.put(told[0], Decimals.scaled(told[1], 5, 100_000).orElse(ThreatFacts.MISSING));
        }

        private void exploited(JsonReader json) throws IOException {
            @Nullable String[] told = new String[2];
            json.object(name -> {
                if (name.equals("cve")) told[0] = json.text();
                if (name.equals("knownransomwarecampaignuse")) told[1] = json.text();
            });
            if (told[0] == null) return;
            exploited.put(told[0], new Evidence(true, "known".equalsIgnoreCase(told[1]), false, false, false));
        }
    }

    private record Score(
            @Nullable String version,
            @Nullable String base,
            @Nullable String vector,
            boolean fromNvd) {

        static Score read(JsonReader json, @Nullable String knownVersion) throws IOException {
            @Nullable String[] told = {knownVersion, null, null, ""};
            json.object(name -> {
                switch (name) {
                    case "version" -> told[0] = json.text();
                    case "basescore" -> told[1] = json.text();
                    case "vector" -> told[2] = json.text();
                    case "source" -> told[3] = json.text();
                    case "metrics" ->
                        json.object(metric -> {
                            if (metric.equals("basescore")) told[1] = json.text();
                        });
                    default -> {}
                }
            });
            return new Score(told[0], told[1], told[2], isNvd(told[3]));
        }

        private static boolean isNvd(@Nullable String source) {
            return source != null
                    && (source.startsWith("nvd")
                            || source.toLowerCase(Locale.ROOT).contains("nvd"));
        }

        void offerTo(CvssChoice choice) {
            choice.offer(CvssChoice.rank(version, fromNvd), version, base, vector);
        }
    }
}
