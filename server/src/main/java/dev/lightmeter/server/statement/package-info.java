/** A signed statement of scores that others can verify and, given the inputs, recompute. Source: docs/statement.md. */
@NullMarked
package dev.lightmeter.server.statement;

import org.jspecify.annotations.NullMarked;
