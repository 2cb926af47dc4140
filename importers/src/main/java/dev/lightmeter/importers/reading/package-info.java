/** What all formats share: unpacking, a look at the head of a file, streaming JSON and CSV, and the tally of what was read. */
@NullMarked
package dev.lightmeter.importers.reading;

import org.jspecify.annotations.NullMarked;
