package dev.lightmeter.server.export;

import dev.lightmeter.server.odata.LineWriter;
import dev.lightmeter.server.odata.Shape;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * One kind of export, described once: what its rows are made of, what they look like, and what it is called.
 *
 * @param context what stands after {@code $metadata#} in an answer with rows
 * @param folder how the path of a file calls it
 * @param parts what the rows are made of
 * @param rows the rows of a device
 * @param key names a row among those of its device; unique there
 */
record Export<R>(
        String context,
        String folder,
        Shape<R> shape,
        Set<Sheet.Part> parts,
        Function<Sheet, List<R>> rows,
        Function<R, String> key) {

    /** X1, X2. */
    static final Export<SoftwareRow> SOFTWARE = new Export<>(
            collectionOf("AssetSoftware"),
            "SoftwareInventory",
            SoftwareRow.WITH_PRODUCT_CODE,
            Set.of(Sheet.Part.FINDINGS, Sheet.Part.SOFTWARE),
            Sheet::softwareWithProductCode,
            SoftwareRow::key);

    /** X8, X9. */
    static final Export<SoftwareRow> SOFTWARE_WITHOUT_PRODUCT_CODE = new Export<>(
            collectionOf("AssetNonCpeSoftware"),
            "NonCpeSoftwareInventory",
            SoftwareRow.WITHOUT_PRODUCT_CODE,
            Set.of(Sheet.Part.SOFTWARE),
            Sheet::softwareWithoutProductCode,
            SoftwareRow::key);

    /** X3, X4. */
    static final Export<VulnerabilityRow> VULNERABILITIES = new Export<>(
            collectionOf("AssetVulnerability"),
            "VaExport",
            VulnerabilityRow.FULL,
            Set.of(Sheet.Part.FINDINGS, Sheet.Part.SOFTWARE),
            Sheet::vulnerabilities,
            VulnerabilityRow::key);

    /** X5. */
    static final Export<VulnerabilityRow> VULNERABILITY_CHANGES = new Export<>(
            collectionOf("DeltaAssetVulnerability"),
            "VaDelta",
            VulnerabilityRow.DELTA,
            Set.of(Sheet.Part.FINDINGS, Sheet.Part.SOFTWARE, Sheet.Part.CHANGES),
            Sheet::vulnerabilityChanges,
            VulnerabilityRow::key);

    /** X6, X7. */
    static final Export<ConfigurationRow> CONFIGURATION = new Export<>(
            collectionOf("AssetConfiguration"),
            "ScaExport",
            ConfigurationRow.SHAPE,
            Set.of(Sheet.Part.CONTROLS),
            Sheet::configuration,
            ConfigurationRow::key);

    /** What stands after {@code $metadata#} in an answer with addresses of files. */
    static final String FILES_CONTEXT = "microsoft.windowsDefenderATP.api.ExportFilesResponse";

    /** The rows of a device in the order of their keys. Paths that differ only in what is said about them are one row. */
    Collection<R> rowsOf(Sheet sheet) {
        TreeMap<String, R> byKey = new TreeMap<>();
        for (R row : rows.apply(sheet)) byKey.putIfAbsent(key.apply(row), row);
        return byKey.values();
    }

    /** Writes rows as the lines of a file. */
    LineWriter<R> lines() {
        return new LineWriter<>(shape);
    }

    private static String collectionOf(String type) {
        return "Collection(microsoft.windowsDefenderATP.api." + type + ")";
    }
}
