package dev.lightmeter.server.config;

import dev.lightmeter.importers.feed.FeedDownloads.Addresses;
import java.net.URI;

/** Where threat feeds are fetched from; an operator behind a wall names a mirror. */
public record FeedSettings(URI epss, URI kev, URI nvd) {

    public static final FeedSettings DEFAULTS =
            new FeedSettings(Addresses.PUBLIC.epss(), Addresses.PUBLIC.kev(), Addresses.PUBLIC.nvd());
}
