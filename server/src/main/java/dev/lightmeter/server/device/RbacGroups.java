package dev.lightmeter.server.device;

import dev.lightmeter.core.fleet.GroupScore;
import dev.lightmeter.core.fleet.Scoreboard;
import dev.lightmeter.core.group.DeviceGroup;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How the device groups of one view are called on the wire. A view without any group calls none by name; in every other one,
 * a device in no group is in {@code UnassignedGroup}.
 */
public final class RbacGroups {

    private final Scoreboard board;
    private final boolean named;

    private RbacGroups(Scoreboard board, boolean named) {
        this.board = board;
        this.named = named;
    }

    public static RbacGroups of(Scoreboard board) {
        // a group that no rule names lives as long as a source puts devices into it
        boolean byRules = !board.fleet().rules().ranked().isEmpty();
        boolean named = board.groups().stream()
                .anyMatch(score -> !DeviceGroup.UNASSIGNED.equals(score.group()) && (byRules || hasDevices(score)));
        return new RbacGroups(board, named);
    }

    /** The group of the device in a slot. */
    public DeviceGroup of(int slot) {
        return board.fleet().groupOf(slot);
    }

    /** Its name; empty where there are no groups. */
    public Optional<String> name(int slot) {
        return named ? Optional.of(of(slot).name()) : Optional.empty();
    }

    /** The same for JSON. */
    @Nullable
    String nameOrNull(int slot) {
        return name(slot).orElse(null);
    }

    private static boolean hasDevices(GroupScore score) {
        return score.devices() + score.excluded() > 0;
    }
}
