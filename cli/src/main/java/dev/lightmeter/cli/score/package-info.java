/** Scores of the files on a command line, without a server and without a store on disk. */
@NullMarked
package dev.lightmeter.cli.score;

import org.jspecify.annotations.NullMarked;
