package dev.lightmeter.importers.scanner;

import dev.lightmeter.core.DeviceKind;
import dev.lightmeter.core.FindingPath;
import dev.lightmeter.core.SecurityUpdate;
import dev.lightmeter.core.report.ReportSink;
import dev.lightmeter.core.report.ReportedDevice;
import dev.lightmeter.core.report.ReportedFinding;
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
 * Reads one report of Trivy. A finding needs the name of its device and the type of its result, which Trivy writes before the
 * findings: then it is handed on at once. Where they come later, as in the older form, the findings are left over for a second
 * pass, so that the order of keys does not matter and no list of findings has to be held.
 */
final class TrivyReport {

    /** Where {@code trivy k8s} lists its workloads; the name changed with the versions. */
    static final Set<String> RESOURCE_LISTS = Set.of("resources", "findings", "vulnerabilities", "misconfigurations");

    private final String file;
    private final ReportSink sink;
    private final Tally tally;
    private final RecentPaths paths = new RecentPaths();
    private final Device only = new Device();
    /** Those of a cluster, in the order of the file. */
    private final List<Device> workloads = new ArrayList<>();

    private @Nullable String cluster;
    private @Nullable String artifact;
    private @Nullable String artifactType;
    private @Nullable String family;
    private @Nullable Instant createdAt;

    TrivyReport(String file, ReportSink sink, Tally tally) {
        this.file = file;
        this.sink = sink;
        this.tally = tally;
        only.looksAtPackages = true;
    }

    /** The first pass over the whole file. */
    void read(JsonReader json) throws IOException {
        json.array(() -> result(json, only));
        json.object(name -> {
            if (RESOURCE_LISTS.contains(name)) json.array(() -> workload(json, name));
            switch (name) {
                case "clustername" -> cluster = json.label();
                case "artifactname" -> artifact = json.text();
                case "artifacttype" -> artifactType = json.label();
                case "createdat" -> createdAt = Times.parse(json.text()).orElse(null);
                case "metadata" -> metadata(json);
                case "results" -> json.list(() -> result(json, only));
                default -> {}
            }
        });
        if (cluster != null && only.id != null)
            throw new UnreadableException("the file is a report of a cluster and one of an artifact at once");
    }

    /** Tells the devices. Those of a cluster that were only looked at for misconfigurations are merely listed. */
    void tellDevices() throws IOException {
        if (createdAt != null) sink.reportedAt(createdAt);
        Map<String, Boolean> assessed = new LinkedHashMap<>();
        Map<String, String> osFamilies = new HashMap<>();
        for (Device device : devices()) {
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

    /** True if findings wait for the second pass. */
    boolean leftOver() {
        return devices().stream().flatMap(device -> device.results.stream()).anyMatch(result -> result.leftOver);
    }

    /** The second pass, over the same file. */
    void readLeftOver(JsonReader json) throws IOException {
        int[] next = new int[1];
        json.array(() -> leftOver(json, only, next[0]++));
        json.object(name -> {
            if (cluster == null && name.equals("results")) {
                json.list(() -> leftOver(json, only, next[0]++));
            } else if (cluster != null && RESOURCE_LISTS.contains(name)) {
                json.array(() -> leftOver(json, workloads.get(next[0]++)));
            }
        });
    }

    private void leftOver(JsonReader json, Device device) throws IOException {
        int[] next = new int[1];
        json.object(name -> {
            if (name.equals("results")) json.list(() -> leftOver(json, device, next[0]++));
        });
    }

    private void leftOver(JsonReader json, Device device, int index) throws IOException {
        Result result = device.results.get(index);
        if (!result.leftOver) return;
        String id = idOf(device);
        json.object(name -> {
            if (name.equals("vulnerabilities")) json.list(() -> vulnerability(json, id, result.type));
        });
    }

    private List<Device> devices() {
        return cluster == null ? List.of(only) : workloads;
    }

    private void metadata(JsonReader json) throws IOException {
        json.object(name -> {
            if (!name.equals("os")) return;
            json.object(os -> {
                if (os.equals("family")) family = json.label();
            });
        });
    }

    private void workload(JsonReader json, String list) throws IOException {
        Device device = new Device();
        workloads.add(device);
        device.looksAtPackages = list.equals("vulnerabilities");
        json.object(name -> {
            switch (name) {
                case "namespace" -> device.namespace = json.label();
                case "kind" -> device.kind = json.label();
                case "name" -> device.name = json.label();
                case "results" -> json.list(() -> result(json, device));
                default -> {}
            }
        });
    }

    private void result(JsonReader json, Device device) throws IOException {
        Result result = new Result();
        device.results.add(result);
        String[] target = {""};
        json.object(field -> {
            switch (field) {
                case "target" -> target[0] = json.label();
                case "type" -> result.type = json.label();
                case "class" -> device.looksAtPackages |= json.label().endsWith("-pkgs");
                case "vulnerabilities" -> vulnerabilities(json, device, result);
                default -> {}
            }
        });
        device.osOf(result, target[0]);
    }

    private void vulnerabilities(JsonReader json, Device device, Result result) throws IOException {
        device.looksAtPackages = true;
        if (device.id == null && isNamed(device)) device.id = idOf(device);
        String id = device.id;
        if (id == null || result.type.isEmpty()) result.leftOver = true;
        else if (!result.leftOver) json.list(() -> vulnerability(json, id, result.type));
    }

    private void vulnerability(JsonReader json, String device, String type) throws IOException {
        tally.record();
        TrivyVulnerability found = new TrivyVulnerability();
        json.object(name -> found.field(name, json));
        String weakness = found.id();
        String flaw = Texts.flawOfId(weakness);
        if (weakness == null || flaw != null) {
            tally.flaw(file, json.place(), "the id of the weakness " + flaw, weakness);
            return;
        }
        sink.weakness(found.facts(weakness));
        FindingPath path = paths.update(type, found.product(), found.version());
        sink.finding(ReportedFinding.present(device, weakness, path));
        String fixed = found.fixedVersion();
        if (fixed != null) sink.fix(weakness, path.software(), SecurityUpdate.to(fixed));
        tally.finding();
    }

    /** True if nothing that comes later in the file can change what the device is called. */
    private boolean isNamed(Device device) {
        boolean named = device == only
                ? cluster == null && artifact != null && !artifact.isBlank()
                : cluster != null && device.namespace != null && device.kind != null && device.name != null;
        return named && Texts.flawOfId(idOf(device)) == null;
    }

    private String idOf(Device device) {
        if (device.id != null) return device.id;
        if (cluster != null) {
            String kind = device.kind == null ? "" : device.kind;
            String namespace = device.namespace == null ? "" : device.namespace;
            return String.join("/", cluster, namespace, kind, device.name == null ? "" : device.name);
        }
        if (artifact != null && !artifact.isBlank()) return artifact;
        return device.osTarget == null ? FileNames.stem(file) : device.osTarget;
    }

    /** What Trivy found in one place of a device, such as its lock file. */
    private static final class Result {

        private String type = "";
        /** Its findings came before what they need was known. */
        private boolean leftOver;
    }

    /** One thing that Trivy looked at, without its findings. */
    private static final class Device {

        private final List<Result> results = new ArrayList<>();
        /** Once findings were told of it; else null. */
        private @Nullable String id;

        private @Nullable String namespace;
        private @Nullable String kind;
        private @Nullable String name;
        private @Nullable String osTarget;
        private @Nullable String osFamily;
        private boolean looksAtPackages;

        /** The packages of an operating system stand under {@code web (debian 13.1)}. */
        void osOf(Result result, String target) {
            int release = target.indexOf(" (");
            if (osTarget != null || release <= 0) return;
            osTarget = target.substring(0, release);
            osFamily = result.type;
        }
    }
}
