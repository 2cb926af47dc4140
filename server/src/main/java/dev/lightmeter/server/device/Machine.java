package dev.lightmeter.server.device;

import dev.lightmeter.core.Device;
import dev.lightmeter.core.DeviceDetail;
import dev.lightmeter.core.Level;
import dev.lightmeter.core.group.DeviceGroup;
import dev.lightmeter.storage.DeviceRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A device as a caller sees it. What counts in the scores comes from the scoreboard, so that it fits to them; the rest comes
 * from the store.
 *
 * @param level the band of the device's score; null if the device does not count
 * @param groupName null where there are no device groups
 * @param record null as long as nothing was asked that only the store knows
 * @param now the time of the call
 */
record Machine(
        int slot,
        Device device,
        @Nullable Level level,
        DeviceGroup group,
        @Nullable String groupName,
        @Nullable DeviceRecord record,
        Instant now) {

    static final List<String> HEALTH = List.of(
            "Active",
            "Inactive",
            "ImpairedCommunication",
            "NoSensorData",
            "NoSensorDataImpairedCommunication",
            "Unknown");

    /** A device that was silent for longer is inactive; whether it counts in the scores is another question. */
    private static final Duration INACTIVE_AFTER = Duration.ofDays(7);

    Machine with(DeviceRecord known) {
        return new Machine(slot, device, level, group, groupName, known, now);
    }

    DeviceRecord known() {
        if (record == null) throw new IllegalStateException("the record of device " + device.id() + " was not read");
        return record;
    }

    @Nullable
    String detail(DeviceDetail detail) {
        return known().details().get(detail).orElse(null);
    }

    String detailOr(DeviceDetail detail, String unknown) {
        return known().details().get(detail).orElse(unknown);
    }

    /** A detail that is one of a list of words, in the spelling of the list; null for anything else. */
    @Nullable
    String word(DeviceDetail detail, List<String> words) {
        Optional<String> said = known().details().get(detail);
        return said.flatMap(text ->
                        words.stream().filter(text.strip()::equalsIgnoreCase).findFirst())
                .orElse(null);
    }

    Optional<Boolean> truth(DeviceDetail detail) {
        return Optional.ofNullable(word(detail, List.of("true", "false"))).map(Boolean::valueOf);
    }

    /** What the source says if that is worse than what its silence tells. */
    String healthStatus() {
        String said = word(DeviceDetail.HEALTH_STATUS, HEALTH.subList(1, HEALTH.size() - 1));
        if (said != null) return said;
        return known().lastSeen().isBefore(now.minus(INACTIVE_AFTER)) ? "Inactive" : "Active";
    }
}
