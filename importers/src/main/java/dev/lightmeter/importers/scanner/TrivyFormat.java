package dev.lightmeter.importers.scanner;

import dev.lightmeter.core.DeviceKind;
import dev.lightmeter.core.EndOfSupport;
import dev.lightmeter.core.Evidence;
import dev.lightmeter.core.FindingPath;
import dev.lightmeter.core.SecurityUpdate;
import dev.lightmeter.core.Software;
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
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Trivy's JSON: {@code trivy image --format json} and the like (schema 2), the bare list of results that it wrote before
 * version 0.20, and {@code trivy k8s --format json}.
 *
 * <p>Read in two passes, the first one for the names of devices and the types of results, so that the order of keys does not
 * matter and no list of findings has to be held.
 */
final class TrivyFormat implements ScannerFormat {

    private static final String SOURCE = "trivy";
    /** Where {@code trivy k8s} lists its workloads; the name changed with the versions. */
    private static final Set<String> RESOURCE_LISTS =
            Set.of("resources", "findings", "vulnerabilities", "misconfigurations");

    @Override
    public String id() {
        return "trivy";
    }

    @Override
    public Description description() {
        return new Description("Trivy", """
                trivy image --format json --output report.json nginx:1.27
                trivy fs --format json --output report.json .
                trivy k8s --report all --format json --output cluster.json""", """
                One device for an artifact, named by `ArtifactName`, of the kind that `ArtifactType` tells (container \
                image, repository); one for each workload of a cluster, named \
                `cluster/namespace/kind/name`. Package, version, CVE, severity, and the CVSS score and vector of NVD, else \
                of the source that gave the severity. The older form, a bare list of results, is read too. A report without \
                vulnerabilities is a device that was looked at and has none.""", """
                Device groups, device values and internet-facing are not in such a file. Statuses such as `will_not_fix` \
                count as open. Secrets, licences and misconfigurations are not read; a workload that was only looked at for \
                misconfigurations is listed as not assessed.""");
    }

    @Override
    public boolean recognises(FileHead head) {
        boolean report = head.has("/schemaversion") && head.has("/artifactname");
        boolean cluster = head.has("/clustername") && RESOURCE_LISTS.stream().anyMatch(list -> head.has("/" + list));
        boolean older = head.has("[]/target") && head.hasAny("[]/vulnerabilities", "[]/type", "[]/class");
        return report || cluster || older;
    }

    @Override
    public String version(FileHead head) {
        return head.value("/schemaversion");
    }

    @Override
    public ReportHeader header(FileHead head) {
        return new ReportHeader(SOURCE, Kind.FULL);
    }

    @Override
    public void read(Content file, ReportSink sink, Tally tally, Progress progress) throws IOException {
        Outline outline = new Outline(FileNames.stem(file.name()));
        try (JsonReader json = new JsonReader(file.open())) {
            json.onlyRoot(() -> outline.read(json));
        }
        outline.tell(sink);
        try (JsonReader json = new JsonReader(file.open(progress))) {
            Findings findings = new Findings(outline, file.name(), sink, tally);
            json.onlyRoot(() -> findings.read(json));
        }
    }

    /** One thing that Trivy looked at, and the package types of its results in their order. */
    private static final class Device {

        private final List<String> types = new ArrayList<>();
        private @Nullable String namespace;
        private @Nullable String kind;
        private @Nullable String name;
        private @Nullable String osTarget;
        private @Nullable String osFamily;
        private boolean looksAtPackages;

        void result(JsonReader json) throws IOException {
            String[] kinds = new String[] {"", "", ""};
            json.object(field -> {
                switch (field) {
                    case "target" -> kinds[0] = json.label();
                    case "type" -> kinds[1] = json.label();
                    case "class" -> kinds[2] = json.label();
                    case "vulnerabilities" -> looksAtPackages = true;
                    default -> {}
                }
            });
            types.add(kinds[1]);
            if (kinds[2].endsWith("-pkgs")) looksAtPackages = true;
            int release = kinds[0].indexOf(" (");
            if (osTarget == null && release > 0) {
                osTarget = kinds[0].substring(0, release);
                osFamily = kinds[1];
            }
        }
    }

    /** The devices in the order of the file, without their findings. */
    private static final class Outline {

        private final String fileName;
        private final List<Device> devices = new ArrayList<>();
        private @Nullable String cluster;
        private @Nullable String artifact;
        private @Nullable String family;
        private @Nullable Instant createdAt;
        private @Nullable String artifactType;

        Outline(String fileName) {
            this.fileName = fileName;
        }

        void read(JsonReader json) throws IOException {
            Device only = new Device();
            only.looksAtPackages = true;
            json.array(() -> only.result(json));
            json.object(name -> {
                if (RESOURCE_LISTS.contains(name)) json.array(() -> devices.add(resource(json, name)));
                switch (name) {
                    case "clustername" -> cluster = json.label();
                    case "artifactname" -> artifact = json.text();
                    case "artifacttype" -> artifactType = json.label();
                    case "createdat" -> createdAt = Times.parse(json.text()).orElse(null);
                    case "metadata" -> metadata(json);
                    case "results" -> json.list(() -> only.result(json));
                    default -> {}
                }
            });
            if (cluster == null) {
                devices.clear();
                devices.add(only);
            }
        }

        /** Tells the devices. Those of a cluster that were only looked at for misconfigurations are merely listed. */
        void tell(ReportSink sink) throws IOException {
            if (createdAt != null) sink.reportedAt(createdAt);
            Map<String, Boolean> assessed = new LinkedHashMap<>();
            Map<String, String> osFamilies = new HashMap<>();
            for (Device device : devices) {
                String id = idOf(device);
                String flaw = Texts.flawOfId(id);
                if (flaw != null) throw new UnreadableException("the name of what was scanned " + flaw);
                assessed.merge(id, device.looksAtPackages, Boolean::logicalOr);
                String os = family == null ? device.osFamily : family;
                if (os != null && !os.isEmpty()) osFamilies.putIfAbsent(id, os);
            }
            assessed.forEach((id, looksAtPackages) -> {
                ReportedDevice device = ReportedDevice.named(id, id)
                        .withOsPlatform(osFamilies.get(id))
                        .withSeenAt(createdAt);
                ReportedDevice ofKind = kind().map(device::withKind).orElse(device);
                sink.device(looksAtPackages ? ofKind : ofKind.merelyListed());
            });
        }

        /** A file system may be that of a whole host. */
        private Optional<DeviceKind> kind() {
            if ("container_image".equals(artifactType)) return Optional.of(DeviceKind.IMAGE);
            return "repository".equals(artifactType) ? Optional.of(DeviceKind.PROJECT) : Optional.empty();
        }

        String idOf(Device device) {
            if (cluster != null) {
                String kind = device.kind == null ? "" : device.kind;
                String namespace = device.namespace == null ? "" : device.namespace;
                return String.join("/", cluster, namespace, kind, device.name == null ? "" : device.name);
            }
            if (artifact != null && !artifact.isBlank()) return artifact;
            return device.osTarget == null ? fileName : device.osTarget;
        }

        private void metadata(JsonReader json) throws IOException {
            json.object(name -> {
                if (!name.equals("os")) return;
                json.object(os -> {
                    if (os.equals("family")) family = json.label();
                });
            });
        }

        private static Device resource(JsonReader json, String list) throws IOException {
            Device device = new Device();
            device.looksAtPackages = list.equals("vulnerabilities");
            json.object(name -> {
                switch (name) {
                    case "namespace" -> device.namespace = json.label();
                    case "kind" -> device.kind = json.label();
                    case "name" -> device.name = json.label();
                    case "results" -> json.list(() -> device.result(json));
                    default -> {}
                }
            });
            return device;
        }
    }

    /** The second pass: the findings of the devices in the same order. */
    private static final class Findings {

        private final Outline outline;
        private final String file;
        private final ReportSink sink;
        private final Tally tally;
        private int device;
        private int result;

        Findings(Outline outline, String file, ReportSink sink, Tally tally) {
            this.outline = outline;
            this.file = file;
            this.sink = sink;
            this.tally = tally;
        }

        void read(JsonReader json) throws IOException {
            json.array(() -> result(json));
            json.object(name -> {
                if (outline.cluster == null && name.equals("results")) json.list(() -> result(json));
                else if (outline.cluster != null && RESOURCE_LISTS.contains(name)) json.array(() -> resource(json));
            });
        }

        private void resource(JsonReader json) throws IOException {
            result = 0;
            json.object(name -> {
                if (name.equals("results")) json.list(() -> result(json));
            });
            device++;
        }

        private void result(JsonReader json) throws IOException {
            json.object(name -> {
                if (name.equals("vulnerabilities")) json.list(() -> vulnerability(json));
            });
            result++;
        }

        private void vulnerability(JsonReader json) throws IOException {
            tally.record();
            Vulnerability found = new Vulnerability();
            String place = json.place();
            json.object(name -> found.field(name, json));
            String flaw = Texts.flawOfId(found.id);
            if (found.id == null || flaw != null) {
                tally.flaw(file, place, "the id of the weakness " + flaw, found.id);
                return;
            }
            Device on = outline.devices.get(device);
            String type = on.types.get(result);
            sink.weakness(found.facts(found.id));
            Software software = new Software(type, found.product, found.version);
            sink.finding(ReportedFinding.present(
                    outline.idOf(on), found.id, FindingPath.open(software, Texts.updateOf(type, found.product))));
            if (found.fixedVersion != null) sink.fix(found.id, software, SecurityUpdate.to(found.fixedVersion));
            tally.finding();
        }
    }

    private static final class Vulnerability {

        private final List<VendorScore> scores = new ArrayList<>();
        private @Nullable String id;
        private String product = "";
        private String version = "";
        private @Nullable String fixedVersion;
        private @Nullable String severity;
        private String severitySource = "";

        void field(String name, JsonReader json) throws IOException {
            switch (name) {
                case "vulnerabilityid" -> id = json.text();
                case "pkgname" -> product = json.label();
                case "installedversion" -> version = json.label();
                case "fixedversion" -> fixedVersion = Texts.labelOrNull(json.text());
                case "severity" -> severity = json.text();
                case "severitysource" -> severitySource = json.label();
                case "cvss" -> json.object(vendor -> scores.add(VendorScore.read(vendor, json)));
                default -> {}
            }
        }

        /** NVD's score, else that of the source of the severity, else any; of these the newest version of CVSS. */
        ThreatFacts facts(String weakness) {
            CvssChoice choice = new CvssChoice();
            choice.label(severity);
            for (VendorScore score : scores) {
                int rank = score.vendor.equals("nvd") ? 0 : score.vendor.equalsIgnoreCase(severitySource) ? 1 : 2;
                choice.offer(rank, "4.0", score.v4, score.vector4);
                choice.offer(rank, "3", score.v3, score.vector3);
                choice.offer(rank, "2.0", score.v2, score.vector2);
            }
            return new ThreatFacts(
                    weakness,
                    ThreatFacts.MISSING,
                    choice.tenths(),
                    choice.severity(),
                    choice.attackVector(),
                    Evidence.NONE,
                    false,
                    EndOfSupport.NO);
        }
    }

    private record VendorScore(
            String vendor,
            @Nullable String v2,
            @Nullable String vector2,
            @Nullable String v3,
            @Nullable String vector3,
            @Nullable String v4,
            @Nullable String vector4) {

        static VendorScore read(String vendor, JsonReader json) throws IOException {
            @Nullable String[] values = new String[6];
            json.object(name -> {
                switch (name) {
                    case "v2score" -> values[0] = json.text();
                    case "v2vector" -> values[1] = json.text();
                    case "v3score" -> values[2] = json.text();
                    case "v3vector" -> values[3] = json.text();
                    case "v40score" -> values[4] = json.text();
                    case "v40vector" -> values[5] = json.text();
                    default -> {}
                }
            });
            return new VendorScore(vendor, values[0], values[1], values[2], values[3], values[4], values[5]);
        }
    }
}
