package dev.lightmeter.storage;

import dev.lightmeter.core.fleet.Scoreboard;
import dev.lightmeter.core.group.GroupRules;

/**
 * By what scores were made that can change while nobody records: the version of the parameters and the rules of the device
 * groups, which both stand in a configuration outside the store.
 */
public record ScoreBasis(String parameters, GroupRules rules) {

    /** That of a scoreboard. */
    public static ScoreBasis of(Scoreboard board) {
        return new ScoreBasis(board.parameters().version(), board.fleet().rules());
    }
}
