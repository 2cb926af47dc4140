package dev.lightmeter.storage.memory;

import dev.lightmeter.core.ThreatFacts;
import dev.lightmeter.core.WeaknessText;
import dev.lightmeter.core.report.Feed;
import dev.lightmeter.storage.FeedTransaction;
import dev.lightmeter.storage.staging.Micros;
import dev.lightmeter.storage.staging.Rating;
import dev.lightmeter.storage.staging.StagedEdition;
import dev.lightmeter.storage.staging.Texts;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One edition of a feed on its way into memory. */
final class MemoryFeed implements FeedTransaction {

    private final InMemoryStore store;
    private final Clock clock;
    /** Guarded by itself. */
    private final Map<Integer, WeaknessText> texts = new HashMap<>();

    private final StagedEdition staged;
    private final Runnable atEnd;
    private boolean ended;

    MemoryFeed(InMemoryStore store, Feed feed, Clock clock, Runnable atEnd) {
        this.store = store;
        this.clock = clock;
        this.staged = new StagedEdition(feed, store.dictionary);
        this.atEnd = atEnd;
    }

    @Override
    public void edition(@Nullable String model, @Nullable Instant publishedAt) {
        staged.edition(model, publishedAt);
    }

    @Override
    public void weakness(ThreatFacts facts) {
        staged.weakness(facts);
    }

    @Override
    public void text(WeaknessText told) {
        WeaknessText text = Texts.storable(told);
        synchronized (texts) {
            texts.merge(
                    store.dictionary.weakness(text.weakness()),
                    text,
                    (one, other) -> Texts.NEWEST_FIRST.compare(one, other) <= 0 ? one : other);
        }
    }

    @Override
    public int commit() {
        if (ended) throw new IllegalStateException("this edition has ended");
        Map<Integer, ThreatFacts> told = staged.facts();
        synchronized (store) {
            Feed feed = staged.feed();
            Map<Integer, Rating> before = store.ratings();
            if (feed.isComplete()) store.feedFacts.remove(feed);
            store.feedFacts.computeIfAbsent(feed, absent -> new HashMap<>()).putAll(told);
            store.editions.put(feed, staged.after(store.editions.get(feed)));
            if (feed.isComplete()) store.knowledge.texts.remove(feed);
            store.knowledge
                    .texts
                    .computeIfAbsent(feed, absent -> new HashMap<>())
                    .putAll(texts);
            store.rated(before, Micros.of(clock.instant()));
        }
        close();
        return told.size();
    }

    @Override
    public void close() {
        if (ended) return;
        ended = true;
        atEnd.run();
    }
}
