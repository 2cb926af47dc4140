package dev.lightmeter.importers.scanner;

import dev.lightmeter.core.DeviceKind;
import dev.lightmeter.core.FindingStatus;
import dev.lightmeter.core.Software;
import dev.lightmeter.core.report.ReportHeader;
import dev.lightmeter.core.report.ReportHeader.Kind;
import dev.lightmeter.core.report.ReportSink;
import dev.lightmeter.core.report.ReportedDevice;
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
 * Dependency-Track's File Packaging Format for findings, versions 1.0 to 1.3. Read in two passes, because the project may
 * stand behind its findings.
 */
final class DependencyTrackFormat implements ScannerFormat {

    private static final String SOURCE = "dependency-track";

    @Override
    public String id() {
        return "dependency-track";
    }

    @Override
    public Description description() {
        return new Description("Dependency-Track findings (FPF)", """
                curl -H "X-Api-Key: $KEY" https://DTRACK/api/v1/finding/project/UUID/export > findings.json""", """
                One device, a project, found by its UUID, which is one for each version of a project. Component (by \
                its package URL, else by group and name), CVE (of the aliases, where the finding has another id), severity, \
                CVSS, EPSS, when the finding was attributed, and the state of the analysis: `NOT_AFFECTED`, \
                `FALSE_POSITIVE` and `RESOLVED` take a finding out of the score. A number that a source uses as its id is \
                told with the source before it, `NPM-533`.""", """
                A suppressed finding counts by the state of its analysis, because a suppression does not say why. Fixed \
                versions are not in such a file.""");
    }

    @Override
    public boolean recognises(FileHead head) {
        return head.value("/meta/application").equals("Dependency-Track") && head.hasAny("/findings[]", "/project");
    }

    @Override
    public String version(FileHead head) {
        return head.value("/version");
    }

    @Override
    public ReportHeader header(FileHead head) {
        return new ReportHeader(SOURCE, Kind.FULL);
    }

    @Override
    public void read(Content file, ReportSink sink, Tally tally, Progress progress) throws IOException {
        Project project = new Project();
        try (JsonReader json = new JsonReader(file.open())) {
            json.onlyRoot(() -> project.read(json));
        }
        String device = project.tell(sink);
        Findings findings = new Findings(file.name(), sink, tally);
        try (JsonReader json = new JsonReader(file.open(progress))) {
            json.onlyRoot(() -> json.object(name -> {
                if (!name.equals("findings")) return;
                json.list(() -> {
                    tally.record();
                    String place = json.place();
                    Finding finding = new Finding();
                    json.object(field -> finding.field(field, json));
                    findings.tell(place, finding.advisory(), finding.occurrence(device));
                });
            }));
        }
    }

    private static final class Project {

        private @Nullable String uuid;
        private @Nullable Instant exportedAt;
        private String name = "";
        private String version = "";

        void read(JsonReader json) throws IOException {
            json.object(part -> {
                switch (part) {
                    case "meta" ->
                        json.object(field -> {
                            if (field.equals("timestamp"))
                                exportedAt = Times.parse(json.text()).orElse(null);
                        });
                    case "project" ->
                        json.object(field -> {
                            switch (field) {
                                case "uuid" -> uuid = json.text();
                                case "name" -> name = json.label();
                                case "version" -> version = json.label();
                                default -> {}
                            }
                        });
                    default -> {}
                }
            });
        }

        /** Tells the device and gives its id. */
        String tell(ReportSink sink) throws IOException {
            String called = version.isEmpty() ? name : name + " " + version;
            String id = uuid == null ? called : uuid;
            String flaw = Texts.flawOfId(id);
            if (flaw != null) throw new UnreadableException("the name of the project " + flaw);
            if (exportedAt != null) sink.reportedAt(exportedAt);
            sink.device(ReportedDevice.named(id, Texts.labelOrNull(called))
                    .withSeenAt(exportedAt)
                    .withKind(DeviceKind.PROJECT));
            return id;
        }
    }

    private static final class Finding {

        private final Advisory advisory = new Advisory();
        private String group = "";
        private String name = "";
        private String version = "";
        private String source = "";
        private @Nullable String id;
        private @Nullable String purl;
        private @Nullable Instant attributedAt;
        private FindingStatus status = FindingStatus.OPEN;
        private final @Nullable String[] scores = new String[3];
        private final @Nullable String[] vectors = new String[3];

        void field(String part, JsonReader json) throws IOException {
            switch (part) {
                case "component" -> json.object(field -> component(field, json));
                case "vulnerability" -> json.object(field -> vulnerability(field, json));
                case "analysis" ->
                    json.object(field -> {
                        if (field.equals("state")) status = status(json.text());
                    });
                case "attribution" ->
                    json.object(field -> {
                        if (field.equals("attributedon"))
                            attributedAt = Times.parse(json.text()).orElse(null);
                    });
                default -> {}
            }
        }

        private void component(String field, JsonReader json) {
            switch (field) {
                case "group" -> group = json.label();
                case "name" -> name = json.label();
                case "version" -> version = json.label();
                case "purl" -> purl = json.text();
                default -> {}
            }
        }

        private void vulnerability(String field, JsonReader json) throws IOException {
            switch (field) {
                case "vulnid" -> id = json.text();
                case "source" -> source = json.label();
                case "severity" -> advisory.cvss().label(json.text());
                case "epssscore" -> advisory.epss(json.text());
                case "aliases" ->
                    json.array(() -> json.object(alias -> {
                        if (alias.equals("cveid")) advisory.alias(json.text());
                    }));
                case "cvssv2basescore" -> scores[0] = json.text();
                case "cvssv2vector" -> vectors[0] = json.text();
                case "cvssv3basescore" -> scores[1] = json.text();
                case "cvssv3vector" -> vectors[1] = json.text();
                case "cvssv4score", "cvssv4basescore" -> scores[2] = json.text();
                case "cvssv4vector" -> vectors[2] = json.text();
                default -> {}
            }
        }

        Advisory advisory() {
            boolean bare = id != null && !id.isEmpty() && id.chars().allMatch(Character::isDigit);
            advisory.id(bare && !source.isEmpty() ? source + "-" + id : id);
            for (int version = 2; version <= 4; version++) {
                advisory.cvss().offer(0, version + ".0", scores[version - 2], vectors[version - 2]);
            }
            return advisory;
        }

        Occurrence occurrence(String device) {
            Software software = PackageUrls.software(purl).orElseGet(() -> new Software(group, name, version));
            return new Occurrence(device, software, status, attributedAt, null);
        }

        private static FindingStatus status(@Nullable String state) {
            return switch (state == null ? "" : state) {
                case "EXPLOITABLE" -> FindingStatus.AFFECTED;
                case "IN_TRIAGE" -> FindingStatus.UNDER_INVESTIGATION;
                case "RESOLVED" -> FindingStatus.FIXED;
                case "FALSE_POSITIVE" -> FindingStatus.FALSE_POSITIVE;
                case "NOT_AFFECTED" -> FindingStatus.NOT_AFFECTED;
                default -> FindingStatus.OPEN;
            };
        }
    }
}
