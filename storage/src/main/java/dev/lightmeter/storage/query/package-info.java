/**
 * Conditions on rows: a small tree that is evaluated in memory or written as SQL, with the same answer for every row. Nothing
 * here knows what the rows are; a resource describes them with properties.
 */
@NullMarked
package dev.lightmeter.storage.query;

import org.jspecify.annotations.NullMarked;
