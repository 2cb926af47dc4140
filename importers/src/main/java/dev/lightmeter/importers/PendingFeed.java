package dev.lightmeter.importers;

import dev.lightmeter.core.report.Feed;
import dev.lightmeter.core.report.FeedSink;
import dev.lightmeter.importers.ImportResult.Complete;
import dev.lightmeter.importers.ImportResult.Counts;
import dev.lightmeter.importers.ImportResult.Partial;
import dev.lightmeter.importers.ImportResult.Refused;
import dev.lightmeter.importers.ImportResult.Skipped;
import dev.lightmeter.importers.feed.ThreatFeedFormat;
import dev.lightmeter.importers.reading.Content;
import java.util.List;

/** One edition of a threat feed that waits to be read: one file, or the pages and years of a feed that comes in parts. */
public final class PendingFeed {

    private final ThreatFeedFormat format;
    private final Recognition recognition;
    private final List<Content> contents;

    PendingFeed(ThreatFeedFormat format, Recognition recognition, List<Content> contents) {
        this.format = format;
        this.recognition = recognition;
        this.contents = List.copyOf(contents);
    }

    public Feed feed() {
        return format.feed();
    }

    /** Id of the format, such as {@code epss-csv}. */
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
     * Streams all files into the sink. What the sink throws comes out of here; what is wrong with a file is a result. An empty
     * edition of a complete feed is refused: it would erase the one before.
     */
    public ImportResult read(FeedSink sink, Progress progress) {
        ImportResult result = new ReadingOfFiles(contents)
                .read((file, tally, soFar) -> format.read(file, sink, tally, soFar), progress);
        return feed().isComplete() && isEmpty(result)
                ? new Refused(
                        String.join(", ", files()) + ": not one entry can be read, and an empty edition is refused")
                : result;
    }

    private static boolean isEmpty(ImportResult result) {
        return switch (result) {
            case Complete(Counts counts) -> counts.records() == 0;
            case Partial(Counts counts, Skipped skipped) -> counts.records() == skipped.total();
            case Refused _ -> false;
        };
    }
}
