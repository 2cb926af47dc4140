package dev.lightmeter.cli.score;

import dev.lightmeter.core.Decimals;
import dev.lightmeter.core.DeviceState;
import dev.lightmeter.core.Level;
import dev.lightmeter.core.fleet.GroupScore;
import dev.lightmeter.core.fleet.Impacts.Impact;
import dev.lightmeter.core.fleet.Scoreboard;
import dev.lightmeter.core.report.FeedEdition;
import dev.lightmeter.core.score.Parameters;
import dev.lightmeter.server.explanation.ScoreFields;
import java.io.Writer;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultPrettyPrinter;

/** A scoreboard as one JSON document. Exact numbers are decimal text; the same scores give the same bytes. */
final class ScoreJson {

    private final JsonGenerator json;
    private final Scoreboard board;

    private ScoreJson(JsonGenerator json, Scoreboard board) {
        this.json = json;
        this.board = board;
    }

    static void write(Scoreboard board, Writer to) {
        JsonFactory factory = JsonFactory.builder()
                .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
                .build();
        ObjectWriteContext pretty = new ObjectWriteContext.Base() {
            @Override
            public tools.jackson.core.PrettyPrinter getPrettyPrinter() {
                return new DefaultPrettyPrinter();
            }
        };
        try (JsonGenerator json = factory.createGenerator(pretty, to)) {
            new ScoreJson(json, board).document();
        }
    }

    private void document() {
        json.writeStartObject();
        text("asOf", board.asOf().toString());
        parameters(board.parameters());
        json.writeArrayPropertyStart("feeds");
        board.feeds().forEach(this::feed);
        json.writeEndArray();
        json.writeName("organisation");
        group(board.organisation());
        json.writeArrayPropertyStart("groups");
        Rows.groups(board).forEach(this::group);
        json.writeEndArray();
        json.writeArrayPropertyStart("devices");
        Rows.devices(board).forEach(this::device);
        json.writeEndArray();
        json.writeEndObject();
    }

    private void parameters(Parameters parameters) {
        json.writeObjectPropertyStart("parameters");
        text("version", parameters.version());
        json.writeNumberProperty("scalePct", parameters.scalePct());
        json.writeNumberProperty("breadthPct", parameters.breadthPct());
        json.writeNumberProperty("internetPct", parameters.internetPct());
        json.writeNumberProperty("staleDays", parameters.staleDays());
        json.writeNumberProperty("tailPct", parameters.tailPct());
        json.writeEndObject();
    }

    private void feed(FeedEdition edition) {
        Instant publishedAt = edition.publishedAt();
        json.writeStartObject();
        text("feed", edition.feed().wire());
        text("model", edition.model());
        text("publishedAt", publishedAt == null ? null : publishedAt.toString());
        json.writeEndObject();
    }

    private void group(GroupScore group) {
        json.writeStartObject();
        ScoreFields.group(json, group);
        json.writeArrayPropertyStart("recommendations");
        for (Impact impact : board.impacts().of(group)) {
            json.writeStartObject();
            text("id", impact.recommendation());
            text("exposureImpact", Decimals.nano(impact.impactNano()));
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void device(Rows.DeviceRow device) {
        boolean counts = device.state() == DeviceState.SCORED;
        json.writeStartObject();
        text("id", device.device().id());
        text("group", device.group());
        text("state", device.state().wire());
        json.writeNumberProperty("hazardNano", device.hazardNano());
        text("score", counts ? Decimals.nano(device.scoreNano()) : null);
        text("level", counts ? Level.ofScore(device.scoreNano()).wire() : null);
        json.writeEndObject();
    }

    private void text(String name, @Nullable String value) {
        if (value == null) {
            json.writeNullProperty(name);
        } else {
            json.writeStringProperty(name, value);
        }
    }
}
