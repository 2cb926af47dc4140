package dev.lightmeter.importers.scanner;

import dev.lightmeter.core.report.ReportHeader;
import dev.lightmeter.core.report.ReportSink;
import dev.lightmeter.importers.Progress;
import dev.lightmeter.importers.reading.Content;
import dev.lightmeter.importers.reading.Description;
import dev.lightmeter.importers.reading.FileHead;
import dev.lightmeter.importers.reading.Tally;
import java.io.IOException;

/** One scanner's file format. */
public interface ScannerFormat {

    /** Used in answers and in {@code docs/formats.md}. */
    String id();

    /** For {@code docs/formats.md}. */
    Description description();

    /** True if the head is of this format, and so of no other. */
    boolean recognises(FileHead head);

    /** Version of the format, or of what made the file, if the head tells it; else empty. */
    default String version(FileHead head) {
        return "";
    }

    /** Source and kind of the report that a file with this head makes. */
    ReportHeader header(FileHead head);

    /** True if files given together are pages of one report, so that a device which spans them is not half replaced. */
    default boolean comesInPages() {
        return false;
    }

    /**
     * Streams a file into the sink, in bounded memory.
     *
     * @throws IOException (or Jackson's unchecked exception) if the file is damaged: the report must not be committed
     */
    void read(Content file, ReportSink sink, Tally tally, Progress progress) throws IOException;
}
