/** How a device group stands: the few figures by which gates and notifications judge it. */
@NullMarked
package dev.lightmeter.server.standing;

import org.jspecify.annotations.NullMarked;
