package dev.lightmeter.server.statement;

import static dev.lightmeter.server.explanation.ScoreFields.decimal;

import dev.lightmeter.core.digest.Digest;
import dev.lightmeter.core.digest.Fingerprints;
import dev.lightmeter.core.fleet.GroupScore;
import dev.lightmeter.core.fleet.Scoreboard;
import dev.lightmeter.core.report.FeedEdition;
import dev.lightmeter.server.http.Json;
import dev.lightmeter.server.standing.Standing;
import dev.lightmeter.server.standing.Standings;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import tools.jackson.core.JsonGenerator;

/** The scores of one moment as an in-toto statement about a fleet. The same scores give the same bytes. */
public final class ScoreStatement {

    static final String TYPE = "https://in-toto.io/Statement/v1";
    static final String PREDICATE_TYPE = "https://lightmeter.dev/exposure-score/v1";

    /** Kept with the scoreboard: fingerprints take a pass over all findings. */
    private static final Function<Scoreboard, Fingerprints> MAKER = Fingerprints::of;

    private final Scoreboard board;
    private final Fingerprints prints;

    private ScoreStatement(Scoreboard board) {
        this.board = board;
        this.prints = board.derived(MAKER);
    }

    /** Whether a payload with these types is a statement of scores as this class makes them. */
    public static boolean isOne(String type, String predicateType) {
        return TYPE.equals(type) && PREDICATE_TYPE.equals(predicateType);
    }

    /** The statement, not signed. */
    public static byte[] payload(Scoreboard board) {
        return Json.object(new ScoreStatement(board)::write);
    }

    /** The statement in its envelope. */
    public static Envelope signed(Scoreboard board, StatementKey key) {
        return key.sign(payload(board));
    }

    private void write(JsonGenerator json) {
        json.writeStringProperty("_type", TYPE);
        json.writeName("subject");
        json.writeStartArray();
        json.writeStartObject();
        json.writeStringProperty("name", "fleet");
        digest(json, prints.fleet());
        json.writeEndObject();
        json.writeEndArray();
        json.writeStringProperty("predicateType", PREDICATE_TYPE);
        json.writeName("predicate");
        json.writeStartObject();
        json.writeStringProperty("asOf", board.asOf().toString());
        part(
                json,
                "parameters",
                prints.parameters(),
                () -> json.writeStringProperty("version", board.parameters().version()));
        part(json, "facts", prints.facts(), () -> json.writeNumberProperty("weaknesses", prints.weaknesses()));
        part(json, "fleet", prints.fleet(), () -> json.writeNumberProperty("devices", prints.devices()));
        feeds(json);
        List<Standing> standings = Standings.of(board).all();
        json.writeName("organisation");
        score(json, standings.getFirst().score());
        json.writeName("groups");
        json.writeStartArray();
        standings.stream()
                .skip(1)
                .map(Standing::score)
                .sorted(Comparator.comparing(GroupScore::name))
                .forEach(score -> score(json, score));
        json.writeEndArray();
        json.writeEndObject();
    }

    private void feeds(JsonGenerator json) {
        json.writeName("feeds");
        json.writeStartArray();
        for (FeedEdition edition : board.feeds()) {
            Instant published = edition.publishedAt();
            json.writeStartObject();
            json.writeStringProperty("feed", edition.feed().wire());
            json.writeStringProperty("model", edition.model());
            json.writeStringProperty("publishedAt", published == null ? null : published.toString());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** Sums are texts, because many readers of JSON keep 53 bits of a number. */
    private static void score(JsonGenerator json, GroupScore score) {
        json.writeStartObject();
        json.writeStringProperty("name", score.name());
        decimal(json, "score", score.score());
        json.writeStringProperty("weighted", Long.toString(score.weighted()));
        json.writeStringProperty("weight", Long.toString(score.weight()));
        json.writeStringProperty("unknownWeight", Long.toString(score.unknownWeight()));
        decimal(json, "coverage", score.coverage());
        json.writeNumberProperty("scored", score.scored());
        json.writeNumberProperty("stale", score.stale());
        json.writeNumberProperty("neverAssessed", score.neverAssessed());
        json.writeNumberProperty("excluded", score.excluded());
        json.writeNumberProperty("devicesHigh", score.devicesHigh());
        json.writeNumberProperty("worstDeviceE7", score.maxDeviceScoreE7());
        json.writeEndObject();
    }

    private static void part(JsonGenerator json, String name, Digest digest, Runnable more) {
        json.writeName(name);
        json.writeStartObject();
        more.run();
        digest(json, digest);
        json.writeEndObject();
    }

    private static void digest(JsonGenerator json, Digest digest) {
        json.writeName("digest");
        json.writeStartObject();
        json.writeStringProperty("sha256", digest.hex());
        json.writeEndObject();
    }
}
