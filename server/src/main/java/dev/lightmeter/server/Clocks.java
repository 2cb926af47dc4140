package dev.lightmeter.server;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;

/**
 * The times that an installation goes by.
 *
 * @param facts for scores, imports and everything that is told about them
 * @param tokens for tokens, sign-ins and certificates, which others check by their own clocks
 */
public record Clocks(Clock facts, Clock tokens) {

    /** One clock for all. */
    public static Clocks both(Clock clock) {
        return new Clocks(clock, clock);
    }

    /** The same, but facts stay at one moment: for tests that want the same answers every day. */
    public Clocks withFactsAt(Instant moment) {
        return new Clocks(Clock.fixed(moment, ZoneOffset.UTC), tokens);
    }
}
