package dev.lightmeter.server.explanation;

import static dev.lightmeter.server.explanation.ScoreFields.decimal;

import dev.lightmeter.core.Device;
import dev.lightmeter.core.Level;
import dev.lightmeter.core.fleet.Attribution;
import dev.lightmeter.core.fleet.Attribution.Carried;
import dev.lightmeter.core.fleet.Fleet;
import dev.lightmeter.core.fleet.GroupScore;
import dev.lightmeter.core.fleet.Impacts.Impact;
import dev.lightmeter.core.fleet.Scoreboard;
import dev.lightmeter.core.score.DeviceExplanation;
import dev.lightmeter.server.http.Json;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;

/**
 * Why a device group, or the organisation, has its score: by weakness, by recommendation and by device, what each carries
 * and what it would save. The shares of each of the three lists add up to the score, with what {@code others} carry.
 */
final class GroupExplanation {

    private final Scoreboard board;
    private final GroupScore score;
    private final int top;

    /** @param top how many entries of each list; the rest is summed up as {@code others} */
    GroupExplanation(Scoreboard board, GroupScore score, int top) {
        this.board = board;
        this.score = score;
        this.top = top;
    }

    byte[] toJson() {
        Attribution attribution = board.attribution(score);
        Map<String, Impact> impacts = new HashMap<>();
        board.impacts().of(score).forEach(impact -> impacts.put(impact.recommendation(), impact));
        List<Carried> byDevice = attribution.byDevice();
        Map<String, Integer> slots = slots(byDevice);
        return Json.object(json -> {
            json.writeStringProperty("kind", score.group() == null ? "organisation" : "group");
            ScoreFields.basis(json, board);
            ScoreFields.group(json, score);
            json.writeBooleanProperty("noData", score.score().isEmpty());
            json.writeNumberProperty("stale", score.stale());
            json.writeNumberProperty("neverAssessed", score.neverAssessed());
            json.writeNumberProperty("excluded", score.excluded());
            list(json, "weaknesses", attribution.byWeakness(), entry -> weakness(json, entry));
            list(json, "recommendations", attribution.byRecommendation(), entry -> {
                Impact impact = impacts.get(entry.key());
                decimal(json, "wouldSave", impact == null ? 0 : impact.impactNano());
                json.writeNumberProperty("devices", impact == null ? 0 : impact.devices());
            });
            list(json, "devices", byDevice, entry -> device(json, slots.getOrDefault(entry.key(), -1)));
        });
    }

    private void list(JsonGenerator json, String name, List<Carried> carried, Consumer<Carried> more) {
        json.writeName(name);
        json.writeStartArray();
        carried.stream().limit(top).forEach(entry -> {
            json.writeStartObject();
            json.writeStringProperty("id", entry.key());
            decimal(json, "carries", entry.shareNano());
            more.accept(entry);
            json.writeEndObject();
        });
        json.writeEndArray();
        json.writeName(name + "Others");
        json.writeStartObject();
        json.writeNumberProperty("count", Math.max(0, carried.size() - top));
        decimal(
                json,
                "carries",
                carried.stream().skip(top).mapToLong(Carried::shareNano).sum());
        json.writeEndObject();
    }

    private void weakness(JsonGenerator json, Carried entry) {
        if (entry.key().equals(DeviceExplanation.CONFIGURATION)) return;
        WeaknessFields.facts(json, board, board.facts(entry.key()), false);
    }

    /** Where the devices that are listed stand, found in one go over the fleet. */
    private Map<String, Integer> slots(List<Carried> byDevice) {
        Map<String, Integer> slots = new HashMap<>();
        byDevice.stream().limit(top).forEach(entry -> slots.put(entry.key(), -1));
        Fleet fleet = board.fleet();
        for (int slot = 0; slot < fleet.slots(); slot++) {
            int here = slot;
            fleet.device(slot).ifPresent(device -> slots.replace(device.id(), here));
        }
        return slots;
    }

    private void device(JsonGenerator json, int slot) {
        Device device = board.fleet().device(slot).orElseThrow();
        long nano = board.deviceScore(slot) * 100L;
        json.writeStringProperty("name", device.name());
        json.writeStringProperty("value", device.value().wire());
        decimal(json, "score", nano);
        json.writeStringProperty("level", Level.ofScore(nano).wire());
    }
}
