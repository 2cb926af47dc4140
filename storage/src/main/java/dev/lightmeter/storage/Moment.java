package dev.lightmeter.storage;

import java.time.Instant;
import java.util.Objects;

/**
 * A past moment on two axes of time: what was the case then, as far as it was known at another time.
 *
 * @param at when it was the case: a finding is there from its first sight until the report that no longer had it
 * @param knownAt what the store learned later is left out: of findings that came, and of fixes
 */
public record Moment(Instant at, Instant knownAt) {

    public Moment {
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(knownAt, "knownAt");
    }

    /** As far as is known by now. */
    public static Moment of(Instant at) {
        return new Moment(at, Instant.MAX);
    }
}
