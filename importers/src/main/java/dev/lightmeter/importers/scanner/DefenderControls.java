package dev.lightmeter.importers.scanner;

import static dev.lightmeter.importers.scanner.DefenderColumn.APPLICABLE;
import static dev.lightmeter.importers.scanner.DefenderColumn.CATEGORY;
import static dev.lightmeter.importers.scanner.DefenderColumn.COMPLIANT;
import static dev.lightmeter.importers.scanner.DefenderColumn.CONFIGURATION;
import static dev.lightmeter.importers.scanner.DefenderColumn.CONFIGURATION_NAME;
import static dev.lightmeter.importers.scanner.DefenderColumn.IMPACT;
import static dev.lightmeter.importers.scanner.DefenderColumn.RECOMMENDATION;
import static dev.lightmeter.importers.scanner.DefenderColumn.SUBCATEGORY;

import dev.lightmeter.core.Control;
import dev.lightmeter.core.Decimals;
import dev.lightmeter.core.report.ControlDescription;
import dev.lightmeter.core.report.ReportSink;
import dev.lightmeter.core.report.ReportedDevice;
import dev.lightmeter.importers.reading.Texts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Collects the configuration results of devices, one a row, and tells all of a device at once. The same few hundred controls
 * come back on every device, so each of their results is one object. For one thread.
 */
final class DefenderControls {

    private final ReportSink sink;
    private final Map<String, Device> devices = new LinkedHashMap<>();
    private final Map<Control, Control> known = new HashMap<>();
    private final Map<String, ControlDescription> described = new HashMap<>();

    DefenderControls(ReportSink sink) {
        this.sink = sink;
    }

    /**
     * Takes in one row; a control that does not apply to the device is none.
     *
     * @return what is wrong with the row, null if nothing
     */
    @Nullable
    String take(String device, DefenderRow row, @Nullable Instant seen) {
        String id = id(row);
        String flaw = Texts.flawOfId(id);
        if (flaw != null) return "the id of the control " + flaw;
        int weight = Decimals.scaled(row.get(IMPACT), 0, Control.MAX_WEIGHT).orElse(-1);
        if (weight < 0) return "the impact of a control must be a number in 0..1000";
        describe(id, row);
        Device found = devices.computeIfAbsent(device, absent -> new Device());
        if (seen != null && (found.seen == null || seen.isAfter(found.seen))) found.seen = seen;
        if ("false".equalsIgnoreCase(row.get(APPLICABLE))) return null;
        Control control = new Control(id, weight, "false".equalsIgnoreCase(row.get(COMPLIANT)));
        found.controls.add(known.computeIfAbsent(control, same -> same));
        return null;
    }

    /** Tells all that was collected. */
    void finish() {
        devices.forEach((id, device) -> sink.device(
                ReportedDevice.named(id, null).withSeenAt(device.seen).withControls(device.controls)));
        devices.clear();
    }

    /** Recommendations name a control with a prefix, configurations without. */
    private static String id(DefenderRow row) {
        String recommendation = row.label(RECOMMENDATION);
        if (!recommendation.isBlank()) return recommendation;
        String configuration = row.label(CONFIGURATION);
        return configuration.isBlank() ? "" : Texts.label("sca-_-" + configuration);
    }

    private void describe(String id, DefenderRow row) {
        ControlDescription description = new ControlDescription(
                id,
                Texts.labelOrNull(row.get(CONFIGURATION_NAME)),
                category(row),
                Texts.labelOrNull(row.get(SUBCATEGORY)),
                null);
        if (!description.equals(described.put(id, description))) sink.control(description);
    }

    /** The export writes {@code Security controls} for what recommendations call {@code SecurityControls}. */
    private static @Nullable String category(DefenderRow row) {
        String category = Texts.labelOrNull(row.get(CATEGORY));
        return "Security controls".equalsIgnoreCase(category) ? "SecurityControls" : category;
    }

    private static final class Device {
        private final List<Control> controls = new ArrayList<>();
        private @Nullable Instant seen;
    }
}
