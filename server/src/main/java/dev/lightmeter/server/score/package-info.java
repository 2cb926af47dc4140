/** The three score endpoints of the Defender API: organisation, device groups, Secure Score for Devices. */
@NullMarked
package dev.lightmeter.server.score;

import org.jspecify.annotations.NullMarked;
