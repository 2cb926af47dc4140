/** How scores came to be what they are: their lines, what each was at an instant, and what moved them. */
@NullMarked
package dev.lightmeter.server.history;

import org.jspecify.annotations.NullMarked;
