package dev.lightmeter.server.notification;

import java.time.Duration;

/** Spans of time as people read them. */
final class Spans {

    private Spans() {}

    /** {@code 7 days}, {@code 36 hours}. */
    static String of(Duration span) {
        long hours = span.toHours();
        if (hours % 24 == 0) return hours / 24 + (hours == 24 ? " day" : " days");
        return hours + (hours == 1 ? " hour" : " hours");
    }
}
