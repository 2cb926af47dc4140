package dev.lightmeter.server.config;

import dev.lightmeter.importers.feed.FeedDownloads.Addresses;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * Where threat feeds are fetched from, and when; an operator behind a wall names a mirror.
 *
 * @param updateEvery how long the server waits between two looks for new editions; empty if it never looks by itself
 */
public record FeedSettings(URI epss, URI kev, URI nvd, Optional<Duration> updateEvery) {

    public static final FeedSettings DEFAULTS =
            new FeedSettings(Addresses.PUBLIC.epss(), Addresses.PUBLIC.kev(), Addresses.PUBLIC.nvd(), Optional.empty());

    public Addresses addresses() {
        return new Addresses(epss, kev, nvd);
    }
}
