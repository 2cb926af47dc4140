package dev.lightmeter.server.identity;

import dev.lightmeter.core.Device;
import dev.lightmeter.core.fleet.Scoreboard;
import dev.lightmeter.server.audit.AuditLog;
import dev.lightmeter.server.http.Json;
import dev.lightmeter.storage.Actor;
import dev.lightmeter.storage.DeviceMerge;
import dev.lightmeter.storage.DeviceRecord;
import dev.lightmeter.storage.merged.MergedStore;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Shows and makes the decisions about which devices are one. The server answers with its documents, the command line shows them. */
public final class DeviceIdentities {

    private final MergedStore store;
    private final AuditLog audit;
    private final Clock clock;
    private final Consumer<int[]> changed;

    /** @param changed makes the scores of these devices new */
    public DeviceIdentities(MergedStore store, AuditLog audit, Clock clock, Consumer<int[]> changed) {
        this.store = store;
        this.audit = audit;
        this.clock = clock;
        this.changed = changed;
    }

    /** Somebody named a device that does not exist or cannot be merged or split; the message is for them. */
    public static final class RefusedException extends RuntimeException {

        private static final long serialVersionUID = 1;

        private final String why;

        RefusedException(String why) {
            super(why);
            this.why = why;
        }

        RefusedException(String why, Throwable cause) {
            super(why, cause);
            this.why = why;
        }

        /** One sentence. */
        public String why() {
            return why;
        }
    }

    /** The pairs of the devices of a scoreboard that may be one, the strongest evidence first. */
    public byte[] suggestions(Scoreboard board, int most) {
        List<Suggestion> pairs = new Suggestions(store, board.fleet()).best(most);
        return Json.object(json -> {
            json.writeName("suggestions");
            json.writeStartArray();
            for (Suggestion pair : pairs) {
                json.writeStartObject();
                json.writeName("into");
                device(json, pair.survivor());
                json.writeName("other");
                device(json, pair.other());
                Json.writeTexts(
                        json,
                        "evidence",
                        pair.evidence().stream().map(kind -> kind.wire()).toList());
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }

    /** The merges that concern devices of a scoreboard. */
    public byte[] merges(Scoreboard board) {
        List<DeviceMerge> visible = store.merges().all().stream()
                .filter(merge ->
                        board.fleet().device(store.survivorOf(merge.slot())).isPresent())
                .toList();
        Map<Integer, DeviceRecord> records = records(visible);
        return Json.object(json -> {
            json.writeName("merges");
            json.writeStartArray();
            for (DeviceMerge merge : visible) {
                DeviceRecord one = records.get(merge.slot());
                DeviceRecord into = records.get(merge.into());
                if (one == null || into == null) continue;
                json.writeStartObject();
                json.writeName("device");
                device(json, one);
                json.writeName("into");
                device(json, into);
                json.writeStringProperty("mergedAt", merge.at().toString());
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }

    /**
     * Merges devices into one.
     *
     * @param into id or name of the one that survives
     * @param others ids or names of the others
     * @throws RefusedException if one of them is not there, or they are one already
     */
    public byte[] merge(Scoreboard board, Actor actor, String into, Collection<String> others) {
        int survivor = slot(board, into);
        Set<Integer> slots = new TreeSet<>();
        others.forEach(other -> slots.add(slot(board, other)));
        if (slots.isEmpty()) throw new RefusedException("name at least one device to merge into " + into);
        if (slots.contains(survivor)) throw new RefusedException(into + " cannot be merged into itself");
        List<String> ids = slots.stream().map(slot -> id(board, slot)).toList();
        take(() -> store.merge(survivor, slots, clock.instant().truncatedTo(ChronoUnit.MICROS)));
        audit.record(actor, "device.merge", id(board, survivor), "merged into it: " + String.join(", ", ids));
        return Json.object(json -> {
            json.writeStringProperty("id", id(board, survivor));
            Json.writeTexts(json, "merged", ids);
        });
    }

    /**
     * Takes merges back.
     *
     * @param ids of devices that were merged into another one
     * @throws RefusedException if one of them was not
     */
    public byte[] split(Actor actor, Collection<String> ids) {
        List<DeviceMerge> merges = store.merges().all();
        Map<Integer, DeviceRecord> records = records(merges);
        Map<Integer, String> chosen = new HashMap<>();
        for (String id : ids) {
            DeviceMerge merge = merges.stream()
                    .filter(some -> isNamed(records.get(some.slot()), id))
                    .findFirst()
                    .orElseThrow(() -> new RefusedException("no device " + shown(id)
                            + " was merged into another one; the list of merges tells which ones were"));
            DeviceRecord one = records.get(merge.slot());
            chosen.put(merge.slot(), one == null ? id : one.id());
        }
        if (chosen.isEmpty()) throw new RefusedException("name at least one device to split off");
        take(() -> store.split(chosen.keySet()));
        List<String> split = chosen.values().stream().sorted().toList();
        split.forEach(id -> audit.record(actor, "device.split", id, "stands for itself again"));
        return Json.object(json -> Json.writeTexts(json, "split", split));
    }

    /** A change of somebody else in between is told like any other reason. */
    private void take(Supplier<int[]> change) {
        int[] touched;
        try {
            touched = change.get();
        } catch (IllegalArgumentException e) {
            throw new RefusedException("one of these devices was merged or split in the meantime; look again", e);
        }
        changed.accept(touched);
    }

    private static boolean isNamed(@Nullable DeviceRecord device, String id) {
        return device != null && device.id().equalsIgnoreCase(id);
    }

    private Map<Integer, DeviceRecord> records(List<DeviceMerge> merges) {
        Set<Integer> slots = new TreeSet<>();
        for (DeviceMerge merge : merges) {
            slots.add(merge.slot());
            slots.add(merge.into());
        }
        Map<Integer, DeviceRecord> records = new HashMap<>();
        store.unmergedRecords(slots.stream().mapToInt(Integer::intValue).toArray())
                .forEach(device -> records.put(device.slot(), device));
        return records;
    }

    private static int slot(Scoreboard board, String idOrName) {
        List<Integer> slots = board.fleet().slotsOf(idOrName);
        if (slots.size() == 1) return slots.getFirst();
        if (slots.isEmpty()) throw new RefusedException("there is no device " + shown(idOrName));
        List<String> ids = new ArrayList<>();
        slots.stream().limit(5).forEach(slot -> ids.add(id(board, slot)));
        throw new RefusedException(
                "several devices are named " + shown(idOrName) + "; name one by its id: " + String.join(", ", ids));
    }

    private static String id(Scoreboard board, int slot) {
        return board.fleet().device(slot).map(Device::id).orElse("");
    }

    private static void device(JsonGenerator json, DeviceRecord device) {
        json.writeStartObject();
        json.writeStringProperty("id", device.id());
        json.writeStringProperty("name", device.name());
        json.writeEndObject();
    }

    private static String shown(String text) {
        return text.length() <= 100 ? text : text.substring(0, 100) + "...";
    }
}
