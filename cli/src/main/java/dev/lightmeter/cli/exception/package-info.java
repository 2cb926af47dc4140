/** Exceptions on the command line: those of a data folder, through its server if one is running. */
@NullMarked
package dev.lightmeter.cli.exception;

import org.jspecify.annotations.NullMarked;
