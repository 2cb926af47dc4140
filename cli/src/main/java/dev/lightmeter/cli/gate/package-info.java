/** The gate for pipelines: one question about one device group, answered by one line and an exit code. */
@NullMarked
package dev.lightmeter.cli.gate;

import org.jspecify.annotations.NullMarked;
