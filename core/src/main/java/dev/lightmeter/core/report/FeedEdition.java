package dev.lightmeter.core.report;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One edition of a threat feed.
 *
 * @param feed which feed; an edition replaces the one before
 * @param model version of the model or catalogue, such as {@code v2025.03.14}; null if the feed has none
 * @param publishedAt the date of the edition; null if it does not say
 */
public record FeedEdition(
        Feed feed, @Nullable String model, @Nullable Instant publishedAt) {

    public FeedEdition {
        Objects.requireNonNull(feed, "feed");
    }
}
