package dev.lightmeter.importers.feed;

import dev.lightmeter.core.report.Feed;
import dev.lightmeter.core.report.FeedSink;
import dev.lightmeter.importers.Progress;
import dev.lightmeter.importers.reading.Content;
import dev.lightmeter.importers.reading.Description;
import dev.lightmeter.importers.reading.FileHead;
import dev.lightmeter.importers.reading.Tally;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/** One file format of a threat feed. */
public interface ThreatFeedFormat {

    /** Used in answers and in {@code docs/formats.md}. */
    String id();

    /** The feed whose edition such a file is. */
    Feed feed();

    /** For {@code docs/formats.md}. */
    Description description();

    /** True if the head is of this format, and so of no other. */
    boolean recognises(FileHead head);

    /** Version of the format, or of what made the file, if the head tells it; else empty. */
    default String version(FileHead head) {
        return "";
    }

    /** When the edition was published, if the head tells it: of two editions the newer one is loaded last. */
    Optional<Instant> publishedAt(FileHead head);

    /**
     * Streams a file into the sink, in bounded memory.
     *
     * @throws IOException (or Jackson's unchecked exception) if the file is damaged: the edition must not be committed
     */
    void read(Content file, FeedSink sink, Tally tally, Progress progress) throws IOException;
}
