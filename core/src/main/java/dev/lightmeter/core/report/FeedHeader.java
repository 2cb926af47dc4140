package dev.lightmeter.core.report;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What holds for one edition of a threat feed.
 *
 * @param feed which feed; an edition replaces the one before
 * @param model version of the model or catalogue, such as {@code v2025.03.14}; null if the feed has none
 * @param publishedAt the date of the edition; null if it does not say
 */
public record FeedHeader(Feed feed, @Nullable String model, @Nullable Instant publishedAt) {

    public FeedHeader {
        Objects.requireNonNull(feed, "feed");
    }

    /** The feeds, highest rank first: where two know the same score of a weakness, the first one counts. */
    public enum Feed {
        /** Complete: a weakness missing from a new edition has lost its score. */
        EPSS(true),
        /** Complete: a weakness missing from a new edition has left the catalogue. */
        KEV(true),
        /** Comes in pages and years, so an edition only adds and changes. */
        NVD(false),
        /** Comes record by record, so an edition only adds and changes. */
        CVE(false);

        private final boolean complete;

        Feed(boolean complete) {
            this.complete = complete;
        }

        /** True if a new edition replaces all of the one before; false if it only adds and changes. */
        public boolean isComplete() {
            return complete;
        }

        /** The spelling in files and answers: {@code epss}. */
        public String wire() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }
}
