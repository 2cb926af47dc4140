/** Devices: which one a request means, and how other resources refer to them. */
@NullMarked
package dev.lightmeter.server.device;

import org.jspecify.annotations.NullMarked;
