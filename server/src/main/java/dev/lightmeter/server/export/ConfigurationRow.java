package dev.lightmeter.server.export;

import dev.lightmeter.core.Control;
import dev.lightmeter.core.report.ControlDescription;
import dev.lightmeter.server.odata.Shape;
import dev.lightmeter.storage.query.Property;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a security configuration control came to on a device.
 *
 * @param description what the control is called; null if nobody said
 */
record ConfigurationRow(
        ExportedDevice device, Control control, @Nullable ControlDescription description, Instant assessedAt)
        implements ExportedDevice.Row {

    /** How ids of recommendations of configuration begin. */
    private static final String RECOMMENDATION = "sca-_-";

    static final Shape<ConfigurationRow> SHAPE = Shape.<ConfigurationRow>named("AssetConfiguration")
            .with(ExportedDevice.idColumn())
            .with(ExportedDevice.groupIdColumn())
            .with(ExportedDevice.groupNameColumn())
            .with(ExportedDevice.nameColumn())
            .with(ExportedDevice.platformColumn())
            .with(ExportedDevice.versionColumn())
            .with(Property.<ConfigurationRow>text("timestamp", row -> ExportTime.milliseconds(row.assessedAt))
                    .always())
            .with(Property.<ConfigurationRow>word("configurationId", ConfigurationRow::key)
                    .always())
            .with(Property.word("configurationCategory", ConfigurationRow::category))
            .with(Property.text("configurationSubcategory", ConfigurationRow::subcategory))
            .with(Property.<ConfigurationRow>whole("configurationImpact", row -> row.control.weight())
                    .always())
            .with(Property.text("configurationName", row -> row.description == null ? null : row.description.name()))
            .with(Property.<ConfigurationRow>truth("isApplicable", row -> Boolean.TRUE)
                    .always())
            .with(Property.<ConfigurationRow>truth("isCompliant", row -> !row.control.failed())
                    .always())
            .with(Property.<ConfigurationRow>truth("isExpectedUserImpact", row -> null))
            .with(Property.<ConfigurationRow>word("recommendationReference", row -> row.control.id())
                    .always());

    /** Names the row among those of its device. */
    String key() {
        String id = control.id();
        return id.startsWith(RECOMMENDATION) ? id.substring(RECOMMENDATION.length()) : id;
    }

    /** In exports the category of two words is written with a blank. */
    private @Nullable String category() {
        String category = description == null ? null : description.category();
        return "SecurityControls".equals(category) ? "Security controls" : category;
    }

    private String subcategory() {
        String subcategory = description == null ? null : description.subcategory();
        return subcategory == null ? "" : subcategory;
    }
}
