@NullMarked
package dev.lightmeter.benchmarks;

import org.jspecify.annotations.NullMarked;
