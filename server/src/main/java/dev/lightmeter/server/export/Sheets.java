package dev.lightmeter.server.export;

import dev.lightmeter.core.DeviceState;
import dev.lightmeter.core.FindingPath;
import dev.lightmeter.core.SecurityUpdate;
import dev.lightmeter.core.Software;
import dev.lightmeter.core.ThreatFacts;
import dev.lightmeter.core.fleet.Dictionary;
import dev.lightmeter.core.fleet.Scoreboard;
import dev.lightmeter.core.group.DeviceGroup;
import dev.lightmeter.core.report.ControlDescription;
import dev.lightmeter.server.export.Sheet.Dated;
import dev.lightmeter.server.export.Sheet.Part;
import dev.lightmeter.storage.ControlResult;
import dev.lightmeter.storage.DeviceRecord;
import dev.lightmeter.storage.FindingChange;
import dev.lightmeter.storage.Fixes;
import dev.lightmeter.storage.InstalledSoftware;
import dev.lightmeter.storage.Store;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads the sheets of the devices that a caller sees and that count, in the order of their slots, a few devices at a time:
 * however long an export is, only so many findings are in memory.
 */
final class Sheets {

    /** Enough that asking the store is worth it, few enough that they are nothing beside the fleet. */
    private static final int FINDINGS_AT_ONCE = 20_000;

    private static final int DEVICES_AT_ONCE = 1_000;

    private final Store store;
    private final Scoreboard board;
    private final Set<Part> parts;
    private final @Nullable Window window;
    private final boolean hasGroups;
    private final World world;

    /** @param window the time about which changes are told; null if they are not asked for */
    Sheets(Store store, Scoreboard board, Set<Part> parts, @Nullable Window window) {
        this.store = store;
        this.board = board;
        this.parts = parts;
        this.window = window;
        this.hasGroups = board.groups().stream()
                .anyMatch(score -> !DeviceGroup.UNASSIGNED.equals(score.group()) && score.group() != null);
        Map<String, ControlDescription> controls = new HashMap<>();
        if (parts.contains(Part.CONTROLS)) {
            store.controlDescriptions().forEach(described -> controls.put(described.id(), described));
        }
        this.world = new KnownWorld(
                board,
                store.fixes(),
                controls,
                window == null ? null : store.changedRatings(window.from(), window.to()));
    }

    /** Hands out the sheets of the devices in slots from one on until before another, until {@code more} is false. */
    void forEach(int fromSlot, int toSlot, Predicate<Numbered> more) {
        int end = Math.min(toSlot, board.fleet().slots());
        int slot = Math.max(fromSlot, 0);
        while (slot < end) {
            List<Integer> batch = new ArrayList<>();
            long findings = 0;
            for (; slot < end && batch.size() < DEVICES_AT_ONCE && findings < FINDINGS_AT_ONCE; slot++) {
                if (!counts(slot)) continue;
                batch.add(slot);
                findings += board.exposures(slot).length;
            }
            for (Numbered sheet : read(batch)) if (!more.test(sheet)) return;
        }
    }

    /** A sheet and the slot of its device. */
    record Numbered(int slot, Sheet sheet) {}

    private boolean counts(int slot) {
        return board.state(slot).filter(DeviceState.SCORED::equals).isPresent();
    }

    private List<Numbered> read(List<Integer> slots) {
        if (slots.isEmpty()) return List.of();
        int first = slots.getFirst();
        int end = slots.getLast() + 1;
        Map<Integer, Draft> drafts = new HashMap<>();
        slots.forEach(slot -> drafts.put(slot, new Draft()));
        if (parts.contains(Part.FINDINGS)) readFindings(first, end, drafts);
        if (parts.contains(Part.SOFTWARE)) {
            store.forEachSoftware(first, end, software -> {
                Draft draft = drafts.get(software.slot());
                if (draft != null) draft.software.add(software);
            });
        }
        if (parts.contains(Part.CONTROLS)) {
            store.forEachControlResult(first, end, result -> {
                Draft draft = drafts.get(result.slot());
                if (draft != null) draft.controls.add(result);
            });
        }
        if (parts.contains(Part.CHANGES) && window != null) {
            store.forEachChange(window.from(), window.to(), first, end, change -> {
                Draft draft = drafts.get(change.slot());
                if (draft != null && isExposing(change.slot(), change.weakness(), change.path()))
                    draft.changes.add(change);
            });
        }
        List<Numbered> sheets = new ArrayList<>();
        for (DeviceRecord record :
                store.records(slots.stream().mapToInt(slot -> slot).toArray())) {
            Draft draft = drafts.get(record.slot());
            if (draft != null)
                sheets.add(new Numbered(record.slot(), draft.sheet(device(record), record.lastSeen(), world)));
        }
        return sheets;
    }

    private void readFindings(int first, int end, Map<Integer, Draft> drafts) {
        store.forEachOpenFinding(first, end, (slot, weakness, path, firstSeen, lastSeen, recordedAt) -> {
            Draft draft = drafts.get(slot);
            if (draft == null || !isExposing(slot, weakness, path)) return;
            draft.findings.add(new Dated(weakness, path, instant(firstSeen), instant(lastSeen), instant(recordedAt)));
        });
    }

    private ExportedDevice device(DeviceRecord record) {
        return ExportedDevice.of(record, board.fleet().groupOf(record.slot()), hasGroups);
    }

    /** The store tells what the sources report; what was decided about it lies over it in the fleet. */
    private boolean isExposing(int slot, int weakness, int path) {
        return world.path(board.fleet().decided(slot, weakness, path)).status().isExposed();
    }

    private static Instant instant(long micros) {
        return Instant.ofEpochSecond(Math.floorDiv(micros, 1_000_000), Math.floorMod(micros, 1_000_000) * 1_000L);
    }

    /** The sheet of one device while it is being read. */
    private static final class Draft {

        private final List<Dated> findings = new ArrayList<>();
        private final List<InstalledSoftware> software = new ArrayList<>();
        private final List<ControlResult> controls = new ArrayList<>();
        private final List<FindingChange> changes = new ArrayList<>();

        Sheet sheet(ExportedDevice device, Instant lastSeen, World world) {
            return new Sheet(device, lastSeen, world, findings, software, controls, changes);
        }
    }

    /** The facts that the scoreboard rests on, and what the store knows beside them. */
    private record KnownWorld(
            Scoreboard board,
            Fixes fixes,
            Map<String, ControlDescription> controls,
            @Nullable SortedMap<Integer, Instant> rated)
            implements World {

        @Override
        public Software software(int software) {
            return dictionary().software(software);
        }

        @Override
        public int softwareOf(int path) {
            return dictionary().softwareOf(path);
        }

        @Override
        public @Nullable ControlDescription control(String id) {
            return controls.get(id);
        }

        @Override
        public FindingPath path(int path) {
            return dictionary().path(path);
        }

        @Override
        public ThreatFacts facts(int weakness) {
            ThreatFacts known = board.threats().of(weakness);
            return known != null ? known : ThreatFacts.unknown(dictionary().weaknessName(weakness));
        }

        @Override
        public @Nullable SecurityUpdate update(int weakness, int software) {
            return fixes.of(weakness, software);
        }

        @Override
        public @Nullable Instant rated(int weakness) {
            return rated == null ? null : rated.get(weakness);
        }

        private Dictionary dictionary() {
            return board.fleet().dictionary();
        }
    }
}
