/**
 * The store in one DuckDB file. Bulk work goes through DuckDB's appender into temporary tables and from there by one
 * statement for all rows; reading copies columns. docs/decisions/0002-duckdb-store.md says why.
 */
@NullMarked
package dev.lightmeter.storage.duckdb;

import org.jspecify.annotations.NullMarked;
