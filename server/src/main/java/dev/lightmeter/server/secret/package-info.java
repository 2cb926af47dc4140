/** Files that nobody but their owner may read. */
@NullMarked
package dev.lightmeter.server.secret;

import org.jspecify.annotations.NullMarked;
