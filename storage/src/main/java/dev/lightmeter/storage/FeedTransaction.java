package dev.lightmeter.storage;

import dev.lightmeter.core.report.FeedSink;

/** One edition of a feed on its way into the store. Closing without a commit keeps the edition before. */
public interface FeedTransaction extends FeedSink, AutoCloseable {

    /** Makes the edition durable and visible. Returns the number of weaknesses it speaks about. */
    int commit();

    @Override
    void close();
}
