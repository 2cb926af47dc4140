package dev.lightmeter.storage;

import java.util.List;
import java.util.Set;

/**
 * Which devices the operator declared to be one. It stands beside what sources say and changes nothing of it, so that taking
 * a merge back brings back the very same devices.
 */
public interface DeviceMerges {

    /** All of them, by the slot of the device that is told no more; each stands there at most once. */
    List<DeviceMerge> all();

    /** Makes merges durable, all of them at once. */
    void add(List<DeviceMerge> merges);

    /** Takes back the merges of the devices in these slots, all of them at once. */
    void remove(Set<Integer> slots);
}
