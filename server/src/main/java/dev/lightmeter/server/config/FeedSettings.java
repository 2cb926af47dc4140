package dev.lightmeter.server.config;

import java.net.URI;

/** Where threat feeds are fetched from; an operator behind a wall names a mirror. */
public record FeedSettings(URI epss, URI kev, URI nvd) {

    public static final FeedSettings DEFAULTS = new FeedSettings(
            URI.create("https://epss.empiricalsecurity.com/epss_scores-current.csv.gz"),
            URI.create("https://www.cisa.gov/sites/default/files/feeds/known_exploited_vulnerabilities.json"),
            URI.create("https://nvd.nist.gov/feeds/json/cve/2.0/"));
}
