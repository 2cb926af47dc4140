package dev.lightmeter.core;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A device as Lightmeter knows it, after what all sources said about it.
 *
 * @param id stable id: that of the source which named the device first
 * @param name DNS name or whatever people call it; the id if nobody gave a name
 * @param osPlatform such as {@code Windows11}; empty if unknown
 * @param domain DNS or directory domain; empty if unknown
 * @param excluded true if an administrator, or the configuration for its kind, took it out of every sum
 * @param assessedOn UTC day on which a source last looked for findings; null if none ever did
 * @param sourceGroup device group that the source itself names; null if it names none
 * @param controls configuration results, in the order of their ids
 * @param kind what it is
 */
public record Device(
        String id,
        String name,
        List<String> tags,
        String osPlatform,
        String domain,
        DeviceValue value,
        boolean internetFacing,
        boolean excluded,
        @Nullable LocalDate assessedOn,
        @Nullable String sourceGroup,
        List<Control> controls,
        DeviceKind kind) {

    public Device {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(name, "name");
        tags = List.copyOf(tags);
        Objects.requireNonNull(osPlatform, "osPlatform");
        Objects.requireNonNull(domain, "domain");
        Objects.requireNonNull(value, "value");
        controls = List.copyOf(controls);
        Objects.requireNonNull(kind, "kind");
    }

    /** A host. */
    public Device(
            String id,
            String name,
            List<String> tags,
            String osPlatform,
            String domain,
            DeviceValue value,
            boolean internetFacing,
            boolean excluded,
            @Nullable LocalDate assessedOn,
            @Nullable String sourceGroup,
            List<Control> controls) {
        this(
                id,
                name,
                tags,
                osPlatform,
                domain,
                value,
                internetFacing,
                excluded,
                assessedOn,
                sourceGroup,
                controls,
                DeviceKind.HOST);
    }

    /** The same device with another value. */
    public Device withValue(DeviceValue other) {
        return with(other, internetFacing, excluded, controls);
    }

    /** The same device, reachable from the internet or not. */
    public Device withInternetFacing(boolean other) {
        return with(value, other, excluded, controls);
    }

    /** The same device, in no sum. */
    public Device leftOut() {
        return with(value, internetFacing, true, controls);
    }

    /** The same device with other configuration results. */
    public Device withControls(List<Control> others) {
        return with(value, internetFacing, excluded, others);
    }

    private Device with(DeviceValue worth, boolean facing, boolean out, List<Control> results) {
        return new Device(
                id, name, tags, osPlatform, domain, worth, facing, out, assessedOn, sourceGroup, results, kind);
    }
}
