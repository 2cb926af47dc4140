/**
 * The formula, written to be read beside {@code docs/scoring.md}: one weakness, one path, one device, one group, step by
 * step and in exact integers. The columnar scorer in {@link dev.lightmeter.core.fleet} gives the same bits.
 */
@NullMarked
package dev.lightmeter.core.score;

import org.jspecify.annotations.NullMarked;
