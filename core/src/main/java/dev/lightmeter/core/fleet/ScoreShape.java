package dev.lightmeter.core.fleet;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * Named ways to make one number of the same facts, to see what a change of model does. Values are not those of any other
 * product. Source: docs/scoring.md section 7.3.
 */
public enum ScoreShape {
    /** The model of this program. */
    LIGHTMETER("lightmeter-1"),
    /** A value-weighted mean of devices, each as bad as its worst weakness. */
    TOP_WEAKNESS("top-weakness-1"),
    /** A plain mean of the combined scores of devices. */
    PLAIN_AVERAGE("plain-average-1");

    private final String id;

    ScoreShape(String id) {
        this.id = id;
    }

    /** Name and version, as in answers and documents. */
    public String id() {
        return id;
    }

    /** Reads an id in any letter case; empty for anything else. */
    public static Optional<ScoreShape> parse(String id) {
        return Stream.of(values())
                .filter(shape -> shape.id.equalsIgnoreCase(id.strip()))
                .findFirst();
    }

    /**
     * The score of a group in some shape.
     *
     * @param group the group and its score in our shape
     * @param score in 1e-9 points; empty if no device counts
     */
    public record Shaped(GroupScore group, OptionalLong score) {}

    /** The scores of all groups that a scoreboard tells of, and last of the organisation. */
    public List<Shaped> of(Scoreboard board) {
        Stream<GroupScore> groups = Stream.concat(board.groups().stream(), Stream.of(board.organisation()));
        if (this == LIGHTMETER) {
            return groups.map(group -> new Shaped(group, group.score())).toList();
        }
        ShapeSums sums = ShapeSums.of(board, this);
        return groups.map(group -> new Shaped(group, sums.score(board.indexOf(group))))
                .toList();
    }
}
