package dev.lightmeter.server.authority;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.oauth2.sdk.pkce.CodeChallenge;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The codes that the browser carries from the sign-in page to the client: good once, for a few minutes, kept in memory.
 * Only people who signed in get one, so nobody fills the memory from outside.
 */
final class AuthorizationCodes {

    private static final Duration LIFETIME = Duration.ofMinutes(5);
    private static final int MOST = 10_000;
    private static final int BYTES = 32;

    /**
     * What a code stands for.
     *
     * @param redirectUri the address that the code was sent to; who redeems the code has to name it
     * @param challenge what the verifier has to fit; empty for a client with a secret that sent none
     * @param nonce for the id token; empty if there is none
     * @param offline whether the client asked for a refresh token
     */
    record Issued(
            Consent consent, String redirectUri, Optional<CodeChallenge> challenge, String nonce, boolean offline) {}

    private final Cache<String, Issued> fresh;
    private final Cache<String, String> spent;

    AuthorizationCodes(Clock clock) {
        fresh = expiring(clock).build();
        spent = expiring(clock).build();
    }

    String issue(Issued issued) {
        String code = RandomText.of(BYTES);
        fresh.put(code, issued);
        return code;
    }

    /** What the code stands for, this one time. */
    Optional<Issued> redeem(String code) {
        return Optional.ofNullable(fresh.asMap().remove(code));
    }

    /** Remembers which refresh tokens came of a code. */
    void cameOf(String code, String family) {
        spent.put(code, family);
    }

    /** The refresh tokens that came of a code that was redeemed before: one of the two who hold it has stolen it. */
    Optional<String> cameOf(String code) {
        return Optional.ofNullable(spent.getIfPresent(code));
    }

    private static Caffeine<Object, Object> expiring(Clock clock) {
        return Caffeine.newBuilder()
                .maximumSize(MOST)
                .expireAfterWrite(LIFETIME)
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()));
    }
}
