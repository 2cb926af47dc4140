package dev.lightmeter.core.fleet;

import dev.lightmeter.core.ThreatFacts;
import dev.lightmeter.core.report.FeedEdition;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The threat facts of every weakness, merged from all feeds and reports, with the editions they come from. Immutable. */
public final class Threats {

    /** Nothing is known about anything. */
    public static final Threats NONE = new Builder(new Dictionary()).build(List.of());

    private final @Nullable ThreatFacts[] facts;
    private final List<FeedEdition> feeds;

    Threats(@Nullable ThreatFacts[] facts, List<FeedEdition> feeds) {
        this.facts = facts;
        this.feeds = List.copyOf(feeds);
    }

    /** The facts of a weakness, or null if nobody said anything about it. */
    public @Nullable ThreatFacts of(int weakness) {
        return weakness < facts.length ? facts[weakness] : null;
    }

    /** The same facts but for one weakness. */
    Threats with(int weakness, ThreatFacts said) {
        @Nullable ThreatFacts[] changed = Arrays.copyOf(facts, Math.max(facts.length, weakness + 1));
        changed[weakness] = said;
        return new Threats(changed, feeds);
    }

    /** The editions of the feeds, in the order of their rank. */
    public List<FeedEdition> feeds() {
        return feeds;
    }

    /** Weaknesses with an int below this may have facts. */
    public int size() {
        return facts.length;
    }

    /** Merges facts by rank. Not safe for several threads. */
    public static final class Builder {

        private final Dictionary dictionary;
        private @Nullable ThreatFacts[] facts;

        public Builder(Dictionary dictionary) {
            this.dictionary = dictionary;
            this.facts = new ThreatFacts[dictionary.weaknesses()];
        }

        /** Adds what one source says; call it for the sources of higher rank first. */
        public Builder add(ThreatFacts said) {
            return add(dictionary.weakness(said.weakness()), said);
        }

        /** The same for a weakness whose int is known. */
        public Builder add(int weakness, ThreatFacts said) {
            if (weakness >= facts.length) facts = Arrays.copyOf(facts, Math.max(weakness + 1, facts.length * 2));
            ThreatFacts higher = facts[weakness];
            facts[weakness] = higher == null ? said : higher.orElse(said);
            return this;
        }

        public Threats build(List<FeedEdition> feeds) {
            return new Threats(facts.clone(), feeds);
        }
    }
}
