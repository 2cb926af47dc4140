package dev.lightmeter.cli.score;

import dev.lightmeter.cli.outcome.ExitCode;
import dev.lightmeter.core.report.SkippedRow;
import dev.lightmeter.importers.ImportResult.Skipped;
import dev.lightmeter.importers.RefusedFile;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;

/** What was made of the files on a command line, file by file. */
final class ReadFiles {

    static final Skipped NOTHING_SKIPPED = new Skipped(List.of(), Collections.emptySortedMap());

    private final List<Read> read = new ArrayList<>();
    private final List<String> refused = new ArrayList<>();

    /**
     * Files that were read as one report or one edition of a feed.
     *
     * @param format id of the format
     * @param records rows, skipped ones included
     * @param findings 0 for a feed
     */
    record Read(List<String> files, String format, long records, long findings, Skipped skipped) {}

    void add(Read files) {
        read.add(files);
    }

    /** @param sentence names the file */
    void refuse(String sentence) {
        refused.add(sentence);
    }

    void refuse(List<RefusedFile> files) {
        files.forEach(file -> refuse(file.toString()));
    }

    List<Read> read() {
        return List.copyOf(read);
    }

    List<String> refused() {
        return List.copyOf(refused);
    }

    /** All that was left out, in all files. */
    Skipped skipped() {
        List<SkippedRow> rows = new ArrayList<>();
        TreeMap<String, Long> byReason = new TreeMap<>();
        for (Read files : read) {
            rows.addAll(files.skipped().rows());
            files.skipped().byReason().forEach((reason, count) -> byReason.merge(reason, count, Long::sum));
        }
        return new Skipped(rows, byReason);
    }

    int exitCode() {
        if (!refused.isEmpty()) return ExitCode.FAILED;
        return skipped().total() > 0 ? ExitCode.PARTIAL : ExitCode.DONE;
    }
}
