package dev.lightmeter.importers.scanner;

import static dev.lightmeter.importers.scanner.DefenderColumn.DEVICE_NAME;
import static dev.lightmeter.importers.scanner.DefenderColumn.EXCLUDED;
import static dev.lightmeter.importers.scanner.DefenderColumn.FIRST_SEEN;
import static dev.lightmeter.importers.scanner.DefenderColumn.GROUP;
import static dev.lightmeter.importers.scanner.DefenderColumn.GROUP_ID;
import static dev.lightmeter.importers.scanner.DefenderColumn.ID;
import static dev.lightmeter.importers.scanner.DefenderColumn.ONBOARDED;
import static dev.lightmeter.importers.scanner.DefenderColumn.ONBOARDING;
import static dev.lightmeter.importers.scanner.DefenderColumn.OS_PLATFORM;
import static dev.lightmeter.importers.scanner.DefenderColumn.OS_VERSION;
import static dev.lightmeter.importers.scanner.DefenderColumn.TAGS;
import static dev.lightmeter.importers.scanner.DefenderColumn.VALUE;

import dev.lightmeter.core.DeviceValue;
import dev.lightmeter.core.group.DeviceGroup;
import dev.lightmeter.core.report.ReportSink;
import dev.lightmeter.core.report.ReportedDevice;
import dev.lightmeter.importers.reading.Times;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Tells a sink of the devices that rows name. Every row of an export describes its device again, so a device is held back in
 * a bounded table until another one needs its place, something else is said of it, or the rows end; then it is told once,
 * with the latest time at which it was seen.
 */
final class DefenderDevices {

    private static final int SLOTS = 1 << 14;

    private final ReportSink sink;
    private final @Nullable HeldBack[] table = new HeldBack[SLOTS];

    DefenderDevices(ReportSink sink) {
        this.sink = sink;
    }

    /**
     * The row names this device.
     *
     * @param flaws is told of values that cannot be used; the device counts without them
     */
    void see(String id, DefenderRow row, @Nullable Instant seen, Flaws flaws) {
        int slot = (id.hashCode() ^ (id.hashCode() >>> 14)) & (SLOTS - 1);
        HeldBack held = table[slot];
        if (held != null && held.isSame(id, row)) {
            held.see(seen);
            return;
        }
        if (held != null) held.tell(sink);
        table[slot] = new HeldBack(device(id, row, seen, flaws), row);
    }

    /** Tells all that is held back. */
    void finish() {
        for (HeldBack held : table) {
            if (held != null) held.tell(sink);
        }
    }

    private static final class HeldBack {

        private final ReportedDevice device;
        private final @Nullable String name;
        private final @Nullable String group;
        private final @Nullable String osPlatform;
        private final @Nullable String onboarding;
        private final @Nullable String osVersion;
        private @Nullable Instant seen;

        HeldBack(ReportedDevice device, DefenderRow row) {
            this.device = device;
            this.name = row.get(DEVICE_NAME);
            this.group = row.get(GROUP);
            this.osPlatform = row.get(OS_PLATFORM);
            this.onboarding = row.get(ONBOARDED);
            this.osVersion = row.get(OS_VERSION);
            this.seen = device.seenAt();
        }

        /** Compares what is written, which the rows of an export repeat word for word. */
        boolean isSame(String id, DefenderRow row) {
            return device.id().equals(id)
                    && Objects.equals(name, row.get(DEVICE_NAME))
                    && Objects.equals(group, row.get(GROUP))
                    && Objects.equals(osPlatform, row.get(OS_PLATFORM))
                    && Objects.equals(onboarding, row.get(ONBOARDED))
                    && Objects.equals(osVersion, row.get(OS_VERSION))
                    && row.tells(GROUP) == (device.group() != null)
                    && !row.tells(ID);
        }

        void see(@Nullable Instant again) {
            if (again != null && (seen == null || again.isAfter(seen))) seen = again;
        }

        void tell(ReportSink sink) {
            sink.device(Objects.equals(seen, device.seenAt()) ? device : seenAt(device, seen));
        }
    }

    private static ReportedDevice device(String id, DefenderRow row, @Nullable Instant seen, Flaws flaws) {
        return new ReportedDevice(
                id,
                nameOrNull(row, DEVICE_NAME),
                group(row),
                groupId(row),
                row.list(TAGS),
                nameOrNull(row, OS_PLATFORM),
                null,
                value(row, flaws),
                null,
                row.get(EXCLUDED) == null ? null : Boolean.valueOf(row.get(EXCLUDED)),
                isAssessed(row),
                seen,
                null,
                row.details(),
                row.tells(ID) ? Times.parse(row.get(FIRST_SEEN)).orElse(null) : null);
    }

    private static ReportedDevice seenAt(ReportedDevice device, @Nullable Instant seen) {
        return device.withSeenAt(seen);
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
