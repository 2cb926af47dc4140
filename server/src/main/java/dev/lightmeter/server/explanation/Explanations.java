package dev.lightmeter.server.explanation;

import dev.lightmeter.core.fleet.Scoreboard;

/** Writes the document that explains a score. The server sends it, the command line shows it. */
public final class Explanations {

    private Explanations() {}

    /** What came of the question. */
    public sealed interface Answer {

        /** The document, as JSON. */
        @SuppressWarnings("ArrayRecordComponent") // on its way out, compared by nobody
        record Document(byte[] json) implements Answer {}

        /** There is none; one sentence says why. */
        record None(String why) implements Answer {}
    }

    /**
     * Explains the organisation, a device group or a device.
     *
     * @param name as {@link Subject#named} reads it
     * @param top how many entries of each list; what the rest carries is told as one sum
     */
    public static Answer of(Scoreboard board, String name, int top) {
        return switch (Subject.named(name, board)) {
            case Subject.Group(var score) -> new Answer.Document(new GroupExplanation(board, score, top).toJson());
            case Subject.OneDevice(var slot) -> new Answer.Document(new DeviceDocument(board, slot, top).toJson());
            case Subject.Several(var ids) ->
                new Answer.None("Several devices are named " + name + "; ask for one by its id: "
                        + String.join(", ", ids.subList(0, Math.min(5, ids.size()))));
            case Subject.Nothing() -> new Answer.None("There is no device group and no device named " + name);
        };
    }
}
