/**
 * What a source says: a report about devices and their findings, or a feed about weaknesses. Importers write into a
 * {@link dev.lightmeter.core.report.ReportSink}; a store makes it durable.
 */
@NullMarked
package dev.lightmeter.core.report;

import org.jspecify.annotations.NullMarked;
