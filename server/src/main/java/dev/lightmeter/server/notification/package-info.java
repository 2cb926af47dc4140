/** Tells people and programs when a device group gets worse: rules are judged over each scoreboard, messages are delivered at least once. */
@NullMarked
package dev.lightmeter.server.notification;

import org.jspecify.annotations.NullMarked;
