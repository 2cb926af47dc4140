package dev.lightmeter.server.sums;

import dev.lightmeter.core.fleet.DeviceSums;
import dev.lightmeter.core.fleet.GroupScore;
import dev.lightmeter.core.fleet.SiteSums;
import dev.lightmeter.core.fleet.SiteSums.Source;
import dev.lightmeter.server.explanation.ScoreFields;
import dev.lightmeter.server.http.Json;
import tools.jackson.core.JsonGenerator;

/** Sums of sites as a JSON document, whose format has a version of its own, and the scores that follow from them. */
public final class SumsDocument {

    /** What stands in {@code format}. */
    public static final String FORMAT = "lightmeter-sums-1";

    private SumsDocument() {}

    public static byte[] write(SiteSums sums) {
        return Json.object(json -> {
            json.writeStringProperty("format", FORMAT);
            json.writeStringProperty("parameters", sums.parameters());
            json.writeNumberProperty("tailPct", sums.tailPct());
            json.writeName("sources");
            json.writeStartArray();
            sums.sources().forEach(source -> source(json, source));
            json.writeEndArray();
            json.writeName("groups");
            json.writeStartArray();
            sums.groups().forEach((name, group) -> group(json, name, group));
            json.writeEndArray();
        });
    }

    /** The scores that follow from sums, as all our documents tell scores. */
    public static byte[] scores(SiteSums sums) {
        return Json.object(json -> {
            json.writeStringProperty("kind", "merged");
            json.writeStringProperty("parameters", sums.parameters());
            Json.writeTexts(
                    json, "sites", sums.sources().stream().map(Source::site).toList());
            json.writeName("organisation");
            score(json, GroupScore.ORGANISATION, sums.organisation(), sums.tailPct());
            json.writeName("groups");
            json.writeStartArray();
            sums.groups().forEach((name, group) -> score(json, name, group, sums.tailPct()));
            json.writeEndArray();
        });
    }

    private static void score(JsonGenerator json, String name, DeviceSums sums, int tailPct) {
        json.writeStartObject();
        ScoreFields.group(json, name, sums.score(null, tailPct));
        json.writeEndObject();
    }

    private static void source(JsonGenerator json, Source source) {
        json.writeStartObject();
        json.writeStringProperty("site", source.site());
        json.writeStringProperty("asOf", source.asOf().toString());
        ScoreFields.feeds(json, source.feeds());
        json.writeEndObject();
    }

    private static void group(JsonGenerator json, String name, DeviceSums sums) {
        json.writeStartObject();
        json.writeStringProperty("name", name);
        json.writeNumberProperty("a", sums.weighted());
        json.writeNumberProperty("w", sums.weight());
        json.writeNumberProperty("unknownWeight", sums.unknownWeight());
        json.writeNumberProperty("scored", sums.scored());
        json.writeNumberProperty("stale", sums.stale());
        json.writeNumberProperty("neverAssessed", sums.neverAssessed());
        json.writeNumberProperty("excluded", sums.excluded());
        json.writeNumberProperty("devicesHigh", sums.devicesHigh());
        json.writeName("weightByScoreE7");
        json.writeStartArray();
        sums.weightByScore().forEach((score, weight) -> {
            json.writeNumber(score);
            json.writeNumber(weight);
        });
        json.writeEndArray();
        json.writeEndObject();
    }
}
