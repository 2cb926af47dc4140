/** Races against peers on the same data; never shipped. */
@NullMarked
package dev.lightmeter.benchmarks;

import org.jspecify.annotations.NullMarked;
