/**
 * Devices that the operator declared to be one, read as one. It stands in front of any store and keeps none of its rows: what
 * sources say stays with the device they say it of, and a merge that is taken back leaves nothing behind.
 */
@NullMarked
package dev.lightmeter.storage.merged;

import org.jspecify.annotations.NullMarked;
