package dev.lightmeter.server.device;

import dev.lightmeter.core.Device;
import dev.lightmeter.core.DeviceDetail;
import dev.lightmeter.core.fleet.Scoreboard;
import dev.lightmeter.storage.DeviceMerge;
import dev.lightmeter.storage.DeviceRecord;
import dev.lightmeter.storage.merged.MergedStore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The devices that were merged into others. No list has them; who remembers the id of one learns where it went, as in
 * Defender, but neither its findings nor a score.
 */
final class MergedAway {

    private final MergedStore store;
    private final Scoreboard board;

    MergedAway(MergedStore store, Scoreboard board) {
        this.store = store;
        this.board = board;
    }

    /** The machine of this id, if the caller sees the device into which it was merged. */
    Optional<Machine> machine(String id, Instant now) {
        int[] slots = store.merges().all().stream().mapToInt(DeviceMerge::slot).toArray();
        return store.unmergedRecords(slots).stream()
                .filter(known -> known.id().equalsIgnoreCase(id))
                .findFirst()
                .flatMap(known -> machine(known, store.survivorOf(known.slot()), now));
    }

    private Optional<Machine> machine(DeviceRecord known, int survivor, Instant now) {
        RbacGroups groups = RbacGroups.of(board);
        return board.fleet()
                .device(survivor)
                .map(into -> new Machine(
                        known.slot(),
                        described(known),
                        null,
                        groups.of(survivor),
                        groups.nameOrNull(survivor),
                        known.with(known.details().with(DeviceDetail.MERGED_INTO_MACHINE_ID, into.id())),
                        now));
    }

    private static Device described(DeviceRecord known) {
        return new Device(
                known.id(),
                known.name(),
                known.tags(),
                known.osPlatform(),
                known.domain(),
                known.value(),
                known.internetFacing(),
                known.excluded(),
                null,
                null,
                List.of(),
                known.details().kind());
    }
}
