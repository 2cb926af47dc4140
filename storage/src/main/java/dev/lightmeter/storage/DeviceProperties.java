package dev.lightmeter.storage;

import dev.lightmeter.core.DeviceDetail;
import dev.lightmeter.core.DeviceValue;
import dev.lightmeter.storage.query.Property;
import dev.lightmeter.storage.query.Reader;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@link Store#forEachRecord} can filter by, under the names of Defender's machine resource. Each is a column too, of
 * the tables {@code device d}, {@code device_decision o} and the sights {@code s}.
 */
public final class DeviceProperties {

    public static final Property<DeviceRecord> ID =
            Property.word("id", DeviceRecord::id).in("d.id").always();
    public static final Property<DeviceRecord> NAME = Property.word("computerDnsName", DeviceRecord::name)
            .in("coalesce(d.name, d.id)")
            .always();
    public static final Property<DeviceRecord> FIRST_SEEN = Property.instant("firstSeen", DeviceRecord::firstSeen)
            .in("s.first_seen")
            .always();
    public static final Property<DeviceRecord> LAST_SEEN = Property.instant("lastSeen", DeviceRecord::lastSeen)
            .in("s.last_seen")
            .always();
    public static final Property<DeviceRecord> OS_PLATFORM = Property.word(
                    "osPlatform", (DeviceRecord device) -> nullIfEmpty(device.osPlatform()))
            .in("nullif(d.os_platform, '')");
    public static final Property<DeviceRecord> VALUE = Property.word(
                    "deviceValue", (DeviceRecord device) -> device.value().wire(), valuesLeastFirst())
            .in("coalesce(o.value, d.value, 'NORMAL')")
            .always();
    public static final Property<DeviceRecord> EXCLUDED = Property.truth("isExcluded", DeviceRecord::excluded)
            .in("coalesce(d.excluded, false)")
            .always();
    public static final Property<DeviceRecord> TAGS =
            Property.texts("machineTags", DeviceRecord::tags).in("""
            case when o.device is null then d.tags else array_to_string(list_filter(list_concat(
                string_to_array(coalesce(d.tags, ''), chr(10)), string_to_array(o.tags_added, chr(10))),
                lambda tag: tag <> '' and not list_contains(string_to_array(o.tags_removed, chr(10)), tag)), chr(10)) end""");

    private static final Map<DeviceDetail, Property<DeviceRecord>> DETAILS = details();

    private DeviceProperties() {}

    /** A detail: a whole number, true or false, or text in which the case of A to Z does not count. */
    public static Property<DeviceRecord> of(DeviceDetail detail) {
        Property<DeviceRecord> property = DETAILS.get(detail);
        if (property == null) throw new IllegalStateException("the detail " + detail + " has no property");
        return property;
    }

    private static Map<DeviceDetail, Property<DeviceRecord>> details() {
        Map<DeviceDetail, Property<DeviceRecord>> details = new EnumMap<>(DeviceDetail.class);
        for (DeviceDetail detail : DeviceDetail.values()) details.put(detail, property(detail));
        return details;
    }

    private static Property<DeviceRecord> property(DeviceDetail detail) {
        String column = "d." + detail.column();
        Reader<DeviceRecord, String> text = device -> device.details().known().get(detail);
        return switch (detail) {
            case OS_BUILD ->
                Property.<DeviceRecord>whole(detail.wire(), device -> whole(text.of(device)))
                        .in("case when regexp_full_match(" + column + ", '[0-9]{1,18}') then cast(" + column
                                + " as bigint) end");
            case IS_AAD_JOINED, IS_POTENTIAL_DUPLICATION ->
                Property.<DeviceRecord>truth(detail.wire(), device -> truth(text.of(device)))
                        .in("case " + column + " when 'true' then true when 'false' then false end");
            default -> Property.word(detail.wire(), text).in(column);
        };
    }

    private static @Nullable Long whole(@Nullable String text) {
        return text != null && text.matches("[0-9]{1,18}") ? Long.valueOf(text) : null;
    }

    private static @Nullable Boolean truth(@Nullable String text) {
        if ("true".equals(text)) return Boolean.TRUE;
        return "false".equals(text) ? Boolean.FALSE : null;
    }

    private static @Nullable String nullIfEmpty(String text) {
        return text.isEmpty() ? null : text;
    }

    private static List<String> valuesLeastFirst() {
        return List.of(DeviceValue.LOW.wire(), DeviceValue.NORMAL.wire(), DeviceValue.HIGH.wire());
    }
}
