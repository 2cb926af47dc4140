package dev.lightmeter.server.explanation;

import dev.lightmeter.core.Decimals;
import dev.lightmeter.core.Level;
import dev.lightmeter.core.fleet.GroupScore;
import dev.lightmeter.core.fleet.Scoreboard;
import dev.lightmeter.core.report.FeedEdition;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import tools.jackson.core.JsonGenerator;

/** The parts that all our own documents about scores share. Scores are decimal texts with nine places, null without data. */
public final class ScoreFields {

    private ScoreFields() {}

    /** What a scoreboard rests on: {@code asOf}, {@code parameters}, {@code feeds}. */
    public static void basis(JsonGenerator json, Scoreboard board) {
        json.writeStringProperty("asOf", board.asOf().toString());
        json.writeName("parameters");
        json.writeStartObject();
        json.writeStringProperty("version", board.parameters().version());
        json.writeEndObject();
        feeds(json, board.feeds());
    }

    /** The editions of feeds, as {@code feeds}. */
    public static void feeds(JsonGenerator json, List<FeedEdition> editions) {
        json.writeName("feeds");
        json.writeStartArray();
        for (FeedEdition edition : editions) {
            json.writeStartObject();
            json.writeStringProperty("feed", edition.feed().wire());
            json.writeStringProperty("model", edition.model());
            Instant published = edition.publishedAt();
            json.writeStringProperty("publishedAt", published == null ? null : published.toString());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** The score of a group and what must stand beside it. */
    public static void group(JsonGenerator json, GroupScore score) {
        group(json, score.name(), score);
    }

    /** The same under another name. */
    public static void group(JsonGenerator json, String name, GroupScore score) {
        json.writeStringProperty("name", name);
        decimal(json, "score", score.score());
        json.writeStringProperty("level", score.level().map(Level::wire).orElse(null));
        json.writeNumberProperty("a", score.weighted());
        json.writeNumberProperty("w", score.weight());
        json.writeNumberProperty("scored", score.scored());
        json.writeNumberProperty("unknown", score.unknown());
        decimal(json, "coverage", score.coverage());
        json.writeName("bounds");
        score.bounds()
                .ifPresentOrElse(
                        bounds -> {
                            json.writeStartArray();
                            json.writeString(Decimals.nano(bounds.low()));
                            json.writeString(Decimals.nano(bounds.high()));
                            json.writeEndArray();
                        },
                        json::writeNull);
        decimal(json, "tail5", score.tail());
        json.writeNumberProperty("devicesHigh", score.devicesHigh());
    }

    /** A number of 1e-9 as decimal text; null if it is empty. */
    public static void decimal(JsonGenerator json, String name, OptionalLong nano) {
        json.writeStringProperty(name, nano.isEmpty() ? null : Decimals.nano(nano.getAsLong()));
    }

    /** A number of 1e-9 as decimal text. */
    public static void decimal(JsonGenerator json, String name, long nano) {
        json.writeStringProperty(name, Decimals.nano(nano));
    }
}
