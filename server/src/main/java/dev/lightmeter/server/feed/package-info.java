/** Threat feeds: which editions there are, and fetching newer ones when asked or when it is time to. */
@NullMarked
package dev.lightmeter.server.feed;

import org.jspecify.annotations.NullMarked;
