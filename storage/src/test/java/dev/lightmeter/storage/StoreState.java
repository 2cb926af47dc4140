package dev.lightmeter.storage;

import dev.lightmeter.core.SecurityUpdate;
import dev.lightmeter.core.Severity;
import dev.lightmeter.core.fleet.FleetDevice;
import dev.lightmeter.storage.query.Filter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Everything that a store knows, as text to compare. The names are spelled out, so that ints may differ between stores. */
public final class StoreState {

    private StoreState() {}

    public static List<FleetDevice> fleet(Store store) {
        List<FleetDevice> fleet = new ArrayList<>();
        store.forEachDevice(fleet::add);
        return fleet;
    }

    public static List<String> of(Store store) {
        List<String> state = new ArrayList<>();
        store.groups().forEach(group -> state.add(group.toString()));
        var threats = store.threats();
        threats.feeds().forEach(feed -> state.add(feed.toString()));
        for (int weakness = 0; weakness < threats.size(); weakness++) {
            if (threats.of(weakness) != null) state.add(threats.of(weakness).toString());
        }
        state.sort(null);
        store.forEachRecord(0, Filter.everything(), device -> state.add(device.toString()));
        for (FleetDevice device : fleet(store)) {
            state.add(device.slot() + " " + device.device());
            List<String> findings = new ArrayList<>();
            for (int i = 0; i < device.weaknesses().length; i++) {
                findings.add("  " + store.dictionary().weaknessName(device.weaknesses()[i]) + " "
                        + store.dictionary().path(device.paths()[i]));
            }
            for (FindingPeriod period : store.findings(device.slot())) {
                findings.add("  " + store.dictionary().weaknessName(period.weakness()) + " "
                        + store.dictionary().path(period.path()) + " " + period.source() + " " + period.firstSeen()
                        + " " + period.lastSeen() + " " + period.fixedAt() + " " + period.recordedAt() + " "
                        + period.fixedRecordedAt());
            }
            findings.sort(null);
            state.addAll(findings);
        }
        addFindings(store, state);
        addPast(store, state);
        return state;
    }

    private static void addKnowledge(Store store, List<String> told) {
        store.forEachSoftware(
                0,
                Integer.MAX_VALUE,
                piece -> told.add(store.dictionary().software(piece.software()) + " "
                        + new InstalledSoftware(
                                piece.slot(),
                                0,
                                piece.hasProductCode(),
                                piece.support(),
                                piece.supportEnds(),
                                piece.firstSeen(),
                                piece.diskPaths(),
                                piece.registryPaths())));
        store.forEachControlResult(0, Integer.MAX_VALUE, result -> told.add(result.toString()));
        store.controlDescriptions().forEach(control -> told.add(control.toString()));
        Fixes fixes = store.fixes();
        int weaknesses = store.dictionary().weaknesses();
        for (int weakness = 0; weakness < weaknesses; weakness++) {
            for (int software = 0; software < store.dictionary().piecesOfSoftware(); software++) {
                SecurityUpdate update = fixes.of(weakness, software);
                if (update == null) continue;
                told.add(store.dictionary().weaknessName(weakness) + " on "
                        + store.dictionary().software(software) + " fixed by " + update);
            }
        }
        store.texts(IntStream.range(0, weaknesses).toArray()).forEach(text -> told.add(text.toString()));
        for (int weakness : store.published())
            told.add("published " + store.dictionary().weaknessName(weakness));
    }

    private static void addPast(Store store, List<String> state) {
        int[] slots = IntStream.range(0, fleet(store).size()).toArray();
        for (int day = 1; day < 30; day += 4) {
            for (Moment moment : List.of(
                    Moment.of(OpenedStore.day(day)), new Moment(OpenedStore.day(day), OpenedStore.CLOCK.instant()))) {
                store.forEachDeviceAt(moment, slots, device -> {
                    List<String> findings = new ArrayList<>();
                    for (int i = 0; i < device.weaknesses().length; i++) {
                        findings.add(store.dictionary().weaknessName(device.weaknesses()[i]) + " "
                                + store.dictionary().path(device.paths()[i]));
                    }
                    findings.sort(null);
                    state.add(moment.at() + " " + device.device().id() + " " + findings);
                });
            }
            int[] groups = IntStream.of(slots).map(slot -> slot % 3 - 1).toArray();
            Severity[] severities = IntStream.range(0, store.dictionary().weaknesses())
                    .mapToObj(weakness -> Severity.values()[
                            store.dictionary().weaknessName(weakness).length() % Severity.values().length])
                    .toArray(Severity[]::new);
            store.remediationTimes(RemediationQuestion.of(groups, severities, OpenedStore.day(day)))
                    .forEach(time -> state.add(time.toString()));
        }
    }

    private static void addFindings(Store store, List<String> state) {
        List<String> told = new ArrayList<>();
        store.forEachOpenFinding(
                0,
                Integer.MAX_VALUE,
                (slot, weakness, path, firstSeen, lastSeen, recordedAt) ->
                        told.add("open " + slot + " " + store.dictionary().weaknessName(weakness) + " "
                                + store.dictionary().path(path) + " " + firstSeen + " " + lastSeen + " " + recordedAt));
        store.forEachChange(
                Instant.MIN,
                Instant.MAX,
                0,
                Integer.MAX_VALUE,
                change -> told.add(change.slot() + " "
                        + store.dictionary().weaknessName(change.weakness()) + " "
                        + store.dictionary().path(change.path()) + " " + change.kind() + " " + change.recordedAt() + " "
                        + change.firstSeen() + " " + change.lastSeen()));
        store.changedRatings(Instant.MIN, Instant.MAX)
                .forEach((weakness, at) -> told.add(store.dictionary().weaknessName(weakness) + " rated " + at));
        addKnowledge(store, told);
        told.sort(null);
        state.addAll(told);
    }
}
