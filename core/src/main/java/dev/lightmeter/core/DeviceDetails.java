package dev.lightmeter.core;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** What is known of a device beside what counts in the score. What nobody said is not in it. */
public record DeviceDetails(Map<DeviceDetail, String> known) {

    public static final DeviceDetails NONE = new DeviceDetails(Map.of());

    public DeviceDetails {
        // an enum map keeps the declared order and costs an array; most devices know most details
        known = known.isEmpty() ? Map.of() : Collections.unmodifiableMap(new EnumMap<>(known));
    }

    public Optional<String> get(DeviceDetail detail) {
        return Optional.ofNullable(known.get(detail));
    }

    /** What the device is; a host if nobody said it. */
    public DeviceKind kind() {
        return get(DeviceDetail.DEVICE_KIND).flatMap(DeviceKind::ofWire).orElse(DeviceKind.HOST);
    }

    /** These, and one more; a blank value says nothing. */
    public DeviceDetails with(DeviceDetail detail, String value) {
        if (value.isBlank()) return this;
        EnumMap<DeviceDetail, String> more = new EnumMap<>(DeviceDetail.class);
        more.putAll(known);
        more.put(detail, value);
        return new DeviceDetails(more);
    }

    /** These, and where they are silent the others. */
    public DeviceDetails orElse(DeviceDetails others) {
        if (known.isEmpty()) return others;
        if (others.known.isEmpty()) return this;
        EnumMap<DeviceDetail, String> both = new EnumMap<>(DeviceDetail.class);
        both.putAll(others.known);
        both.putAll(known);
        return new DeviceDetails(both);
    }
}
