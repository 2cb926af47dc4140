package dev.lightmeter.core.fleet;

import dev.lightmeter.core.Device;
import java.util.Arrays;

/**
 * A device with its findings in the ints of a {@link Dictionary}. The arrays are taken over, not copied.
 *
 * @param slot the store's number of the device: dense from 0, never reused
 * @param weaknesses one per path, ascending; a weakness with several paths stands there several times
 * @param paths parallel to {@code weaknesses}
 */
@SuppressWarnings("ArrayRecordComponent") // a border crossed a hundred million times; identity is never compared
public record FleetDevice(int slot, Device device, int[] weaknesses, int[] paths) {

    public FleetDevice {
        if (weaknesses.length != paths.length) {
            throw new IllegalArgumentException(
                    weaknesses.length + " weaknesses but " + paths.length + " paths on device " + device.id());
        }
    }

    /** @param pairs weakness in the upper half, path in the lower half of each, ascending */
    static FleetDevice of(int slot, Device device, long[] pairs) {
        return new FleetDevice(
                slot,
                device,
                Arrays.stream(pairs).mapToInt(pair -> (int) (pair >> 32)).toArray(),
                Arrays.stream(pairs).mapToInt(pair -> (int) pair).toArray());
    }
}
