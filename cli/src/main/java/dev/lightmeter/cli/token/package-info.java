/** Tokens and clients for whoever may read the data folder. */
@NullMarked
package dev.lightmeter.cli.token;

import org.jspecify.annotations.NullMarked;
