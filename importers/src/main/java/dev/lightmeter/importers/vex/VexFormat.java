package dev.lightmeter.importers.vex;

import dev.lightmeter.importers.reading.Content;
import dev.lightmeter.importers.reading.Description;
import dev.lightmeter.importers.reading.FileHead;
import dev.lightmeter.importers.reading.Tally;
import java.io.IOException;

/** One format of statements. */
public interface VexFormat {

    /** Used in {@code docs/formats.md}. */
    String id();

    /** For {@code docs/formats.md}. */
    Description description();

    /** True if the head is of this format, and so of no other. */
    boolean recognises(FileHead head);

    /** Version of the format, or of what made the file, if the head tells it; else empty. */
    default String version(FileHead head) {
        return "";
    }

    /**
     * Reads all statements of a file, and who made them.
     *
     * @param tally hears of statements that cannot be used
     * @throws IOException (or Jackson's unchecked exception) if the file is damaged: none of its statements may count
     */
    void read(Content file, VexStatements into, Tally tally) throws IOException;
}
