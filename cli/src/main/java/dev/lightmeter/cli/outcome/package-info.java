/** How a command may end: exit codes, and failures that are one sentence. */
@NullMarked
package dev.lightmeter.cli.outcome;

import org.jspecify.annotations.NullMarked;
