package dev.lightmeter.storage;

import java.time.Instant;

/**
 * A decision of the operator that two devices are one: what sources say of the one counts for the other as well.
 *
 * @param slot the device that is not told on its own any more
 * @param into the device that it is a part of from now on, which may be a part of another one in turn
 */
public record DeviceMerge(int slot, int into, Instant at) {

    public DeviceMerge {
        if (slot < 0 || into < 0 || slot == into) {
            throw new IllegalArgumentException("the device " + slot + " cannot be merged into the device " + into);
        }
    }
}
