package dev.lightmeter.importers.vex;

import java.util.List;

/** The list of formats of statements. */
public final class VexFormats {

    public static final List<VexFormat> ALL = List.of(new OpenVexFormat(), new CsafFormat(), new CycloneDxVexFormat());

    private VexFormats() {}
}
