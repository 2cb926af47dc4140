package dev.lightmeter.importers.scanner;

import java.util.List;

/** The list of scanner formats. A new one gets its contract tests and its page by standing here. */
public final class ScannerFormats {

    public static final List<ScannerFormat> ALL = List.of(
            new DefenderFormat(),
            new TrivyFormat(),
            new GrypeFormat(),
            new CycloneDxFormat(),
            new CycloneDxXmlFormat(),
            new WazuhFormat(),
            new OsvScannerFormat(),
            new InspectorFormat(),
            new DependencyTrackFormat(),
            new FleetFormat(),
            new SpdxFormat(),
            new GlpiFormat(),
            new NetBoxFormat(),
            new NessusFormat(),
            new NessusCsvFormat(),
            new QualysScanFormat(),
            new QualysReportFormat(),
            new QualysCsvFormat(),
            new OpenVasFormat(),
            new OpenVasCsvFormat(),
            new NexposeFormat(),
            new XccdfFormat(),
            new PrismaCloudFormat(),
            new SatelliteFormat(),
            new GenericFormat(),
            new GenericCsvFormat());

    private ScannerFormats() {}
}
