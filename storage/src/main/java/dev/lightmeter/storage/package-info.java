/** The store interface, its contract test, DuckDB. */
@NullMarked
package dev.lightmeter.storage;

import org.jspecify.annotations.NullMarked;
