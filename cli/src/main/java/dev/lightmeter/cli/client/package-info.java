/** Programs that may ask for tokens, kept in the data folder, with or without a server that runs over it. */
@NullMarked
package dev.lightmeter.cli.client;

import org.jspecify.annotations.NullMarked;
