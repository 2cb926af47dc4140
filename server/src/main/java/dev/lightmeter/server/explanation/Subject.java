package dev.lightmeter.server.explanation;

import dev.lightmeter.core.Device;
import dev.lightmeter.core.fleet.Fleet;
import dev.lightmeter.core.fleet.GroupScore;
import dev.lightmeter.core.fleet.Scoreboard;
import java.util.List;

/** What a name stands for. */
public sealed interface Subject {

    /** A device group, or the organisation. */
    record Group(GroupScore score) implements Subject {}

    /** One device, by its slot. */
    record OneDevice(int slot) implements Subject {}

    /** Several devices have this name; their ids tell them apart. */
    record Several(List<String> ids) implements Subject {}

    /** Nothing has this name. */
    record Nothing() implements Subject {}

    /** The organisation, a device group, or a device by its id or name, in this order and in any letter case. */
    static Subject named(String name, Scoreboard board) {
        if (name.equalsIgnoreCase(GroupScore.ORGANISATION)) return new Group(board.organisation());
        return board.group(name).<Subject>map(Group::new).orElseGet(() -> device(name, board.fleet()));
    }

    /** A device by its id or name, in any letter case. */
    static Subject device(String name, Fleet fleet) {
        List<Integer> slots = fleet.slotsOf(name);
        return switch (slots.size()) {
            case 0 -> new Nothing();
            case 1 -> new OneDevice(slots.getFirst());
            default ->
                new Several(slots.stream()
                        .flatMap(slot -> fleet.device(slot).map(Device::id).stream())
                        .toList());
        };
    }
}
