package dev.lightmeter.core.fleet;

import dev.lightmeter.core.Control;
import dev.lightmeter.core.Device;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** For which controls the devices of each group were assessed. For one thread. */
final class GroupControls {

    private final Scoreboard board;
    /** By group index. */
    private final Map<Integer, Set<String>> byGroup = new TreeMap<>();

    GroupControls(Scoreboard board) {
        this.board = board;
    }

    void block(int b) {
        DeviceBlock block = board.fleet().blocks()[b];
        for (int at = 0; at < DeviceBlock.SIZE; at++) {
            Device device = block.device[at];
            if (device == null || device.controls().isEmpty() || !board.scores()[b].counts(at)) continue;
            Set<String> controls = byGroup.computeIfAbsent(block.group[at], first -> new HashSet<>());
            for (Control control : device.controls()) controls.add(control.id());
        }
    }

    Map<Integer, Set<String>> byGroup() {
        return byGroup;
    }
}
