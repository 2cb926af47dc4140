/** Signed statements of scores: made, verified, recomputed. */
@NullMarked
package dev.lightmeter.cli.statement;

import org.jspecify.annotations.NullMarked;
