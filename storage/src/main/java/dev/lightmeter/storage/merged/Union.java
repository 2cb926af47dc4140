package dev.lightmeter.storage.merged;

import dev.lightmeter.core.Control;
import dev.lightmeter.core.Device;
import dev.lightmeter.core.DeviceDetails;
import dev.lightmeter.core.fleet.FleetDevice;
import dev.lightmeter.storage.DeviceRecord;
import dev.lightmeter.storage.staging.StagedDevice;
import dev.lightmeter.storage.staging.StatedFindings;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Several devices as one. The first one survives: its id, value, tags and exclusion count alone, its other attributes before
 * those of the others. Findings, configuration results and dates are those of all.
 */
final class Union {

    private Union() {}

    static FleetDevice ofDevices(List<FleetDevice> all) {
        FleetDevice survivor = all.getFirst();
        List<Device> devices = all.stream().map(FleetDevice::device).toList();
        long[] paths = all.stream()
                .flatMapToLong(device -> IntStream.range(0, device.paths().length)
                        .mapToLong(i -> StatedFindings.what(device.weaknesses()[i], device.paths()[i])))
                .sorted()
                .distinct()
                .toArray();
        int[] weaknesses = new int[paths.length];
        int[] pathsOnly = new int[paths.length];
        for (int i = 0; i < paths.length; i++) {
            weaknesses[i] = StatedFindings.weakness(paths[i]);
            pathsOnly[i] = StatedFindings.path(paths[i]);
        }
        return new FleetDevice(survivor.slot(), device(devices), weaknesses, pathsOnly);
    }

    private static Device device(List<Device> all) {
        Device survivor = all.getFirst();
        List<Control> controls =
                all.stream().flatMap(device -> device.controls().stream()).toList();
        return new Device(
                survivor.id(),
                name(survivor.id(), all, Device::name, Device::id),
                survivor.tags(),
                text(all, Device::osPlatform),
                text(all, Device::domain),
                survivor.value(),
                all.stream().anyMatch(Device::internetFacing),
                survivor.excluded(),
                all.stream()
                        .map(Device::assessedOn)
                        .filter(Objects::nonNull)
                        .max(Comparator.<LocalDate>naturalOrder())
                        .orElse(null),
                sourceGroup(all),
                StagedDevice.worstById(controls),
                survivor.kind());
    }

    static DeviceRecord ofRecords(List<DeviceRecord> all) {
        DeviceRecord survivor = all.getFirst();
        return new DeviceRecord(
                survivor.slot(),
                survivor.id(),
                name(survivor.id(), all, DeviceRecord::name, DeviceRecord::id),
                survivor.tags(),
                text(all, DeviceRecord::osPlatform),
                text(all, DeviceRecord::domain),
                survivor.value(),
                all.stream().anyMatch(DeviceRecord::internetFacing),
                survivor.excluded(),
                all.stream().map(DeviceRecord::details).reduce(DeviceDetails.NONE, DeviceDetails::orElse),
                all.stream()
                        .map(DeviceRecord::firstSeen)
                        .min(Comparator.<Instant>naturalOrder())
                        .orElse(survivor.firstSeen()),
                all.stream()
                        .map(DeviceRecord::lastSeen)
                        .max(Comparator.<Instant>naturalOrder())
                        .orElse(survivor.lastSeen()));
    }

    /** The first name that somebody gave; a device that nobody named has its id in the place. */
    private static <R> String name(String id, List<R> all, Function<R, String> name, Function<R, String> idOf) {
        return all.stream()
                .filter(device -> !name.apply(device).equals(idOf.apply(device)))
                .map(name)
                .findFirst()
                .orElse(id);
    }

    private static <R> String text(List<R> all, Function<R, String> attribute) {
        return all.stream()
                .map(attribute)
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse("");
    }

    private static @Nullable String sourceGroup(List<Device> all) {
        return all.stream()
                .map(Device::sourceGroup)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }
}
