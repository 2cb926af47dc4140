/** The threat feeds, one class each, in the list {@link dev.lightmeter.importers.feed.ThreatFeeds#ALL}, and their download. */
@NullMarked
package dev.lightmeter.importers.feed;

import org.jspecify.annotations.NullMarked;
