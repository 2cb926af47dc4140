/**
 * The one command that people run. {@link dev.lightmeter.cli.Main} puts the commands together; each has a package of its
 * own.
 */
@NullMarked
package dev.lightmeter.cli;

import org.jspecify.annotations.NullMarked;
