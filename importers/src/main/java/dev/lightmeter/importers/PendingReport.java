package dev.lightmeter.importers;

import dev.lightmeter.core.report.ReportHeader;
import dev.lightmeter.core.report.ReportSink;
import dev.lightmeter.importers.reading.Content;
import dev.lightmeter.importers.scanner.ScannerFormat;
import dev.lightmeter.importers.vex.VexFormat;
import dev.lightmeter.importers.vex.VexStatements;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** A report that waits to be read: one file, or several that belong together. */
public final class PendingReport {

    private final ScannerFormat format;
    private final ReportHeader header;
    private final List<Content> contents;
    private final List<VexFile> statements;

    /** @param statements what others say about the findings of the report */
    PendingReport(ScannerFormat format, ReportHeader header, List<Content> contents, List<VexFile> statements) {
        this.format = format;
        this.header = header;
        this.contents = List.copyOf(contents);
        this.statements = List.copyOf(statements);
    }

    public ReportHeader header() {
        return header;
    }

    /** Id of the format, such as {@code trivy}. */
    public String format() {
        return format.id();
    }

    /** Names of the files, as the user gave them, those of statements behind those of the report. */
    public List<String> files() {
        return files(Content::name).toList();
    }

    /** Bytes of the files as they lie there: what {@link Progress} counts up to. */
    public long bytes() {
        return files(Content::bytes).mapToLong(Long::longValue).sum();
    }

    private <T> Stream<T> files(Function<Content, T> property) {
        return Stream.concat(contents.stream(), statements.stream().map(VexFile::content))
                .map(property);
    }

    /**
     * Streams all files into the sink, several threads at once where that helps. What the sink throws comes out of here; what
     * is wrong with a file is a result.
     */
    public ImportResult read(ReportSink sink, Progress progress) {
        if (!statements.isEmpty()) return readWithStatements(sink, progress);
        return new ReadingOfFiles(contents)
                .read((file, tally, soFar) -> format.read(file, sink, tally, soFar), progress);
    }

    /** Statements first; then they are laid over the sink, and what they say of nothing in the report is told at its end. */
    private ImportResult readWithStatements(ReportSink sink, Progress progress) {
        Map<Content, VexFormat> formats = new HashMap<>();
        statements.forEach(file -> formats.put(file.content(), file.format()));
        List<Content> all =
                new ArrayList<>(statements.stream().map(VexFile::content).toList());
        all.addAll(contents);
        VexStatements said = new VexStatements();
        ReportSink stated = said.over(sink);
        return new ReadingOfFiles(all)
                .read(
                        (file, tally, soFar) -> {
                            VexFormat vex = formats.get(file);
                            if (vex != null) vex.read(file, said, tally);
                            else format.read(file, stated, tally, soFar);
                            if (file == all.getLast()) said.tellMismatches(tally);
                        },
                        progress);
    }
}
