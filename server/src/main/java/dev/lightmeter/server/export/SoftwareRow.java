package dev.lightmeter.server.export;

import dev.lightmeter.core.Software;
import dev.lightmeter.server.export.VulnerabilityRow.Installed;
import dev.lightmeter.server.odata.Shape;
import dev.lightmeter.storage.query.Property;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A piece of software on a device.
 *
 * @param weaknesses how many weaknesses it has there
 */
record SoftwareRow(
        ExportedDevice device,
        Software software,
        int weaknesses,
        Installed installed,
        @Nullable Instant firstSeen,
        @Nullable Instant lastSeen)
        implements ExportedDevice.Row {

    static final Shape<SoftwareRow> WITH_PRODUCT_CODE = Shape.<SoftwareRow>named("AssetSoftware")
            .with(ExportedDevice.idColumn())
            .with(ExportedDevice.groupIdColumn())
            .with(ExportedDevice.groupNameColumn())
            .with(ExportedDevice.nameColumn())
            .with(ExportedDevice.platformColumn())
            .with(Property.word("softwareVendor", row -> row.software.vendor()))
            .with(Property.word("softwareName", row -> row.software.product()))
            .with(Property.text("softwareVersion", row -> row.software.version()))
            .with(Property.<SoftwareRow>whole("numberOfWeaknesses", SoftwareRow::weaknesses)
                    .always())
            .with(Property.texts("diskPaths", row -> row.installed.diskPaths()))
            .with(Property.texts("registryPaths", row -> row.installed.registryPaths()))
            .with(Property.text(
                    "softwareFirstSeenTimestamp",
                    row -> row.firstSeen == null ? null : ExportTime.seconds(row.firstSeen)))
            .with(Property.word(
                    "endOfSupportStatus",
                    row -> row.installed.support() == null
                            ? null
                            : row.installed.support().wire()))
            .with(Property.text("endOfSupportDate", row -> row.installed.supportEnds()));

    /** For software that no vulnerability database knows by a name of its own. */
    static final Shape<SoftwareRow> WITHOUT_PRODUCT_CODE = Shape.<SoftwareRow>named("AssetNonCpeSoftware")
            .with(ExportedDevice.idColumn())
            .with(ExportedDevice.groupIdColumn())
            .with(ExportedDevice.groupNameColumn())
            .with(ExportedDevice.nameColumn())
            .with(ExportedDevice.platformColumn())
            .with(Property.word("softwareVendor", row -> row.software.vendor()))
            .with(Property.word("softwareName", row -> row.software.product()))
            .with(Property.text("softwareVersion", row -> row.software.version()))
            .with(Property.text(
                    "softwareLastSeenTimestamp",
                    row -> row.lastSeen == null ? null : ExportTime.seconds(row.lastSeen)));

    /** Names the row among those of its device. */
    String key() {
        return software.vendor() + "\n" + software.product() + "\n" + software.version();
    }
}
