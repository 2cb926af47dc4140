/** The data folder that a command is about, and the server that may be running over it. */
@NullMarked
package dev.lightmeter.cli.installation;

import org.jspecify.annotations.NullMarked;
