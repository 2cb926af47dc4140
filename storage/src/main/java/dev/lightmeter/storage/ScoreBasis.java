package dev.lightmeter.storage;

import dev.lightmeter.core.DeviceKind;
import dev.lightmeter.core.fleet.Scoreboard;
import dev.lightmeter.core.group.GroupRules;
import java.util.Set;

/**
 * By what scores were made that can change while nobody records, because it stands in a configuration outside the store.
 *
 * @param parameters their version
 * @param rules of the device groups
 * @param leftOut kinds of devices that are in no sum
 */
public record ScoreBasis(String parameters, GroupRules rules, Set<DeviceKind> leftOut) {

    public ScoreBasis {
        leftOut = Set.copyOf(leftOut);
    }

    /** That of a scoreboard without some kinds of devices. */
    public static ScoreBasis of(Scoreboard board, Set<DeviceKind> leftOut) {
        return new ScoreBasis(board.parameters().version(), board.fleet().rules(), leftOut);
    }
}
