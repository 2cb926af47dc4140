package dev.lightmeter.storage;

import dev.lightmeter.core.DeviceDetails;
import dev.lightmeter.core.DeviceValue;
import java.time.Instant;
import java.util.List;

/**
 * All that is known of a device apart from findings, controls and software, with the operator's decisions. What nobody told
 * is empty, {@link DeviceValue#NORMAL} or false. Times are to the microsecond.
 *
 * @param slot the store's number of the device: dense from 0, never reused
 * @param name DNS name or whatever people call it; the id if nobody gave a name
 * @param tags those of the reports, then those that the operator added
 * @param firstSeen the earliest time at which a source says that it saw the device
 * @param lastSeen the latest one
 */
public record DeviceRecord(
        int slot,
        String id,
        String name,
        List<String> tags,
        String osPlatform,
        String domain,
        DeviceValue value,
        boolean internetFacing,
        boolean excluded,
        DeviceDetails details,
        Instant firstSeen,
        Instant lastSeen) {

    public DeviceRecord {
        tags = List.copyOf(tags);
    }

    /** The same device with other details. */
    public DeviceRecord with(DeviceDetails others) {
        return new DeviceRecord(
                slot, id, name, tags, osPlatform, domain, value, internetFacing, excluded, others, firstSeen, lastSeen);
    }
}
