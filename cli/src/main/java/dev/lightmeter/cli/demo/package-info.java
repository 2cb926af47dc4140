/** A made-up fleet with real weaknesses, and the command that serves it. */
@NullMarked
package dev.lightmeter.cli.demo;

import org.jspecify.annotations.NullMarked;
