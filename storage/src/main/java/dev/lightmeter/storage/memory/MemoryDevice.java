package dev.lightmeter.storage.memory;

import dev.lightmeter.core.Control;
import dev.lightmeter.core.Device;
import dev.lightmeter.core.fleet.FleetDevice;
import dev.lightmeter.storage.ControlResult;
import dev.lightmeter.storage.DeviceRecord;
import dev.lightmeter.storage.FindingPeriod;
import dev.lightmeter.storage.IdentityFacts;
import dev.lightmeter.storage.InstalledSoftware;
import dev.lightmeter.storage.staging.Attributes;
import dev.lightmeter.storage.staging.Decided;
import dev.lightmeter.storage.staging.Matching;
import dev.lightmeter.storage.staging.Micros;
import dev.lightmeter.storage.staging.Seen;
import dev.lightmeter.storage.staging.StagedDevice;
import dev.lightmeter.storage.staging.StatedFindings;
import dev.lightmeter.storage.staging.WorstResults;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A device with what each source says about it. */
final class MemoryDevice {

    final TreeMap<String, Alias> aliases = new TreeMap<>();
    Attributes attributes = Attributes.NONE;
    Decided decided = Decided.NOTHING;

    private final int slot;
    private final String id;

    MemoryDevice(int slot, String id) {
        this.slot = slot;
        this.id = id;
    }

    int slot() {
        return slot;
    }

    String id() {
        return id;
    }

    FleetDevice inFleet(Map<String, MemorySource> sources, Map<Integer, String> groupNames) {
        return inFleet(
                sources,
                groupNames,
                aliases.values().stream()
                        .flatMap(alias -> alias.open.keySet().stream())
                        .mapToLong(Long::longValue)
                        .sorted()
                        .distinct()
                        .toArray());
    }

    /** @param open weakness and path of what is told as open, ascending, each once */
    FleetDevice inFleet(Map<String, MemorySource> sources, Map<Integer, String> groupNames, long[] open) {
        int[] weaknesses = new int[open.length];
        int[] paths = new int[open.length];
        for (int i = 0; i < open.length; i++) {
            weaknesses[i] = (int) (open[i] >>> 32);
            paths[i] = (int) open[i];
        }
        return new FleetDevice(slot, described(sources, groupNames), weaknesses, paths);
    }

    /** What other sources may know it by. */
    Matching.Device<Integer> known() {
        IdentityFacts facts =
                IdentityFacts.of(orEmpty(attributes.name()), orEmpty(attributes.osPlatform()), attributes.details());
        return new Matching.Device<>(slot, facts, seen().last());
    }

    DeviceRecord described() {
        Seen seen = seen();
        return new DeviceRecord(
                slot,
                id,
                name(),
                tags(),
                orEmpty(attributes.osPlatform()),
                orEmpty(attributes.domain()),
                decided.value(attributes.value()),
                Boolean.TRUE.equals(attributes.internetFacing()),
                Boolean.TRUE.equals(attributes.excluded()),
                attributes.details(),
                Micros.instant(seen.first()),
                Micros.instant(seen.last()));
    }

    SortedMap<Integer, InstalledSoftware> software() {
        SortedMap<Integer, InstalledSoftware> merged = new TreeMap<>();
        for (Alias alias : aliases.values()) {
            alias.software.forEach((piece, said) -> merged.merge(piece, said, InstalledSoftware::and));
        }
        return merged;
    }

    List<ControlResult> controlResults() {
        WorstResults worst = new WorstResults(slot);
        for (Alias alias : aliases.values()) {
            for (Control control : alias.controls) worst.add(control, alias.controlsAt);
        }
        return worst.inOrder();
    }

    private Seen seen() {
        return aliases.values().stream().map(alias -> alias.seen).reduce(Seen.NEVER, Seen::and);
    }

    private String name() {
        return attributes.name() == null ? id : attributes.name();
    }

    private List<String> tags() {
        return decided.tags(attributes.tags() == null ? List.of() : attributes.tags());
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    List<FindingPeriod> findings() {
        List<FindingPeriod> periods = new ArrayList<>();
        aliases.forEach((source, alias) -> {
            alias.closed.forEach(over -> periods.add(new FindingPeriod(
                    StatedFindings.weakness(over.weaknessAndPath()),
                    StatedFindings.path(over.weaknessAndPath()),
                    source,
                    Micros.instant(over.firstSeen()),
                    Micros.instant(over.lastSeen()),
                    Micros.instant(over.fixedAt()),
                    Micros.instant(over.recordedAt()),
                    Micros.instant(over.fixedRecordedAt()))));
            alias.open.forEach((what, firstSeen) -> periods.add(new FindingPeriod(
                    StatedFindings.weakness(what),
                    StatedFindings.path(what),
                    source,
                    Micros.instant(firstSeen),
                    Micros.instant(alias.findingsAt),
                    null,
                    Micros.instant(alias.recordedAt.getOrDefault(what, Micros.NEVER)),
                    null)));
        });
        periods.sort(Comparator.comparingInt(FindingPeriod::weakness)
                .thenComparingInt(FindingPeriod::path)
                .thenComparing(FindingPeriod::source)
                .thenComparing(FindingPeriod::firstSeen));
        return List.copyOf(periods);
    }

    private Device described(Map<String, MemorySource> sources, Map<Integer, String> groupNames) {
        long assessedAt = Micros.NEVER;
        List<Control> controls = new ArrayList<>();
        for (Map.Entry<String, Alias> entry : aliases.entrySet()) {
            Alias alias = entry.getValue();
            assessedAt = Math.max(assessedAt, alias.assessedAt);
            MemorySource source = sources.get(entry.getKey());
            if (source != null && source.reportsFindings) assessedAt = Math.max(assessedAt, alias.vouchedAt);
            controls.addAll(alias.controls);
        }
        Integer group = attributes.group();
        return new Device(
                id,
                name(),
                tags(),
                orEmpty(attributes.osPlatform()),
                orEmpty(attributes.domain()),
                decided.value(attributes.value()),
                Boolean.TRUE.equals(attributes.internetFacing()),
                Boolean.TRUE.equals(attributes.excluded()),
                assessedAt == Micros.NEVER ? null : Micros.day(assessedAt),
                group == null || group == 0 ? null : groupNames.get(group),
                StagedDevice.worstById(controls),
                attributes.details().kind());
    }
}
