package dev.lightmeter.importers.scanner;

import java.util.List;

/** The list of scanner formats. A new one gets its contract tests and its page by standing here. */
public final class ScannerFormats {

    public static final List<ScannerFormat> ALL = List.of(
            new DefenderFormat(),
            new TrivyFormat(),
            new GrypeFormat(),
            new NessusFormat(),
            new NessusCsvFormat(),
            new GenericFormat());

    private ScannerFormats() {}
}
