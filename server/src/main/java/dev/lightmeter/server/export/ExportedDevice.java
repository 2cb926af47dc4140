package dev.lightmeter.server.export;

import dev.lightmeter.core.DeviceDetail;
import dev.lightmeter.core.group.DeviceGroup;
import dev.lightmeter.storage.DeviceRecord;
import dev.lightmeter.storage.query.Property;
import org.jspecify.annotations.Nullable;

/**
 * What every row of every export tells of its device.
 *
 * @param groupName {@code Unassigned} for a device in no group, {@code None} if there are no groups at all
 * @param isOnboarded null if nobody said
 */
record ExportedDevice(
        String id,
        @Nullable String name,
        String groupName,
        int groupId,
        @Nullable String osPlatform,
        @Nullable String osVersion,
        @Nullable String osArchitecture,
        @Nullable Boolean isOnboarded) {

    private static final String IN_NO_GROUP = "Unassigned";
    private static final String NO_GROUPS = "None";

    /** A row about a device. */
    interface Row {
        ExportedDevice device();
    }

    static ExportedDevice of(DeviceRecord record, DeviceGroup group, boolean hasGroups) {
        return new ExportedDevice(
                record.id(),
                record.name().equals(record.id()) ? null : record.name(),
                !hasGroups ? NO_GROUPS : group.equals(DeviceGroup.UNASSIGNED) ? IN_NO_GROUP : group.name(),
                group.id(),
                record.osPlatform().isEmpty() ? null : record.osPlatform(),
                record.details().get(DeviceDetail.OS_VERSION).orElse(null),
                record.details().get(DeviceDetail.OS_ARCHITECTURE).orElse(null),
                record.details()
                        .get(DeviceDetail.ONBOARDING_STATUS)
                        .map("Onboarded"::equalsIgnoreCase)
                        .orElse(null));
    }

    static <R extends Row> Property<R> idColumn() {
        return Property.<R>word("deviceId", row -> row.device().id()).always();
    }

    static <R extends Row> Property<R> nameColumn() {
        return Property.word("deviceName", row -> row.device().name());
    }

    static <R extends Row> Property<R> groupNameColumn() {
        return Property.<R>text("rbacGroupName", row -> row.device().groupName())
                .always();
    }

    static <R extends Row> Property<R> groupIdColumn() {
        return Property.<R>whole("rbacGroupId", row -> row.device().groupId()).always();
    }

    static <R extends Row> Property<R> platformColumn() {
        return Property.word("osPlatform", row -> row.device().osPlatform());
    }

    static <R extends Row> Property<R> versionColumn() {
        return Property.text("osVersion", row -> row.device().osVersion());
    }

    static <R extends Row> Property<R> architectureColumn() {
        return Property.text("osArchitecture", row -> row.device().osArchitecture());
    }

    static <R extends Row> Property<R> onboardedColumn() {
        return Property.truth("isOnboarded", row -> row.device().isOnboarded());
    }
}
