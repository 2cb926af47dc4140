package dev.lightmeter.storage;

import dev.lightmeter.core.report.FeedSink;

/** One edition of a feed on its way into the store. Closing without a commit keeps the edition before. */
public interface FeedTransaction extends FeedSink, AutoCloseable {

    /**
     * Makes the edition durable and visible. Findings of advisories of which it tells what they are about are findings of that
     * from then on, with their dates.
     */
    FeedReceipt commit();

    @Override
    void close();
}
