package dev.lightmeter.storage;

import dev.lightmeter.core.report.FeedEdition;

/**
 * What the store has of one feed.
 *
 * @param edition the newest one
 * @param weaknesses of which the feed says something
 */
public record FeedState(FeedEdition edition, int weaknesses) {}
