/** Sums that sites hand on, without findings, so that headquarters can put their scores together exactly. */
@NullMarked
package dev.lightmeter.server.sums;

import org.jspecify.annotations.NullMarked;
