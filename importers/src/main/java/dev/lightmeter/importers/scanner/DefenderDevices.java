package dev.lightmeter.importers.scanner;

import static dev.lightmeter.importers.scanner.DefenderColumn.DEVICE_NAME;
import static dev.lightmeter.importers.scanner.DefenderColumn.EXCLUDED;
import static dev.lightmeter.importers.scanner.DefenderColumn.GROUP;
import static dev.lightmeter.importers.scanner.DefenderColumn.GROUP_ID;
import static dev.lightmeter.importers.scanner.DefenderColumn.ONBOARDED;
import static dev.lightmeter.importers.scanner.DefenderColumn.ONBOARDING;
import static dev.lightmeter.importers.scanner.DefenderColumn.OS_PLATFORM;
import static dev.lightmeter.importers.scanner.DefenderColumn.VALUE;

import dev.lightmeter.core.DeviceValue;
import dev.lightmeter.core.group.DeviceGroup;
import dev.lightmeter.core.report.ReportSink;
import dev.lightmeter.core.report.ReportedDevice;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Tells a sink of the devices that rows name. Every row of an export describes its device again; it is told only when
 * something new is said. A bounded table remembers what was told; a device that lost its place there is told once more.
 */
final class DefenderDevices {

    private static final int SLOTS = 1 << 14;

    private final ReportSink sink;
    private final @Nullable ReportedDevice[] told = new ReportedDevice[SLOTS];

    DefenderDevices(ReportSink sink) {
        this.sink = sink;
    }

    /** @param flaws is told of values that cannot be used; the device counts without them */
    void tell(String id, DefenderRow row, @Nullable Instant seen, Flaws flaws) {
        int slot = id.hashCode() & (SLOTS - 1);
        ReportedDevice known = told[slot];
        if (known != null && known.id().equals(id)) {
            if (saysNothingNew(known, row, seen)) return;
            if (known.seenAt() != null && (seen == null || known.seenAt().isAfter(seen))) seen = known.seenAt();
        }
        ReportedDevice device = device(id, row, seen, flaws);
        told[slot] = device;
        sink.device(device);
    }

    private static boolean saysNothingNew(ReportedDevice known, DefenderRow row, @Nullable Instant seen) {
        return (seen == null || (known.seenAt() != null && !seen.isAfter(known.seenAt())))
                && Objects.equals(known.name(), nameOrNull(row, DEVICE_NAME))
                && Objects.equals(known.group(), group(row))
                && Objects.equals(known.osPlatform(), nameOrNull(row, OS_PLATFORM))
                && known.assessed() == isAssessed(row)
                && Objects.equals(known.tags(), row.tags())
                && row.get(VALUE) == null
                && row.get(EXCLUDED) == null;
    }

    private static ReportedDevice device(String id, DefenderRow row, @Nullable Instant seen, Flaws flaws) {
        return new ReportedDevice(
                id,
                nameOrNull(row, DEVICE_NAME),
                group(row),
                groupId(row),
                row.tags(),
                nameOrNull(row, OS_PLATFORM),
                null,
                value(row, flaws),
                null,
                row.get(EXCLUDED) == null ? null : Boolean.valueOf(row.get(EXCLUDED)),
                isAssessed(row),
                seen,
                null);
    }

    /** Null if the row has no such column; "in no group" in so many words if it has one that names none. */
    private static @Nullable String group(DefenderRow row) {
        if (!row.tells(GROUP)) return null;
        String group = row.label(GROUP);
        boolean none = DeviceGroup.meansUnassigned(group) || group.equalsIgnoreCase("null");
        return none ? DeviceGroup.UNASSIGNED.name() : group;
    }

    /** Null if there is none, and for the numbers that stand for no group. */
    private static @Nullable Integer groupId(DefenderRow row) {
        String text = row.get(GROUP_ID);
        if (text == null || text.isEmpty() || text.length() > 9) return null;
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') return null;
        }
        int id = Integer.parseInt(text);
        return id == 0 ? null : id;
    }

    private static @Nullable DeviceValue value(DefenderRow row, Flaws flaws) {
        String text = row.get(VALUE);
        if (text == null || text.isBlank()) return null;
        DeviceValue value = DeviceValue.parse(text).orElse(null);
        if (value == null) flaws.flaw("unknown device value", text);
        return value;
    }

    /** A device that Defender merely discovered has no sensor that could find anything. */
    private static boolean isAssessed(DefenderRow row) {
        String onboarding = row.get(ONBOARDING);
        return (onboarding == null || onboarding.equalsIgnoreCase("Onboarded"))
                && !"false".equalsIgnoreCase(row.get(ONBOARDED));
    }

    private static @Nullable String nameOrNull(DefenderRow row, DefenderColumn column) {
        String name = row.label(column);
        return name.isBlank() ? null : name;
    }

    /** Hears of a value that cannot be used. */
    interface Flaws {
        void flaw(String problem, String value);
    }
}
