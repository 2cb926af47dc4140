package dev.lightmeter.server.explanation;

import static dev.lightmeter.server.explanation.ScoreFields.decimal;

import dev.lightmeter.core.Spelling;
import dev.lightmeter.core.fleet.Attribution.Carried;
import dev.lightmeter.core.fleet.Footprint;
import dev.lightmeter.core.fleet.GroupScore;
import dev.lightmeter.core.fleet.ScoreShape;
import dev.lightmeter.core.fleet.Scoreboard;
import dev.lightmeter.server.http.Json;
import dev.lightmeter.server.recommendation.RecommendationNames;
import dev.lightmeter.server.recommendation.RecommendationNames.Said;
import dev.lightmeter.storage.Fixes;
import dev.lightmeter.storage.Store;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Writes the documents that explain scores. The server sends them, the command line shows them. */
public final class Explanations {

    private final Store store;
    private final Function<Scoreboard, RecommendationNames> names;

    public Explanations(Store store, Supplier<Fixes> fixes) {
        this.store = store;
        this.names = RecommendationNames.maker(store, fixes);
    }

    /** What came of the question. */
    public sealed interface Answer {

        /** The document, as JSON. */
        @SuppressWarnings("ArrayRecordComponent") // on its way out, compared by nobody
        record Document(byte[] json) implements Answer {}

        /** There is none; one sentence says why. */
        record None(String why) implements Answer {}
    }

    /** What recommendations ask for, in a sentence. */
    public RecommendationNames names(Scoreboard board) {
        return board.derived(names);
    }

    /**
     * Explains the organisation, a device group, a device, a weakness or a recommendation, looked for in this order.
     *
     * @param name as {@link Subject#named} reads it, or the id of a weakness or a recommendation
     * @param top how many entries of each list; what the rest carries is told as one sum
     */
    public Answer of(Scoreboard board, String name, int top, ScoreShape shape) {
        return switch (Subject.named(name, board)) {
            case Subject.Group(var score) -> group(board, score, top, shape);
            case Subject.OneDevice _, Subject.Several _ -> device(board, name, top);
            case Subject.Nothing() ->
                Stream.<Supplier<Answer>>of(() -> weakness(board, name, top), () -> recommendation(board, name, top))
                        .map(Supplier::get)
                        .filter(Answer.Document.class::isInstance)
                        .findFirst()
                        .orElseGet(() -> new Answer.None(
                                "There is no device group, device, weakness or recommendation named " + name));
        };
    }

    /** Explains a device, by its id or name. */
    public Answer device(Scoreboard board, String idOrName, int top) {
        return switch (Subject.device(idOrName, board.fleet())) {
            case Subject.OneDevice(var slot) ->
                new Answer.Document(new DeviceDocument(board, slot, top, store.findings(slot)).toJson());
            case Subject.Several(var ids) ->
                new Answer.None("Several devices are named " + idOrName + "; ask for one by its id: "
                        + String.join(", ", ids.subList(0, Math.min(5, ids.size()))));
            case Subject.Nothing _, Subject.Group _ -> new Answer.None("There is no device named " + idOrName);
        };
    }

    /** Explains a device group or the organisation. */
    public Answer group(Scoreboard board, GroupScore score, int top, ScoreShape shape) {
        return new Answer.Document(new GroupExplanation(board, score, top, names(board), shape).toJson());
    }

    /** Tells where a weakness is and what it carries. What no device in sight has is not there. */
    public Answer weakness(Scoreboard board, String id, int top) {
        Optional<Footprint> found = inAnyCase(id, board::footprintOfWeakness).filter(Explanations::isSomewhere);
        return found.<Answer>map(footprint -> new Answer.Document(
                        new FootprintDocument(board, footprint, top).ofWeakness(spelled(board, id))))
                .orElseGet(() -> new Answer.None("No device that counts has the weakness " + id));
    }

    /** Tells what a recommendation removes, and where. */
    public Answer recommendation(Scoreboard board, String id, int top) {
        String spelled = board.census()
                .concern(id)
                .map(concern -> concern.recommendation())
                .orElse(id);
        return board.footprintOfRecommendation(spelled)
                .filter(Explanations::isSomewhere)
                .<Answer>map(footprint -> new Answer.Document(new FootprintDocument(board, footprint, top)
                        .ofRecommendation(spelled, names(board).of(spelled))))
                .orElseGet(() -> new Answer.None("No device that counts needs the recommendation " + id));
    }

    /** The recommendations of a group, those that would save most first. */
    public byte[] recommendations(Scoreboard board, GroupScore score, int top) {
        var carried = board.attribution(score).byRecommendation().stream()
                .filter(entry -> !entry.key().isEmpty())
                .sorted(Carried.MOST_SAVING_FIRST)
                .toList();
        return Json.object(json -> {
            ScoreFields.basis(json, board);
            json.writeStringProperty("group", score.name());
            decimal(json, "score", score.score());
            json.writeNumberProperty("count", carried.size());
            json.writeName("recommendations");
            json.writeStartArray();
            carried.stream().limit(top).forEach(entry -> {
                Said said = names(board).of(entry.key());
                json.writeStartObject();
                json.writeStringProperty("id", entry.key());
                json.writeStringProperty("name", said.sentence());
                json.writeStringProperty("type", said.type());
                json.writeStringProperty("version", said.version().isEmpty() ? null : said.version());
                decimal(json, "carries", entry.shareNano());
                decimal(json, "wouldSave", entry.wouldSaveNano());
                json.writeNumberProperty("devices", entry.devices());
                json.writeEndObject();
            });
            json.writeEndArray();
        });
    }

    /** Says that no group of a scoreboard has a name, and which was perhaps meant of those that have devices. */
    public static String noGroup(Scoreboard board, String name) {
        List<String> names = board.groups().stream()
                .filter(group -> group.devices() > 0)
                .map(GroupScore::name)
                .toList();
        return "There is no device group named " + name + Spelling.suggestion(name, names);
    }

    private static Optional<Footprint> inAnyCase(String id, Function<String, Optional<Footprint>> find) {
        return find.apply(id).or(() -> find.apply(id.toUpperCase(Locale.ROOT)));
    }

    private static String spelled(Scoreboard board, String id) {
        return board.fleet().dictionary().findWeakness(id).isPresent() ? id : id.toUpperCase(Locale.ROOT);
    }

    private static boolean isSomewhere(Footprint footprint) {
        return footprint.organisation().devices() > 0;
    }
}
