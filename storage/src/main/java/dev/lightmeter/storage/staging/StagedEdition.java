package dev.lightmeter.storage.staging;

import dev.lightmeter.core.ThreatFacts;
import dev.lightmeter.core.fleet.Dictionary;
import dev.lightmeter.core.report.Feed;
import dev.lightmeter.core.report.FeedEdition;
import dev.lightmeter.core.report.FeedSink;
import java.time.Instant;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** One edition of a feed while it is read. Safe for several threads. */
public final class StagedEdition implements FeedSink {

    private final Feed feed;
    private final StagedFacts facts;
    private @Nullable String model;
    private long publishedAt = Micros.NEVER;

    public StagedEdition(Feed feed, Dictionary dictionary) {
        this.feed = feed;
        this.facts = new StagedFacts(dictionary);
    }

    public Feed feed() {
        return feed;
    }

    @Override
    public synchronized void edition(@Nullable String model, @Nullable Instant publishedAt) {
        long told = publishedAt == null ? Micros.NEVER : Micros.of(publishedAt);
        // the model goes with the latest date
        if (model != null && (this.model == null || told >= this.publishedAt)) this.model = Text.storable(model);
        this.publishedAt = Math.max(this.publishedAt, told);
    }

    @Override
    public void weakness(ThreatFacts said) {
        facts.add(said);
    }

    /** What the edition says, by the int of the weakness. */
    public SortedMap<Integer, ThreatFacts> facts() {
        return facts.byWeakness();
    }

    /** The edition of the feed once this one is in. Where editions only add, the newest date and model stay. */
    public synchronized FeedEdition after(@Nullable FeedEdition before) {
        @Nullable Instant published = publishedAt == Micros.NEVER ? null : Micros.instant(publishedAt);
        if (feed.isComplete() || before == null) return new FeedEdition(feed, model, published);
        boolean older = published == null || (before.publishedAt() != null && published.isBefore(before.publishedAt()));
        return new FeedEdition(
                feed,
                model == null || (older && before.model() != null) ? before.model() : model,
                older ? before.publishedAt() : published);
    }
}
