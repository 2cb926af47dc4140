/** The scores as they are now: keeps the fleet beside the store and publishes a new scoreboard after every change. */
@NullMarked
package dev.lightmeter.server.exposure;

import org.jspecify.annotations.NullMarked;
