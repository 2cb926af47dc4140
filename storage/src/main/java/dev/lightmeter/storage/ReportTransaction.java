package dev.lightmeter.storage;

import dev.lightmeter.core.report.ReportSink;

/** One report on its way into the store. Closing without a commit leaves no trace. */
public interface ReportTransaction extends ReportSink, AutoCloseable {

    /** Makes the report durable and visible, all of it at once. */
    ReportReceipt commit();

    @Override
    void close();
}
