package dev.lightmeter.server.export;

import dev.lightmeter.core.Control;
import dev.lightmeter.core.FindingPath;
import dev.lightmeter.core.Software;
import dev.lightmeter.core.ThreatFacts;
import dev.lightmeter.core.report.ControlDescription;
import dev.lightmeter.server.export.VulnerabilityRow.Change;
import dev.lightmeter.server.export.VulnerabilityRow.Installed;
import dev.lightmeter.storage.FindingChange;
import dev.lightmeter.storage.InstalledSoftware;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All that exports tell of one device. Only the parts that an export is made of are filled.
 *
 * @param findings paths through which the device is exposed
 * @param software what is installed, as reports tell it; software that only findings name is not in it
 * @param changes what happened to findings in the time asked for
 */
record Sheet(
        ExportedDevice device,
        World world,
        List<Dated> findings,
        List<InstalledSoftware> software,
        List<Result> controls,
        List<FindingChange> changes) {

    /** Spellings of one piece of software differ in nothing but themselves, so any order will do that does not change. */
    private static final Comparator<Software> BY_NAME = Comparator.comparing(Software::vendor)
            .thenComparing(Software::product)
            .thenComparing(Software::version);

    /** What a sheet can hold. */
    enum Part {
        FINDINGS,
        SOFTWARE,
        CONTROLS,
        CHANGES
    }

    /** An open path with its dates. */
    record Dated(int weakness, int path, Instant firstSeen, Instant lastSeen, Instant recordedAt) {}

    /** What a control came to, and when. */
    record Result(Control control, @Nullable ControlDescription description, Instant assessedAt) {}

    List<SoftwareRow> softwareWithProductCode() {
        Map<Software, InstalledSoftware> told = told();
        Map<Software, Set<Integer>> weaknesses = new TreeMap<>(BY_NAME);
        Map<Software, Instant> firstSeen = new HashMap<>();
        for (Dated finding : findings) {
            Software through = world.path(finding.path).software();
            weaknesses.computeIfAbsent(through, _ -> new HashSet<>()).add(finding.weakness);
            firstSeen.merge(through, finding.firstSeen, (one, other) -> one.isBefore(other) ? one : other);
        }
        told.values().stream()
                .filter(InstalledSoftware::hasProductCode)
                .forEach(installed -> weaknesses.putIfAbsent(installed.software(), Set.of()));
        List<SoftwareRow> rows = new ArrayList<>();
        weaknesses.forEach((software, found) -> {
            if (software.product().isEmpty()) return;
            InstalledSoftware installed = told.get(software);
            rows.add(new SoftwareRow(
                    device,
                    software,
                    found.size(),
                    installed(installed),
                    installed == null ? firstSeen.get(software) : installed.firstSeen(),
                    installed == null ? null : installed.lastSeen()));
        });
        return rows;
    }

    List<SoftwareRow> softwareWithoutProductCode() {
        return software.stream()
                .filter(installed -> !installed.hasProductCode())
                .map(installed -> new SoftwareRow(
                        device,
                        installed.software(),
                        0,
                        installed(installed),
                        installed.firstSeen(),
                        installed.lastSeen()))
                .toList();
    }

    /** One row for each path, and one for each piece of software through which the device is not exposed. */
    List<VulnerabilityRow> vulnerabilities() {
        Map<Software, InstalledSoftware> told = told();
        List<VulnerabilityRow> rows = new ArrayList<>();
        Set<Software> exposing = new HashSet<>();
        for (Dated finding : findings) {
            exposing.add(world.path(finding.path).software());
            rows.add(row(finding.weakness, finding.path, finding.firstSeen, finding.lastSeen, null, told));
        }
        for (InstalledSoftware installed : told.values()) {
            if (!installed.hasProductCode() || exposing.contains(installed.software())) continue;
            rows.add(new VulnerabilityRow(
                    device,
                    installed.software(),
                    null,
                    null,
                    null,
                    installed(installed),
                    installed.firstSeen(),
                    installed.lastSeen(),
                    null));
        }
        return rows;
    }

    /** What came and what went, and open paths whose weakness is rated otherwise than when they came. */
    List<VulnerabilityRow> vulnerabilityChanges() {
        Map<Software, InstalledSoftware> told = told();
        List<VulnerabilityRow> rows = new ArrayList<>();
        for (FindingChange change : changes) {
            Change.Kind kind =
                    change.kind() == FindingChange.Kind.NEW ? Change.Kind.NEW : Change.Kind.FIXED;
            rows.add(row(
                    change.weakness(),
                    change.path(),
                    change.firstSeen(),
                    change.lastSeen(),
                    new Change(kind, change.recordedAt()),
                    told));
        }
        for (Dated finding : findings) {
            Instant rated = world.rated(finding.weakness);
            if (rated == null || !finding.recordedAt.isBefore(rated)) continue;
            Change change = new Change(Change.Kind.UPDATED, rated);
            rows.add(row(finding.weakness, finding.path, finding.firstSeen, finding.lastSeen, change, told));
        }
        return rows;
    }

    List<ConfigurationRow> configuration() {
        return controls.stream()
                .map(result ->
                        new ConfigurationRow(device, result.control, result.description, result.assessedAt))
                .toList();
    }

    private VulnerabilityRow row(
            int weakness,
            int path,
            Instant firstSeen,
            Instant lastSeen,
            @Nullable Change change,
            Map<Software, InstalledSoftware> told) {
        FindingPath words = world.path(path);
        ThreatFacts facts = world.facts(weakness);
        return new VulnerabilityRow(
                device,
                words.software(),
                facts,
                words.recommendation().isEmpty() ? null : words.recommendation(),
                world.update(weakness, words.software()),
                installed(told.get(words.software())),
                firstSeen,
                lastSeen,
                change);
    }

    private Map<Software, InstalledSoftware> told() {
        Map<Software, InstalledSoftware> told = new TreeMap<>(BY_NAME);
        software.forEach(installed -> told.put(installed.software(), installed));
        return told;
    }

    private static Installed installed(@Nullable InstalledSoftware installed) {
        if (installed == null) return Installed.UNKNOWN;
        return new Installed(
                installed.diskPaths(),
                installed.registryPaths(),
                installed.support(),
                installed.supportEnds() == null ? null : installed.supportEnds().toString());
    }
}
