/** Fetches what a live Defender tenant knows of its devices, and imports it as if somebody had uploaded it. */
@NullMarked
package dev.lightmeter.server.pull;

import org.jspecify.annotations.NullMarked;
