package dev.lightmeter.server.plan;

import static dev.lightmeter.server.explanation.ScoreFields.decimal;

import dev.lightmeter.core.fleet.Plan;
import dev.lightmeter.core.fleet.Plan.Step;
import dev.lightmeter.core.fleet.Scoreboard;
import dev.lightmeter.server.explanation.ScoreFields;
import dev.lightmeter.server.http.Json;
import dev.lightmeter.server.recommendation.RecommendationNames;
import dev.lightmeter.server.recommendation.RecommendationNames.Said;
import tools.jackson.core.JsonGenerator;

/** Writes a plan: its steps with the scores after each. The server sends it, the command line shows it. */
public final class PlanDocument {

    private PlanDocument() {}

    public static byte[] of(Scoreboard board, Plan plan, RecommendationNames names) {
        return Json.object(json -> {
            json.writeStringProperty("kind", "plan");
            ScoreFields.basis(json, board);
            json.writeStringProperty("group", plan.group().name());
            decimal(json, "scoreNow", plan.group().score());
            decimal(json, "scoreAfter", plan.scoreAfter());
            json.writeStringProperty(
                    "ending",
                    switch (plan.ending()) {
                        case ACTIONS_USED -> "actionsUsed";
                        case DEVICES_USED -> "devicesUsed";
                        case NOTHING_HELPS -> "nothingHelps";
                    });
            json.writeName("steps");
            json.writeStartArray();
            plan.steps().forEach(step -> step(json, step, names.of(step.recommendation())));
            json.writeEndArray();
        });
    }

    private static void step(JsonGenerator json, Step step, Said said) {
        json.writeStartObject();
        json.writeStringProperty("recommendation", step.recommendation());
        json.writeStringProperty("name", said.sentence());
        json.writeStringProperty("type", said.type());
        json.writeStringProperty("version", said.version().isEmpty() ? null : said.version());
        decimal(json, "saves", step.impactNano());
        decimal(json, "scoreAfter", step.groupAfter());
        decimal(json, "organisationAfter", step.organisationAfter());
        json.writeNumberProperty("devices", step.devices());
        json.writeNumberProperty("devicesSoFar", step.devicesSoFar());
        json.writeEndObject();
    }
}
