package dev.lightmeter.core.report;

import dev.lightmeter.core.Control;
import dev.lightmeter.core.DeviceDetail;
import dev.lightmeter.core.DeviceDetails;
import dev.lightmeter.core.DeviceKind;
import dev.lightmeter.core.DeviceValue;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a source says about a device. Null means that the source does not say; an earlier statement then stays.
 *
 * @param id the source's own id of the device
 * @param name DNS name or whatever people call the device
 * @param group name of the device group the source puts it in
 * @param groupId the source's number of that group
 * @param tags null if the source has no tags; empty if the device has none
 * @param assessed whether the source looks for findings on this device; false if it merely lists it
 * @param seenAt when the source last saw the device; null if it does not say, which means at the time of the report
 * @param controls configuration results; null if the source has none
 * @param details what tells people which device it is and does not count in the score
 * @param firstSeen when the source first saw the device; null if it does not say
 */
public record ReportedDevice(
        String id,
        @Nullable String name,
        @Nullable String group,
        @Nullable Integer groupId,
        @Nullable List<String> tags,
        @Nullable String osPlatform,
        @Nullable String domain,
        @Nullable DeviceValue value,
        @Nullable Boolean internetFacing,
        @Nullable Boolean excluded,
        boolean assessed,
        @Nullable Instant seenAt,
        @Nullable List<Control> controls,
        DeviceDetails details,
        @Nullable Instant firstSeen) {

    public ReportedDevice {
        Objects.requireNonNull(id, "id");
        if (id.isBlank()) throw new IllegalArgumentException("a device needs an id");
        tags = tags == null ? null : List.copyOf(tags);
        controls = controls == null ? null : List.copyOf(controls);
        Objects.requireNonNull(details, "details");
    }

    /** A device of which the source tells no details. */
    public ReportedDevice(
            String id,
            @Nullable String name,
            @Nullable String group,
            @Nullable Integer groupId,
            @Nullable List<String> tags,
            @Nullable String osPlatform,
            @Nullable String domain,
            @Nullable DeviceValue value,
            @Nullable Boolean internetFacing,
            @Nullable Boolean excluded,
            boolean assessed,
            @Nullable Instant seenAt,
            @Nullable List<Control> controls) {
        this(
                id,
                name,
                group,
                groupId,
                tags,
                osPlatform,
                domain,
                value,
                internetFacing,
                excluded,
                assessed,
                seenAt,
                controls,
                DeviceDetails.NONE,
                null);
    }

    /** A device of which only id and name are known, assessed when the report was made. */
    public static ReportedDevice named(String id, @Nullable String name) {
        return new ReportedDevice(id, name, null, null, null, null, null, null, null, null, true, null, null);
    }

    public ReportedDevice withOsPlatform(@Nullable String said) {
        return described(tags, said, domain, controls, details);
    }

    public ReportedDevice withDomain(@Nullable String said) {
        return described(tags, osPlatform, said, controls, details);
    }

    public ReportedDevice withTags(@Nullable List<String> said) {
        return described(said, osPlatform, domain, controls, details);
    }

    public ReportedDevice withControls(@Nullable List<Control> said) {
        return described(tags, osPlatform, domain, said, details);
    }

    public ReportedDevice withKind(DeviceKind said) {
        return withDetails(details.with(DeviceDetail.DEVICE_KIND, said.wire()));
    }

    public ReportedDevice withDetails(DeviceDetails said) {
        return described(tags, osPlatform, domain, controls, said);
    }

    public ReportedDevice withSeenAt(@Nullable Instant said) {
        return seen(assessed, said, firstSeen);
    }

    public ReportedDevice withFirstSeen(@Nullable Instant said) {
        return seen(assessed, seenAt, said);
    }

    /** The same device, on which the source does not look for findings. */
    public ReportedDevice merelyListed() {
        return seen(false, seenAt, firstSeen);
    }

    private ReportedDevice described(
            @Nullable List<String> tagsSaid,
            @Nullable String osPlatformSaid,
            @Nullable String domainSaid,
            @Nullable List<Control> controlsSaid,
            DeviceDetails detailsSaid) {
        return new ReportedDevice(
                id,
                name,
                group,
                groupId,
                tagsSaid,
                osPlatformSaid,
                domainSaid,
                value,
                internetFacing,
                excluded,
                assessed,
                seenAt,
                controlsSaid,
                detailsSaid,
                firstSeen);
    }

    private ReportedDevice seen(boolean assessedSaid, @Nullable Instant seenAtSaid, @Nullable Instant firstSeenSaid) {
        return new ReportedDevice(
                id,
                name,
                group,
                groupId,
                tags,
                osPlatform,
                domain,
                value,
                internetFacing,
                excluded,
                assessedSaid,
                seenAtSaid,
                controls,
                details,
                firstSeenSaid);
    }
}
