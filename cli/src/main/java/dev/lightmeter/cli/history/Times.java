package dev.lightmeter.cli.history;

import dev.lightmeter.cli.outcome.CommandFailure;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The span that a question is about, the earlier time first. */
record Times(Instant from, Instant to) {

    static final String SINCE =
            "From when on: so long ago (12h, 7d, 2w), a day (UTC) or a time. Default:" + " ${DEFAULT-VALUE}.";
    static final String UNTIL = "Until when, in the same way. Default: now.";

    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm").withZone(ZoneOffset.UTC);

    Times {
        if (from.isAfter(to)) {
            throw new CommandFailure("--since must not be later than --until, got " + from + " and " + to);
        }
    }

    /**
     * The span that two options name.
     *
     * @param until null for now
     */
    static Times of(Moment since, @Nullable Moment until, Clock clock) {
        Instant now = clock.instant();
        return new Times(since.seenFrom(now), until == null ? now : until.seenFrom(now));
    }

    /** As the server's addresses take it. */
    Map<String, String> query(String group) {
        return new HashMap<>(Map.of("group", group, "from", from.toString(), "to", to.toString()));
    }

    /** A time as people read it, in UTC: {@code 2026-10-05 12:00}. */
    static String minute(Instant time) {
        return MINUTE.format(time);
    }
}
