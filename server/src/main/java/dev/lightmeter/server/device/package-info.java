/** Devices, which the Defender API calls machines: lists of them, one of them, and what a client may change about them. */
@NullMarked
package dev.lightmeter.server.device;

import org.jspecify.annotations.NullMarked;
