/** Runs the server until somebody stops it, and tells people and scripts how to reach it. */
@NullMarked
package dev.lightmeter.cli.serve;

import org.jspecify.annotations.NullMarked;
