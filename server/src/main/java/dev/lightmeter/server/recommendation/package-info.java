/** Recommendations: what to do, how many points it saves, and on which devices. */
@NullMarked
package dev.lightmeter.server.recommendation;

import org.jspecify.annotations.NullMarked;
