/** Why a score is what it is: of the organisation, of a device group, of a device. */
@NullMarked
package dev.lightmeter.server.explanation;

import org.jspecify.annotations.NullMarked;
