/** Weaknesses: what is known of each, which devices have it, and every weakness of every device. */
@NullMarked
package dev.lightmeter.server.weakness;

import org.jspecify.annotations.NullMarked;
