package dev.lightmeter.importers.feed;

import java.util.List;

/** The list of feed formats. A new one gets its contract tests and its page by standing here. */
public final class ThreatFeeds {

    public static final List<ThreatFeedFormat> ALL =
            List.of(new EpssCsv(), new KevJson(), new KevCsv(), new NvdJson(), new CveRecords(), new ExploitsCsv());

    private ThreatFeeds() {}
}
