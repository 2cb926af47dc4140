package dev.lightmeter.storage.duckdb;

import dev.lightmeter.core.ThreatFacts;
import dev.lightmeter.core.WeaknessText;
import dev.lightmeter.core.report.Feed;
import dev.lightmeter.core.report.FeedEdition;
import dev.lightmeter.storage.FeedTransaction;
import dev.lightmeter.storage.staging.Micros;
import dev.lightmeter.storage.staging.StagedEdition;
import dev.lightmeter.storage.staging.Texts;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One edition of a feed on its way into the database. Its facts are some hundred thousand rows, so
 * they wait in memory; its texts do not. */
final class DuckDbFeed implements FeedTransaction {

    private final Writer writer;
    private final StagedEdition staged;
    private final Clock clock;
    private final TextTable texts;
    private boolean ended;

    /** Takes over the writer, which nobody else uses until this edition has ended. */
    DuckDbFeed(Writer writer, Feed feed, Clock clock) {
        this.writer = writer;
        this.clock = clock;
        this.texts = new TextTable(writer.sql());
        this.staged = new StagedEdition(feed, writer.dictionary());
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
        texts.stage(writer.dictionary().weakness(text.weakness()), text);
    }

    @Override
    public int commit() {
        if (ended) throw new IllegalStateException("this edition has ended");
        try {
            Sql sql = writer.sql();
            Map<Integer, ThreatFacts> facts = staged.facts();
            FeedEdition edition = staged.after(FactTables.editions(sql).get(staged.feed()));
            FactTables.saveEdition(sql, writer.dictionary(), edition, facts, Micros.of(clock.instant()));
            texts.save(staged.feed());
            writer.commit();
            ended = true;
            writer.release();
            return facts.size();
        } finally {
            close();
        }
    }

    @Override
    public void close() {
        if (ended) return;
        ended = true;
        texts.abandon();
        writer.rollbackAndRelease();
    }
}
