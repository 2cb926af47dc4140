package dev.lightmeter.server.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.lightmeter.server.auth.Verdict.Admitted;
import dev.lightmeter.server.auth.Verdict.Refused;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The check at the door: takes an {@code Authorization} header and says who calls. Verified tokens are remembered, so
 * that a token costs one signature check and not one per request.
 *
 * <p>The token itself is the key of that memory. Only tokens that were verified get in, so nobody can fill it from
 * outside; and to hit an entry one has to hold the very token.
 */
public final class BearerTokens {

    private static final String SCHEME = "Bearer ";
    private static final int REMEMBERED_TOKENS = 10_000;

    /** A key that its issuer withdraws stops being good for tokens already seen after at most this long. */
    private static final Duration REMEMBERED_FOR = Duration.ofMinutes(10);

    private final TokenVerifier verifier;
    private final Clock clock;
    private final Cache<String, Admitted> verified = Caffeine.newBuilder()
            .maximumSize(REMEMBERED_TOKENS)
            .expireAfterWrite(REMEMBERED_FOR)
            .build();

    public BearerTokens(TokenVerifier verifier, Clock clock) {
        this.verifier = verifier;
        this.clock = clock;
    }

    /** Judges the value of an {@code Authorization} header; null stands for a request without one. */
    public Verdict check(@Nullable String authorization) {
        if (authorization == null) return new Refused("The request has no Authorization header");
        if (!authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return new Refused("The Authorization header does not hold a bearer token");
        }
        String token = authorization.substring(SCHEME.length()).strip();
        Admitted known = verified.getIfPresent(token);
        if (known != null && clock.instant().isBefore(known.expires())) return known;
        Verdict verdict = verifier.verify(token);
        if (verdict instanceof Admitted admitted) verified.put(token, admitted);
        return verdict;
    }
}
