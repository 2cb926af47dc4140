package dev.lightmeter.server.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.lightmeter.server.auth.Caller;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.VerboseResult;
import java.time.Duration;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * Slows applications down as the Defender API does: so many calls a minute and an hour for each tenant, application and
 * route.
 */
public final class Throttle {

    /** Somebody who makes up applications could only fill this with entries of verified tokens. */
    private static final int MOST_BUCKETS = 10_000;

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration HOUR = Duration.ofHours(1);

    private final Set<String> exempt;
    private final TimeMeter time;

    /** After an hour without a call a bucket is full again, so forgetting it changes nothing. */
    private final Cache<Key, Bucket> buckets = Caffeine.newBuilder()
            .maximumSize(MOST_BUCKETS)
            .expireAfterAccess(HOUR)
            .build();

    /**
     * Starts with full buckets.
     *
     * @param exempt ids of applications that are never slowed down, in any letter case
     * @param nanos a clock that never goes back, like {@link System#nanoTime}
     */
    public Throttle(Collection<String> exempt, LongSupplier nanos) {
        this.exempt = exempt.stream().map(id -> id.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
        this.time = new Nanos(nanos);
    }

    /** Counts a call; throws if it is one too many. */
    void count(Route route, Caller caller) {
        if (!route.rate().isLimited() || exempt.contains(caller.appId().toLowerCase(Locale.ROOT))) return;
        Key key = new Key(caller.tenant(), caller.appId(), route.method(), route.path());
        Bucket bucket = buckets.get(key, absent -> full(route.rate()));
        VerboseResult<ConsumptionProbe> result = bucket.asVerbose().tryConsumeAndReturnRemaining(1);
        if (result.getValue().isConsumed()) return;
        long[] left = result.getDiagnostics().getAvailableTokensPerEachBandwidth();
        boolean hour = left[1] <= 0; // the longer wait, if both are used up
        throw new Exceeded(
                hour ? route.rate().perHour() : route.rate().perMinute(),
                hour ? HOUR : MINUTE,
                Duration.ofNanos(result.getValue().getNanosToWaitForRefill()));
    }

    private Bucket full(Rate rate) {
        return Bucket.builder()
                .withCustomTimePrecision(time)
                .addLimit(window(rate.perMinute(), MINUTE))
                .addLimit(window(rate.perHour(), HOUR))
                .build();
    }

    private static Bandwidth window(int calls, Duration window) {
        return Bandwidth.builder()
                .capacity(calls)
                .refillIntervally(calls, window)
                .build();
    }

    private record Key(String tenant, String app, String method, String route) {}

    /** One call too many. */
    static final class Exceeded extends ProblemException {

        private static final long serialVersionUID = 1;

        private final long waitSeconds;

        Exceeded(int calls, Duration window, Duration wait) {
            this(calls, window, Math.max(1, wait.plusMillis(999).toSeconds()));
        }

        private Exceeded(int calls, Duration window, long waitSeconds) {
            super(new Problem(
                    429,
                    "TooManyRequests",
                    "API calls quota exceeded! Maximum allowed %d per %02d:%02d:00 for the key Destination+TenantID+AppID. You can send requests again in %d seconds."
                            .formatted(calls, window.toHours(), window.toMinutesPart(), waitSeconds)));
            this.waitSeconds = waitSeconds;
        }

        /** When it makes sense to ask again. */
        long waitSeconds() {
            return waitSeconds;
        }
    }

    private record Nanos(LongSupplier source) implements TimeMeter {
        @Override
        public long currentTimeNanos() {
            return source.getAsLong();
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    }
}
