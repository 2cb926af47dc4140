/**
 * The fleet as columns in memory and the scorer that reads them: small ints for every weakness and path, one sorted array
 * per device, one hazard per weakness, immutable scoreboards. Gives the same bits as the readable
 * {@link dev.lightmeter.core.score}.
 */
@NullMarked
package dev.lightmeter.core.fleet;

import org.jspecify.annotations.NullMarked;
