package dev.lightmeter.cli.score;

import static dev.lightmeter.cli.terminal.Styled.plain;

import dev.lightmeter.cli.terminal.Points;
import dev.lightmeter.cli.terminal.Screen;
import dev.lightmeter.cli.terminal.Style;
import dev.lightmeter.core.report.SkippedRow;
import dev.lightmeter.importers.ImportResult.Skipped;
import java.util.LinkedHashMap;
import java.util.Map;

/** Tells what was read, what was left out, and why: on the error stream, so that it never mixes with the result. */
final class FileNotes {

    private static final int ROWS_SHOWN = 5;

    private final ReadFiles files;
    private final Screen screen;

    FileNotes(ReadFiles files, Screen screen) {
        this.files = files;
        this.screen = screen;
    }

    void print() {
        Map<String, Sums> byFormat = new LinkedHashMap<>();
        for (ReadFiles.Read read : files.read()) {
            byFormat.merge(read.format(), new Sums(read.files().size(), read.records(), read.findings()), Sums::and);
        }
        byFormat.forEach((format, sums) -> screen.line(plain("read "), Style.BOLD.text(format), plain(": " + sums)));
        for (String refused : files.refused()) screen.line(Style.RED.text("refused "), plain(refused));
        skipped(files.skipped());
    }

    private void skipped(Skipped skipped) {
        if (skipped.total() == 0) return;
        screen.line(
                Style.YELLOW.text("left out "),
                plain(Points.count(skipped.total()) + (skipped.total() == 1 ? " row:" : " rows:")));
        for (SkippedRow row :
                skipped.rows().subList(0, Math.min(ROWS_SHOWN, skipped.rows().size()))) {
            screen.line(plain("  " + row));
        }
        long more = skipped.total() - Math.min(ROWS_SHOWN, skipped.rows().size());
        if (more > 0) screen.line(plain("  and " + Points.count(more) + " more"));
    }

    private record Sums(int files, long records, long findings) {

        Sums and(Sums other) {
            return new Sums(files + other.files, records + other.records, findings + other.findings);
        }

        @Override
        public String toString() {
            return Points.count(files)
                    + (files == 1 ? " file, " : " files, ")
                    + Points.count(records)
                    + (records == 1 ? " record" : " records")
                    + (findings > 0 ? ", " + Points.count(findings) + (findings == 1 ? " finding" : " findings") : "");
        }
    }
}
