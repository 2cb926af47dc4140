/** The durable memory: reports, feeds, devices and findings with their dates. An interface, its contract test, its stores. */
@NullMarked
package dev.lightmeter.storage;

import org.jspecify.annotations.NullMarked;
