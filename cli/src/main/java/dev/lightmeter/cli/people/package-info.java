/** People who may sign in, kept in the data folder, with or without a server that runs over it. */
@NullMarked
package dev.lightmeter.cli.people;

import org.jspecify.annotations.NullMarked;
