package dev.lightmeter.server.explanation;

import static dev.lightmeter.server.explanation.ScoreFields.decimal;

import dev.lightmeter.core.Device;
import dev.lightmeter.core.Level;
import dev.lightmeter.core.fleet.Attribution;
import dev.lightmeter.core.fleet.Attribution.Carried;
import dev.lightmeter.core.fleet.Attribution.Ranking;
import dev.lightmeter.core.fleet.Attribution.Source;
import dev.lightmeter.core.fleet.Fleet;
import dev.lightmeter.core.fleet.GroupScore;
import dev.lightmeter.core.fleet.ScoreShape;
import dev.lightmeter.core.fleet.Scoreboard;
import dev.lightmeter.core.score.DeviceExplanation;
import dev.lightmeter.server.http.Json;
import dev.lightmeter.server.recommendation.RecommendationNames;
import dev.lightmeter.server.recommendation.RecommendationNames.Said;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;

/**
 * Why a device group, or the organisation, has its score: by weakness, by recommendation, by software, by device and by
 * what decided the probabilities, what each carries and what it would save. The shares of each list add up to the score,
 * with what {@code others} carry.
 */
final class GroupExplanation {

    private final Scoreboard board;
    private final GroupScore score;
    private final int top;
    private final RecommendationNames names;
    private final ScoreShape shape;

    /**
     * @param top how many entries of each list; the rest is summed up as {@code others}
     * @param shape which score is told beside ours, if it is another one
     */
    GroupExplanation(Scoreboard board, GroupScore score, int top, RecommendationNames names, ScoreShape shape) {
        this.board = board;
        this.score = score;
        this.top = top;
        this.names = names;
        this.shape = shape;
    }

    byte[] toJson() {
        Attribution attribution = board.attribution(score);
        Ranking recommendations = attribution.byRecommendationSaving(top);
        Ranking byDevice = attribution.byDevice(top);
        List<Source> sources = attribution.bySource();
        Map<String, Integer> slots = slots(byDevice);
        return Json.object(json -> {
            json.writeStringProperty("kind", score.group() == null ? "organisation" : "group");
            ScoreFields.basis(json, board);
            ScoreFields.group(json, score);
            json.writeBooleanProperty("noData", score.score().isEmpty());
            json.writeNumberProperty("stale", score.stale());
            json.writeNumberProperty("neverAssessed", score.neverAssessed());
            json.writeNumberProperty("excluded", score.excluded());
            if (shape != ScoreShape.LIGHTMETER) shape(json);
            Json.writeTexts(json, "summary", GroupWords.of(score, recommendations, sources, names));
            list(json, "weaknesses", attribution.byWeakness(top), entry -> weakness(json, entry));
            list(json, "recommendations", recommendations, entry -> recommendation(json, entry));
            list(json, "software", attribution.byProduct(top), entry -> saves(json, entry));
            list(json, "devices", byDevice, entry -> device(json, entry, slots.getOrDefault(entry.key(), -1)));
            sources(json, sources);
        });
    }

    private void shape(JsonGenerator json) {
        OptionalLong other = shape.of(board).stream()
                .filter(shaped -> shaped.group().equals(score))
                .findFirst()
                .orElseThrow()
                .score();
        json.writeName("shape");
        json.writeStartObject();
        json.writeStringProperty("id", shape.id());
        decimal(json, "score", other);
        json.writeEndObject();
    }

    private static void list(JsonGenerator json, String name, Ranking ranking, Consumer<Carried> more) {
        json.writeName(name);
        json.writeStartArray();
        ranking.top().forEach(entry -> {
            json.writeStartObject();
            json.writeStringProperty("id", entry.key());
            decimal(json, "carries", entry.shareNano());
            more.accept(entry);
            json.writeEndObject();
        });
        json.writeEndArray();
        json.writeName(name + "Others");
        json.writeStartObject();
        json.writeNumberProperty("count", ranking.others());
        decimal(json, "carries", ranking.othersShareNano());
        json.writeEndObject();
    }

    private static void saves(JsonGenerator json, Carried entry) {
        decimal(json, "wouldSave", entry.wouldSaveNano());
        json.writeNumberProperty("devices", entry.devices());
    }

    private void recommendation(JsonGenerator json, Carried entry) {
        saves(json, entry);
        Said said = names.of(entry.key());
        json.writeStringProperty("name", said.sentence());
        json.writeStringProperty("type", said.type());
    }

    private void weakness(JsonGenerator json, Carried entry) {
        saves(json, entry);
        if (entry.key().equals(DeviceExplanation.CONFIGURATION)) return;
        WeaknessFields.facts(json, board, board.facts(entry.key()), false);
    }

    /** Where the devices that are listed stand, found in one go over the fleet. */
    private Map<String, Integer> slots(Ranking byDevice) {
        Map<String, Integer> slots = new HashMap<>();
        byDevice.top().forEach(entry -> slots.put(entry.key(), -1));
        Fleet fleet = board.fleet();
        for (int slot = 0; slot < fleet.slots(); slot++) {
            int here = slot;
            fleet.device(slot).ifPresent(device -> slots.replace(device.id(), here));
        }
        return slots;
    }

    private void device(JsonGenerator json, Carried entry, int slot) {
        Device device = board.fleet().device(slot).orElseThrow();
        long nano = board.deviceScore(slot) * 100L;
        decimal(json, "wouldSave", entry.wouldSaveNano());
        json.writeStringProperty("name", device.name());
        json.writeStringProperty("deviceKind", device.kind().wire());
        json.writeStringProperty("value", device.value().wire());
        decimal(json, "score", nano);
        json.writeStringProperty("level", Level.ofScore(nano).wire());
    }

    private static void sources(JsonGenerator json, List<Source> sources) {
        json.writeName("sources");
        json.writeStartArray();
        for (Source source : sources) {
            if (source.weighted() == 0) continue;
            json.writeStartObject();
            json.writeStringProperty("id", source.name());
            decimal(json, "carries", source.shareNano());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
