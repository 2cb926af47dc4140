package dev.lightmeter.server.explanation;

import static dev.lightmeter.server.explanation.ScoreFields.decimal;

import dev.lightmeter.core.Device;
import dev.lightmeter.core.fleet.Footprint;
import dev.lightmeter.core.fleet.Footprint.InGroup;
import dev.lightmeter.core.fleet.Footprint.OnDevice;
import dev.lightmeter.core.fleet.Scoreboard;
import dev.lightmeter.server.http.Json;
import dev.lightmeter.server.recommendation.RecommendationNames.Said;
import tools.jackson.core.JsonGenerator;

/** Where one weakness is, or what one recommendation removes, with what it carries and what would be saved without it. */
final class FootprintDocument {

    private final Scoreboard board;
    private final Footprint footprint;
    private final int top;

    /** @param top how many groups and devices; of the others only the number is told */
    FootprintDocument(Scoreboard board, Footprint footprint, int top) {
        this.board = board;
        this.footprint = footprint;
        this.top = top;
    }

    byte[] ofWeakness(String id) {
        return Json.object(json -> {
            begin(json, "weakness", id);
            WeaknessFields.facts(json, board, board.facts(id), false);
            WeaknessFields.steps(json, board, board.facts(id));
            where(json);
        });
    }

    byte[] ofRecommendation(String id, Said said) {
        return Json.object(json -> {
            begin(json, "recommendation", id);
            json.writeStringProperty("name", said.sentence());
            json.writeStringProperty("type", said.type());
            json.writeStringProperty("version", said.version().isEmpty() ? null : said.version());
            where(json);
        });
    }

    private void begin(JsonGenerator json, String kind, String id) {
        json.writeStringProperty("kind", kind);
        ScoreFields.basis(json, board);
        json.writeStringProperty("id", id);
    }

    private void where(JsonGenerator json) {
        json.writeNumberProperty("findings", footprint.paths());
        json.writeName("organisation");
        group(json, footprint.organisation());
        json.writeName("groups");
        json.writeStartArray();
        footprint.groups().stream().limit(top).forEach(in -> group(json, in));
        json.writeEndArray();
        json.writeNumberProperty("groupsOthers", Math.max(0, footprint.groups().size() - top));
        json.writeName("devices");
        json.writeStartArray();
        footprint.devices().stream().limit(top).forEach(on -> device(json, on));
        json.writeEndArray();
        json.writeNumberProperty(
                "devicesOthers", Math.max(0, footprint.devices().size() - top));
    }

    private static void group(JsonGenerator json, InGroup in) {
        json.writeStartObject();
        json.writeStringProperty("name", in.score().name());
        decimal(json, "score", in.score().score());
        json.writeNumberProperty("carriesA", in.weighted());
        decimal(json, "carries", in.shareNano());
        decimal(json, "wouldSave", in.wouldSaveNano());
        json.writeNumberProperty("devices", in.devices());
        json.writeEndObject();
    }

    private void device(JsonGenerator json, OnDevice on) {
        json.writeStartObject();
        json.writeStringProperty("id", on.id());
        json.writeStringProperty(
                "name", board.fleet().device(on.slot()).map(Device::name).orElse(""));
        json.writeStringProperty("group", board.fleet().groupOf(on.slot()).name());
        decimal(json, "score", board.deviceScore(on.slot()) * 100L);
        decimal(json, "carries", on.shareE7() * 100);
        decimal(json, "wouldSave", on.wouldSaveE7() * 100);
        json.writeEndObject();
    }
}
