package dev.lightmeter.server.score;

import java.util.List;
import java.util.OptionalLong;
import java.util.function.DoubleSupplier;

/**
 * All that the score endpoints tell, of one moment.
 *
 * @param organisation score of all devices in 1e-9 points; empty without a scored device
 * @param groups the device groups, in any order; empty if there are none
 * @param secureScorePoints Secure Score for Devices, in points, 0 or more; only asked for when a client wants it, because it may
 *     take a pass over the fleet
 */
public record Scores(OptionalLong organisation, List<GroupRow> groups, DoubleSupplier secureScorePoints) {

    /**
     * One device group.
     *
     * @param id stable number; 0 is the group of the devices in no group
     * @param score in 1e-9 points; empty without a scored device
     * @param devices all devices in the group
     */
    public record GroupRow(int id, String name, OptionalLong score, int devices) {
        public GroupRow {
            if (id < 0) throw new IllegalArgumentException("the id of a group must not be negative, got " + id);
            if (devices < 0) throw new IllegalArgumentException("a group cannot hold " + devices + " devices");
        }
    }

    public Scores {
        groups = List.copyOf(groups);
    }
}
