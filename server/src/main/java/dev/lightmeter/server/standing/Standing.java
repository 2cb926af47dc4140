package dev.lightmeter.server.standing;

import dev.lightmeter.core.Level;
import dev.lightmeter.core.fleet.GroupScore;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How a device group, or the organisation, stands at one moment.
 *
 * @param score with what stands beside it
 * @param knownExploited devices that count and are exposed to a weakness which is known to be exploited
 */
public record Standing(GroupScore score, int knownExploited) {

    public String name() {
        return score.name();
    }

    /** The number of the device group; empty for the organisation. */
    public Optional<Integer> groupId() {
        return Optional.ofNullable(score.group()).map(group -> group.id());
    }

    /** In 1e-9 points; empty if no device counts. */
    public OptionalLong points() {
        return score.score();
    }

    public Optional<Level> level() {
        return score.level();
    }

    /** Share of the weight that is assessed, in 1e-9; empty without devices. */
    public OptionalLong coverage() {
        return score.coverage();
    }
}
