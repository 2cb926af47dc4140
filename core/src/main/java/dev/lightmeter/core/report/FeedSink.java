package dev.lightmeter.core.report;

import dev.lightmeter.core.ThreatFacts;
import dev.lightmeter.core.WeaknessText;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Takes in one edition of a feed, weakness by weakness. Nothing takes effect before the edition is committed. */
public interface FeedSink {

    /**
     * Which edition this is. A null stands for what the feed does not say; told more than once, the latest date counts.
     *
     * @param model version of the model or catalogue, such as {@code v2025.03.14}
     */
    void edition(@Nullable String model, @Nullable Instant publishedAt);

    void weakness(ThreatFacts facts);

    /** What the feed tells people about a weakness. */
    default void text(WeaknessText text) {} // who only scores does without
}
