package dev.lightmeter.server.user;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Makes guessing slow without locking anybody out: failures are counted for what is guessed at, such as a user name,
 * together with the address they come from. Who guesses has to wait twice as long each time; the user, at another
 * address, notices nothing.
 */
public final class Throttle {

    private static final int FREE_FAILURES = 3;
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(15);
    private static final Duration FORGOTTEN_AFTER = Duration.ofHours(1);

    /** At 45 ms a guess, and one guess of an address at a time, it takes an address over an hour to push anything out. */
    private static final int MOST_REMEMBERED = 100_000;

    private final Clock clock;
    private final Cache<Key, Failures> remembered;

    /** What was tried from where. */
    private record Key(String target, String source) {}

    private record Failures(int count, Instant nextTry) {}

    public Throttle(Clock clock) {
        this.clock = clock;
        this.remembered = Caffeine.newBuilder()
                .maximumSize(MOST_REMEMBERED)
                .expireAfterWrite(FORGOTTEN_AFTER)
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .build();
    }

    /** How long this target cannot be tried from this address; zero if it can. */
    public Duration wait(String target, InetAddress from) {
        Failures failures = remembered.getIfPresent(key(target, from));
        if (failures == null) return Duration.ZERO;
        Duration left = Duration.between(clock.instant(), failures.nextTry);
        return left.isNegative() ? Duration.ZERO : left;
    }

    public void failed(String target, InetAddress from) {
        remembered.asMap().compute(key(target, from), (key, before) -> {
            int count = before == null ? 1 : before.count + 1;
            return new Failures(count, clock.instant().plus(waitAfter(count)));
        });
    }

    public void succeeded(String target, InetAddress from) {
        remembered.invalidate(key(target, from));
    }

    /** One second after the fourth failure, then two, four, eight, up to a quarter of an hour. */
    private static Duration waitAfter(int failures) {
        int doublings = failures - FREE_FAILURES - 1;
        if (doublings < 0) return Duration.ZERO;
        Duration wait = Duration.ofSeconds(1L << Math.min(doublings, 20));
        return wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT;
    }

    private static Key key(String target, InetAddress from) {
        return new Key(target.strip().toLowerCase(Locale.ROOT), source(from));
    }

    /** The address; of IPv6 the first half, because a single household is given all of the second. */
    public static String source(InetAddress from) {
        byte[] bytes = from.getAddress();
        return HexFormat.of().formatHex(bytes.length == 16 ? Arrays.copyOf(bytes, 8) : bytes);
    }
}
