package dev.lightmeter.server.user;

import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one place where passwords are checked. What checking costs is bounded: a few at a time, and of those one per
 * address, so that neither a crowd nor a single guesser takes the processors and the memory, or the turn of the others.
 */
public final class SignIns {

    private static final Logger log = LoggerFactory.getLogger(SignIns.class);
    private static final int AT_A_TIME = 2;
    private static final int QUEUES = 1_024;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** A longer user name is nobody's. */
    private static final int LONGEST_NAME = 256;

    private final Users users;
    private final Throttle throttle;
    private final Semaphore checks = new Semaphore(AT_A_TIME, true);
    private final Semaphore[] queues =
            Stream.generate(() -> new Semaphore(1, true)).limit(QUEUES).toArray(Semaphore[]::new);

    public SignIns(Users users, Clock clock) {
        this.users = users;
        this.throttle = new Throttle(clock);
    }

    /** Checks a password that came from an address. */
    public SignIn attempt(String userName, String password, InetAddress from) {
        if (userName.length() > LONGEST_NAME) return new SignIn.Refused();
        Semaphore ofAddress = queues[Math.floorMod(Throttle.source(from).hashCode(), QUEUES)];
        // first the turn of the address, so that its crowd waits here and not among the others
        SignIn result = inTurn(ofAddress, () -> inTurn(checks, () -> check(userName, password, from)));
        log.info(
                "event=sign-in outcome={} user=\"{}\" from={}",
                outcome(result),
                printable(userName),
                from.getHostAddress());
        return result;
    }

    private static SignIn inTurn(Semaphore turn, Supplier<SignIn> action) {
        try {
            if (!turn.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) return new SignIn.Busy();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new SignIn.Busy();
        }
        try {
            return action.get();
        } finally {
            turn.release();
        }
    }

    private SignIn check(String userName, String password, InetAddress from) {
        Duration wait = throttle.wait(userName, from);
        if (!wait.isZero()) return new SignIn.TooSoon(wait);
        Optional<User> user = users.named(userName);
        String hash = user.map(User::passwordHash).orElse(Passwords.NOBODY);
        boolean right = users.passwords().matches(password, hash);
        if (user.isEmpty() || !right) {
            throttle.failed(userName, from);
            return new SignIn.Refused();
        }
        throttle.succeeded(userName, from);
        return user.get().enabled() ? new SignIn.Accepted(user.get()) : new SignIn.Disabled();
    }

    private static String outcome(SignIn result) {
        return switch (result) {
            case SignIn.Accepted accepted -> "accepted";
            case SignIn.Refused refused -> "refused";
            case SignIn.Disabled disabled -> "disabled";
            case SignIn.TooSoon tooSoon -> "too-soon";
            case SignIn.Busy busy -> "busy";
        };
    }

    /** A user name is typed by anybody; it must not write log lines of its own. */
    private static String printable(String text) {
        return text.replaceAll("[^\\p{L}\\p{N}.@_+-]", "?");
    }
}
