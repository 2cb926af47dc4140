package dev.lightmeter.importers;

import dev.lightmeter.core.report.ReportHeader;
import dev.lightmeter.core.report.ReportSink;
import dev.lightmeter.importers.reading.Content;
import dev.lightmeter.importers.scanner.ScannerFormat;
import java.util.List;

/** A report that waits to be read: one file, or several that belong together. */
public final class PendingReport {

    private final ScannerFormat format;
    private final ReportHeader header;
    private final Recognition recognition;
    private final List<Content> contents;

    PendingReport(ScannerFormat format, ReportHeader header, Recognition recognition, List<Content> contents) {
        this.format = format;
        this.header = header;
        this.recognition = recognition;
        this.contents = List.copyOf(contents);
    }

    public ReportHeader header() {
        return header;
    }

    /** Id of the format, such as {@code trivy}. */
    public String format() {
        return format.id();
    }

    /** What the files were taken for, and why. */
    public Recognition recognition() {
        return recognition;
    }

    /** Names of the files, as the user gave them. */
    public List<String> files() {
        return contents.stream().map(Content::name).toList();
    }

    /** Bytes of the files as they lie there: what {@link Progress} counts up to. */
    public long bytes() {
        return contents.stream().mapToLong(Content::bytes).sum();
    }

    /**
     * Streams all files into the sink, several threads at once where that helps. What the sink throws comes out of here; what
     * is wrong with a file is a result.
     */
    public ImportResult read(ReportSink sink, Progress progress) {
        return new ReadingOfFiles(contents)
                .read((file, tally, soFar) -> format.read(file, sink, tally, soFar), progress);
    }
}
