package dev.lightmeter.storage.merged;

import dev.lightmeter.core.ThreatFacts;
import dev.lightmeter.core.WeaknessText;
import dev.lightmeter.core.decision.Aliases.Alias;
import dev.lightmeter.storage.FeedReceipt;
import dev.lightmeter.storage.FeedTransaction;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An edition of a feed that may change findings: of merged devices the surviving one is told. */
record MergedFeed(FeedTransaction feed, Supplier<Clusters> clusters) implements FeedTransaction {

    @Override
    public void edition(@Nullable String model, @Nullable Instant publishedAt) {
        feed.edition(model, publishedAt);
    }

    @Override
    public void weakness(ThreatFacts facts) {
        feed.weakness(facts);
    }

    @Override
    public void alias(Alias alias) {
        feed.alias(alias);
    }

    @Override
    public void text(WeaknessText text) {
        feed.text(text);
    }

    /** Asks for the clusters after the commit, so that a merge meanwhile is not missed. */
    @Override
    public FeedReceipt commit() {
        FeedReceipt receipt = feed.commit();
        Clusters now = clusters.get();
        return now.isEmpty() ? receipt : receipt.withTouchedSlots(now.survivorsOf(receipt.touchedSlots()));
    }

    @Override
    public void close() {
        feed.close();
    }
}
