/** The commands about devices: which of them are one. */
@NullMarked
package dev.lightmeter.cli.device;

import org.jspecify.annotations.NullMarked;
