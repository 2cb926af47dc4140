package dev.lightmeter.server.export;

import dev.lightmeter.core.FindingPath;
import dev.lightmeter.core.Software;
import dev.lightmeter.server.export.VulnerabilityRow.Change;
import dev.lightmeter.server.export.VulnerabilityRow.Installed;
import dev.lightmeter.storage.ControlResult;
import dev.lightmeter.storage.FindingChange;
import dev.lightmeter.storage.InstalledSoftware;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All that exports tell of one device. Only the parts that an export is made of are filled. Software, weaknesses and paths are
 * the ints of the store's dictionary.
 *
 * @param lastSeen when a source last saw the device
 * @param findings paths through which the device is exposed
 * @param software what is installed, as reports tell it; software that only findings name is not in it
 * @param changes what happened to findings in the time asked for
 */
record Sheet(
        ExportedDevice device,
        Instant lastSeen,
        World world,
        List<Dated> findings,
        List<InstalledSoftware> software,
        List<ControlResult> controls,
        List<FindingChange> changes) {

    /** What a sheet can hold. */
    enum Part {
        FINDINGS,
        SOFTWARE,
        CONTROLS,
        CHANGES
    }

    /** An open path with its dates. */
    record Dated(int weakness, int path, Instant firstSeen, Instant lastSeen, Instant recordedAt) {}

    List<SoftwareRow> softwareWithProductCode() {
        Map<Integer, InstalledSoftware> told = told();
        Map<Integer, Set<Integer>> weaknesses = new TreeMap<>();
        Map<Integer, Instant> firstSeen = new HashMap<>();
        for (Dated finding : findings) {
            int through = world.softwareOf(finding.path);
            weaknesses.computeIfAbsent(through, absent -> new HashSet<>()).add(finding.weakness);
            firstSeen.merge(through, finding.firstSeen, (one, other) -> one.isBefore(other) ? one : other);
        }
        told.forEach((number, installed) -> {
            if (installed.hasProductCode()) weaknesses.putIfAbsent(number, Set.of());
        });
        List<SoftwareRow> rows = new ArrayList<>();
        weaknesses.forEach((number, found) -> {
            Software named = world.software(number);
            if (named.product().isEmpty()) return;
            InstalledSoftware installed = told.get(number);
            Instant first = installed == null ? firstSeen.get(number) : installed.firstSeen();
            rows.add(new SoftwareRow(device, named, found.size(), installed(installed), first, lastSeen));
        });
        return rows;
    }

    List<SoftwareRow> softwareWithoutProductCode() {
        return software.stream()
                .filter(installed -> !installed.hasProductCode())
                .map(installed -> new SoftwareRow(
                        device,
                        world.software(installed.software()),
                        0,
                        installed(installed),
                        installed.firstSeen(),
                        lastSeen))
                .toList();
    }

    /** One row for each path, and one for each piece of software through which the device is not exposed. */
    List<VulnerabilityRow> vulnerabilities() {
        Map<Integer, InstalledSoftware> told = told();
        List<VulnerabilityRow> rows = new ArrayList<>();
        Set<Integer> exposing = new HashSet<>();
        for (Dated finding : findings) {
            exposing.add(world.softwareOf(finding.path));
            rows.add(row(finding.weakness, finding.path, finding.firstSeen, finding.lastSeen, null, told));
        }
        told.forEach((number, installed) -> {
            if (!installed.hasProductCode() || exposing.contains(number)) return;
            rows.add(new VulnerabilityRow(
                    device,
                    world.software(number),
                    null,
                    null,
                    null,
                    installed(installed),
                    installed.firstSeen(),
                    lastSeen,
                    null));
        });
        return rows;
    }

    /** What came and what went, and open paths whose weakness is rated otherwise than when they came. */
    List<VulnerabilityRow> vulnerabilityChanges() {
        Map<Integer, InstalledSoftware> told = told();
        List<VulnerabilityRow> rows = new ArrayList<>();
        for (FindingChange change : changes) {
            Change.Kind kind = change.kind() == FindingChange.Kind.NEW ? Change.Kind.NEW : Change.Kind.FIXED;
            Change happened = new Change(kind, change.recordedAt());
            rows.add(row(change.weakness(), change.path(), change.firstSeen(), change.lastSeen(), happened, told));
        }
        for (Dated finding : findings) {
            Instant rated = world.rated(finding.weakness);
            if (rated == null || !finding.recordedAt.isBefore(rated)) continue;
            Change happened = new Change(Change.Kind.UPDATED, rated);
            rows.add(row(finding.weakness, finding.path, finding.firstSeen, finding.lastSeen, happened, told));
        }
        return rows;
    }

    List<ConfigurationRow> configuration() {
        return controls.stream()
                .map(result -> new ConfigurationRow(
                        device, result.control(), world.control(result.control().id()), result.at()))
                .toList();
    }

    private VulnerabilityRow row(
            int weakness,
            int path,
            Instant firstSeen,
            Instant lastSeen,
            @Nullable Change change,
            Map<Integer, InstalledSoftware> told) {
        FindingPath words = world.path(path);
        int through = world.softwareOf(path);
        return new VulnerabilityRow(
                device,
                words.software(),
                world.facts(weakness),
                words.recommendation().isEmpty() ? null : words.recommendation(),
                world.update(weakness, through),
                installed(told.get(through)),
                firstSeen,
                lastSeen,
                change);
    }

    private Map<Integer, InstalledSoftware> told() {
        Map<Integer, InstalledSoftware> told = new TreeMap<>();
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
