package dev.lightmeter.server.notification;

import dev.lightmeter.server.standing.Standing;
import java.time.Instant;
import java.util.List;

/**
 * Something that is worth telling.
 *
 * @param id stays with it on its way, so that a receiver can drop repeats
 * @param rule the name of the rule that asked for it
 * @param headline one sentence for people, without a full stop
 * @param standings of whom it tells: one group, or all that a digest sums up
 */
record Notice(String id, Instant at, Kind kind, String rule, String headline, List<Standing> standings) {

    Notice {
        standings = List.copyOf(standings);
    }

    /** What happened. */
    enum Kind {
        LEVEL("level-crossed"),
        RISE("score-rise"),
        KNOWN_EXPLOITED("first-known-exploited"),
        COVERAGE("coverage-lost"),
        DIGEST("digest"),
        TEST("test");

        private final String wire;

        Kind(String wire) {
            this.wire = wire;
        }

        String wire() {
            return wire;
        }
    }
}
