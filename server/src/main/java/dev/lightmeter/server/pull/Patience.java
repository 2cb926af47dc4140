package dev.lightmeter.server.pull;

import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** How long to wait before asking a busy tenant again: as long as it says, else longer each time and never twice the same. */
final class Patience {

    static final int ATTEMPTS = 6;

    private static final Duration FIRST = Duration.ofSeconds(2);

    /** The quotas of the API are by the minute and by the hour. */
    private static final Duration LONGEST = Duration.ofMinutes(65);

    private final Sleep sleep;
    private final RandomGenerator random;
    private final Clock clock;

    Patience(Sleep sleep, RandomGenerator random, Clock clock) {
        this.sleep = sleep;
        this.random = random;
        this.clock = clock;
    }

    /** Passes the time. */
    interface Sleep {
        void sleep(Duration pause) throws InterruptedException;
    }

    /**
     * Waits before another attempt.
     *
     * @param attempt the one that failed, from 1
     * @param told what the tenant said in {@code Retry-After}
     */
    void pause(int attempt, Optional<Duration> told) {
        try {
            sleep.sleep(told.map(Patience::bounded).orElseGet(() -> ownPause(attempt)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PullException("the pull was interrupted", e);
        }
    }

    /** Seconds, or a date; empty if it says nothing that can be read. */
    Optional<Duration> retryAfter(HttpResponse<?> response) {
        return response.headers().firstValue("Retry-After").flatMap(this::parse);
    }

    private Optional<Duration> parse(String text) {
        try {
            if (text.strip().matches("[0-9]{1,9}"))
                return Optional.of(Duration.ofSeconds(Long.parseLong(text.strip())));
            Instant until = ZonedDateTime.parse(text.strip(), DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return Optional.of(Duration.between(clock.instant(), until));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private Duration ownPause(int attempt) {
        long most = FIRST.toMillis() << attempt;
        return Duration.ofMillis(random.nextLong(most / 2, most));
    }

    private static Duration bounded(Duration told) {
        if (told.compareTo(Duration.ofSeconds(1)) < 0) return Duration.ofSeconds(1);
        return told.compareTo(LONGEST) > 0 ? LONGEST : told;
    }
}
