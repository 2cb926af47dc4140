/** The scanners' formats, one class each, in the list {@link dev.lightmeter.importers.scanner.ScannerFormats#ALL}. */
@NullMarked
package dev.lightmeter.importers.scanner;

import org.jspecify.annotations.NullMarked;
