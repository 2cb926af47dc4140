/** Looks whether everything that an installation needs is as it should be. */
@NullMarked
package dev.lightmeter.cli.doctor;

import org.jspecify.annotations.NullMarked;
