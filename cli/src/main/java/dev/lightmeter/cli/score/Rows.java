package dev.lightmeter.cli.score;

import dev.lightmeter.core.Device;
import dev.lightmeter.core.DeviceState;
import dev.lightmeter.core.fleet.GroupScore;
import dev.lightmeter.core.fleet.Scoreboard;
import dev.lightmeter.core.group.DeviceGroup;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** The rows of every output, in the one order that all of them have. */
final class Rows {

    private Rows() {}

    /**
     * A device and its score.
     *
     * @param scoreNano in 1e-9 points, also for a device that does not count
     */
    record DeviceRow(Device device, String group, DeviceState state, long hazardNano, long scoreNano) {}

    /** The worst group first, then by name; those without data last. The unassigned one only if it has devices or is alone. */
    static List<GroupScore> groups(Scoreboard board) {
        boolean alone = board.groups().size() == 1;
        return board.groups().stream()
                .filter(group -> alone
                        || !DeviceGroup.UNASSIGNED.equals(group.group())
                        || group.devices() + group.excluded() > 0)
                .sorted(Comparator.comparingLong(
                                (GroupScore group) -> group.score().orElse(-1))
                        .reversed()
                        .thenComparing(GroupScore::name))
                .toList();
    }

    /** All devices by id. */
    static List<DeviceRow> devices(Scoreboard board) {
        return IntStream.range(0, board.fleet().slots())
                .filter(slot -> board.state(slot).isPresent())
                .mapToObj(slot -> row(board, slot))
                .sorted(Comparator.comparing(row -> row.device().id()))
                .toList();
    }

    private static DeviceRow row(Scoreboard board, int slot) {
        return new DeviceRow(
                board.fleet().device(slot).orElseThrow(),
                board.fleet().groupOf(slot).name(),
                board.state(slot).orElseThrow(),
                board.hazard(slot),
                board.deviceScore(slot) * 100L);
    }
}
