package dev.lightmeter.core.report;

import dev.lightmeter.core.ThreatFacts;

/** Takes in one edition of a feed, weakness by weakness. Nothing takes effect before the edition is committed. */
public interface FeedSink {

    void weakness(ThreatFacts facts);
}
