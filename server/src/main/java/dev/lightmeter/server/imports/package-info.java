/** Takes in files: from a client that uploads them, or from the command line. */
@NullMarked
package dev.lightmeter.server.imports;

import org.jspecify.annotations.NullMarked;
