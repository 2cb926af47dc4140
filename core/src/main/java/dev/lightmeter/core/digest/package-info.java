/** Fingerprints of what scores rest on, the same for the same facts in any order. Source: docs/statement.md. */
@NullMarked
package dev.lightmeter.core.digest;

import org.jspecify.annotations.NullMarked;
