package dev.lightmeter.cli.demo;

import java.time.Duration;
import java.time.Instant;

/**
 * A moment in the story of the demo. What is said of a machine is dated from the end of the story, so that two scans of it
 * differ only in what the story changes.
 *
 * @param now when the story ends
 * @param daysBefore how long before that this moment is
 */
record DemoTime(Instant now, int daysBefore) {

    /** The end itself. */
    static DemoTime at(Instant now) {
        return new DemoTime(now, 0);
    }

    Instant time() {
        return now.minus(Duration.ofDays(daysBefore));
    }

    /** When a machine was seen last, if that is so long ago at the end: never after this moment. */
    Instant seen(Duration ago) {
        Instant atTheEnd = now.minus(ago);
        return atTheEnd.isBefore(time()) ? atTheEnd : time().minus(Duration.ofMinutes(30));
    }
}
