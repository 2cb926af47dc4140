package dev.lightmeter.server.auth;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.RemoteKeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The public keys of an identity provider, fetched when the first token asks for them, kept, refreshed before they grow
 * old, and used a while longer when the provider cannot be reached. A key that is not among them makes us ask again, but
 * only now and then, so that tokens with invented key ids do not turn this server against the provider.
 */
public final class RemoteKeys implements JWKSource<SecurityContext> {

    private static final int TIMEOUT_MILLIS = 5_000;
    private static final int LARGEST_ANSWER = 512 * 1024;
    private static final Duration KEPT = Duration.ofMinutes(15);
    private static final Duration KEPT_IN_AN_OUTAGE = Duration.ofHours(4);
    private static final Duration BETWEEN_ATTEMPTS = Duration.ofSeconds(30);

    private final DefaultResourceRetriever web =
            new DefaultResourceRetriever(TIMEOUT_MILLIS, TIMEOUT_MILLIS, LARGEST_ANSWER);
    private final URI address;
    private final boolean addressIsMetadata;
    private final Clock clock;

    // guarded by this
    private @Nullable JWKSource<SecurityContext> keys;
    private Instant nextAttempt = Instant.MIN;

    private volatile boolean fetched;

    private RemoteKeys(URI address, boolean addressIsMetadata, Clock clock) {
        this.address = address;
        this.addressIsMetadata = addressIsMetadata;
        this.clock = clock;
    }

    /** Keys at the address of a JSON web key set. */
    public static RemoteKeys at(URI keySet, Clock clock) {
        return new RemoteKeys(keySet, false, clock);
    }

    /** Keys at the address that an OpenID metadata document names as its {@code jwks_uri}. */
    public static RemoteKeys announcedAt(URI metadata, Clock clock) {
        return new RemoteKeys(metadata, true, clock);
    }

    @Override
    public List<JWK> get(JWKSelector selector, @Nullable SecurityContext context) throws KeySourceException {
        try {
            List<JWK> selected = source().get(selector, context);
            fetched = true;
            return selected;
        } catch (RateLimitReachedException e) {
            // with keys at hand this is about an unknown one; without any, nobody can say that a token is bad
            if (fetched) throw e;
            throw new RemoteKeySourceException(address + " failed a moment ago and is not asked again yet", e);
        }
    }

    private synchronized JWKSource<SecurityContext> source() throws KeySourceException {
        if (keys != null) return keys;
        Instant now = clock.instant();
        if (now.isBefore(nextAttempt)) {
            throw new RemoteKeySourceException(address + " failed a moment ago and is not asked again yet", null);
        }
        nextAttempt = now.plus(BETWEEN_ATTEMPTS);
        keys = JWKSourceBuilder.<SecurityContext>create(addressIsMetadata ? announcedKeys() : url(address), web)
                .cache(KEPT.toMillis(), TIMEOUT_MILLIS * 2L)
                .rateLimited(BETWEEN_ATTEMPTS.toMillis())
                .outageTolerant(KEPT_IN_AN_OUTAGE.toMillis())
                .build();
        return keys;
    }

    private URL announcedKeys() throws KeySourceException {
        try {
            String metadata = web.retrieveResource(url(address)).getContent();
            URI announced = JSONObjectUtils.getURI(JSONObjectUtils.parse(metadata), "jwks_uri");
            if (announced == null) throw new RemoteKeySourceException(address + " names no jwks_uri", null);
            return url(announced);
        } catch (IOException | ParseException e) {
            throw new RemoteKeySourceException("cannot read " + address + ": " + e.getMessage(), e);
        }
    }

    private static URL url(URI address) throws KeySourceException {
        try {
            return address.toURL();
        } catch (MalformedURLException | IllegalArgumentException e) {
            throw new RemoteKeySourceException(address + " is not an address that can be fetched", e);
        }
    }
}
