/** A store that lives as long as its process: for tests, and for scoring files without keeping anything. */
@NullMarked
package dev.lightmeter.storage.memory;

import org.jspecify.annotations.NullMarked;
