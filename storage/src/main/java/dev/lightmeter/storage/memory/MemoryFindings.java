package dev.lightmeter.storage.memory;

import dev.lightmeter.storage.FindingChange;
import dev.lightmeter.storage.FindingVisitor;
import dev.lightmeter.storage.staging.Micros;
import dev.lightmeter.storage.staging.Sightings;
import dev.lightmeter.storage.staging.StatedFindings;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Findings of one device, over all sources. */
final class MemoryFindings {

    private MemoryFindings() {}

    static void forEachOpen(MemoryDevice device, FindingVisitor visitor) {
        Map<Long, Long> firstSeen = new TreeMap<>();
        Map<Long, Long> lastSeen = new TreeMap<>();
        Map<Long, Long> recordedAt = new TreeMap<>();
        for (Alias alias : device.aliases.values()) {
            alias.open.forEach((what, first) -> {
                firstSeen.merge(what, first, Math::min);
                lastSeen.merge(what, alias.findingsAt, Math::max);
                recordedAt.merge(what, alias.recordedAt.getOrDefault(what, Micros.NEVER), Math::min);
            });
        }
        firstSeen.forEach((what, first) -> visitor.visit(
                device.slot(),
                StatedFindings.weakness(what),
                StatedFindings.path(what),
                first,
                lastSeen.getOrDefault(what, first),
                recordedAt.getOrDefault(what, first)));
    }

    static void forEachChange(MemoryDevice device, long from, long to, Consumer<FindingChange> consumer) {
        Map<Long, Sightings> byPath = new TreeMap<>();
        for (Alias alias : device.aliases.values()) {
            for (Alias.Closed over : alias.closed) {
                byPath.computeIfAbsent(over.weaknessAndPath(), what -> new Sightings(device.slot(), what))
                        .add(over.recordedAt(), over.fixedRecordedAt(), over.firstSeen(), over.lastSeen());
            }
            alias.open.forEach((open, first) -> byPath.computeIfAbsent(open, what -> new Sightings(device.slot(), what))
                    .add(alias.recordedAt.getOrDefault(open, Micros.NEVER), Micros.NEVER, first, alias.findingsAt));
        }
        byPath.values().forEach(sightings -> sightings.tell(from, to, consumer));
    }
}
