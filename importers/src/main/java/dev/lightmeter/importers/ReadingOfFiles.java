package dev.lightmeter.importers;

import dev.lightmeter.importers.reading.Content;
import dev.lightmeter.importers.reading.Tally;
import dev.lightmeter.importers.reading.Unpacking;
import dev.lightmeter.importers.reading.UnreadableException;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import tools.jackson.core.JacksonException;

/** Reads files one after the other into one tally. One damaged file refuses them all. */
final class ReadingOfFiles {

    private final List<Content> contents;

    ReadingOfFiles(List<Content> contents) {
        this.contents = contents;
    }

    ImportResult read(FileReading reading, Progress progress) {
        Tally tally = new Tally();
        try (Closeable _ = Unpacking.keepingOpen(contents)) {
            long before = 0;
            for (Content file : contents) {
                try {
                    long done = before;
                    reading.read(file, tally, bytes -> progress.consumed(done + bytes));
                } catch (IOException | JacksonException e) {
                    return new ImportResult.Refused(file.name() + ", " + UnreadableException.sentence(e));
                }
                before += file.bytes();
                progress.consumed(before);
            }
        } catch (IOException e) {
            return new ImportResult.Refused(UnreadableException.sentence(e));
        }
        return tally.result();
    }

    interface FileReading {
        void read(Content file, Tally tally, Progress progress) throws IOException;
    }
}
