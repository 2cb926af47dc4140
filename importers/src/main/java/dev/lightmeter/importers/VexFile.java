package dev.lightmeter.importers;

import dev.lightmeter.importers.reading.Content;
import dev.lightmeter.importers.vex.VexFormat;

/** A file of statements that waits for the reports it is given with. */
record VexFile(VexFormat format, Content content) {}
