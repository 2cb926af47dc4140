/** What people see: where output goes, how wide it may be, colours, bars, tables and the line that shows progress. */
@NullMarked
package dev.lightmeter.cli.terminal;

import org.jspecify.annotations.NullMarked;
