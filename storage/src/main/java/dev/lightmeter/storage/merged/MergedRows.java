package dev.lightmeter.storage.merged;

import dev.lightmeter.storage.ControlResult;
import dev.lightmeter.storage.FindingChange;
import dev.lightmeter.storage.FindingPeriod;
import dev.lightmeter.storage.FindingVisitor;
import dev.lightmeter.storage.InstalledSoftware;
import dev.lightmeter.storage.Store;
import dev.lightmeter.storage.staging.Micros;
import dev.lightmeter.storage.staging.Sightings;
import dev.lightmeter.storage.staging.StatedFindings;
import dev.lightmeter.storage.staging.WorstResults;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The rows of one survivor: its own and those of the devices merged into it, told as sources of one device are told. */
final class MergedRows {

    private final Store store;
    private final Clusters clusters;

    MergedRows(Store store, Clusters clusters) {
        this.store = store;
        this.clusters = clusters;
    }

    List<FindingPeriod> findings(int survivor) {
        List<FindingPeriod> periods = new ArrayList<>();
        for (int slot : clusters.membersOf(survivor)) periods.addAll(store.findings(slot));
        periods.sort(Comparator.comparingInt(FindingPeriod::weakness)
                .thenComparingInt(FindingPeriod::path)
                .thenComparing(FindingPeriod::source)
                .thenComparing(FindingPeriod::firstSeen));
        return List.copyOf(periods);
    }

    void openFindings(int survivor, FindingVisitor visitor) {
        SortedMap<Long, Times> byPath = new TreeMap<>();
        for (int member : clusters.membersOf(survivor)) {
            store.forEachOpenFinding(
                    member,
                    member + 1,
                    (slot, weakness, path, firstSeen, lastSeen, recordedAt) -> byPath.merge(
                            StatedFindings.what(weakness, path),
                            new Times(firstSeen, lastSeen, recordedAt),
                            Times::and));
        }
        byPath.forEach((what, times) -> visitor.visit(
                survivor,
                StatedFindings.weakness(what),
                StatedFindings.path(what),
                times.firstSeen,
                times.lastSeen,
                times.recordedAt));
    }

    void changes(int survivor, Instant from, Instant to, Consumer<FindingChange> consumer) {
        SortedMap<Long, Sightings> byPath = new TreeMap<>();
        for (int member : clusters.membersOf(survivor)) {
            for (FindingPeriod period : store.findings(member)) {
                Instant fixed = period.fixedRecordedAt();
                byPath.computeIfAbsent(
                                StatedFindings.what(period.weakness(), period.path()),
                                what -> new Sightings(survivor, what))
                        .add(
                                Micros.of(period.recordedAt()),
                                fixed == null ? Micros.NEVER : Micros.of(fixed),
                                Micros.of(period.firstSeen()),
                                Micros.of(period.lastSeen()));
            }
        }
        byPath.values().forEach(sightings -> sightings.tell(Micros.of(from), Micros.of(to), consumer));
    }

    void software(int survivor, Consumer<InstalledSoftware> consumer) {
        SortedMap<Integer, InstalledSoftware> bySoftware = new TreeMap<>();
        for (int member : clusters.membersOf(survivor)) {
            store.forEachSoftware(
                    member,
                    member + 1,
                    piece -> bySoftware.merge(piece.software(), piece.on(survivor), InstalledSoftware::and));
        }
        bySoftware.values().forEach(consumer);
    }

    void controlResults(int survivor, Consumer<ControlResult> consumer) {
        WorstResults worst = new WorstResults(survivor);
        for (int member : clusters.membersOf(survivor)) {
            store.forEachControlResult(
                    member, member + 1, result -> worst.add(result.control(), Micros.of(result.at())));
        }
        worst.inOrder().forEach(consumer);
    }

    /** Of one open path, in microseconds. */
    private record Times(long firstSeen, long lastSeen, long recordedAt) {

        Times and(Times other) {
            return new Times(
                    Math.min(firstSeen, other.firstSeen),
                    Math.max(lastSeen, other.lastSeen),
                    Math.min(recordedAt, other.recordedAt));
        }
    }
}
