/** What scores were: their line, what moved them, what happened. */
@NullMarked
package dev.lightmeter.cli.history;

import org.jspecify.annotations.NullMarked;
