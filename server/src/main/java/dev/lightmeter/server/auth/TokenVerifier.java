package dev.lightmeter.server.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.lightmeter.server.auth.Verdict.Admitted;
import dev.lightmeter.server.auth.Verdict.Refused;
import dev.lightmeter.server.auth.Verdict.Undecided;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Judges one token: who issued it, whether they signed it, whether it is meant for us and for now, and who holds it.
 *
 * <p>Only RS256 and ES256 are read. The key decides what a signature may look like: an RSA key never verifies anything
 * but RS256, and a public key is never taken for the shared secret of a symmetric algorithm.
 */
public final class TokenVerifier {

    /** How far the clocks of issuer and server may differ. */
    private static final Duration SKEW = Duration.ofSeconds(60);

    private static final Set<JWSAlgorithm> ALGORITHMS = Set.of(JWSAlgorithm.RS256, JWSAlgorithm.ES256);
    private static final Set<JOSEObjectType> TYPES = Set.of(JOSEObjectType.JWT, new JOSEObjectType("at+jwt"));
    private static final Logger log = LoggerFactory.getLogger(TokenVerifier.class);

    private final List<TrustedIssuer> issuers;
    private final Clock clock;

    public TokenVerifier(List<TrustedIssuer> issuers, Clock clock) {
        this.issuers = List.copyOf(issuers);
        this.clock = clock;
    }

    /** Judges a token in its compact form. Never throws for what is in the token. */
    public Verdict verify(String token) {
        SignedJWT jwt;
        JWTClaimsSet claims;
        try {
            jwt = SignedJWT.parse(token);
            claims = jwt.getJWTClaimsSet();
        } catch (ParseException
                | RuntimeException e) { // a header that is the JSON null, for one, makes the parser stumble
            return new Refused("The token is not a signed JSON web token");
        }
        return refusalOfHeader(jwt.getHeader()).map(Verdict.class::cast).orElseGet(() -> judge(jwt, claims));
    }

    private static Optional<Refused> refusalOfHeader(JWSHeader header) {
        if (!ALGORITHMS.contains(header.getAlgorithm())) {
            return Optional.of(new Refused("The algorithm of the token is neither RS256 nor ES256"));
        }
        if (header.getKeyID() == null) {
            return Optional.of(new Refused("The token does not name the key that signed it (kid)"));
        }
        if (header.getType() != null && !TYPES.contains(header.getType())) {
            return Optional.of(new Refused("The token is of a type that is not an access token (typ)"));
        }
        return Optional.empty();
    }

    private Verdict judge(SignedJWT jwt, JWTClaimsSet claims) {
        String issuerName = claims.getIssuer();
        if (issuerName == null) return new Refused("The token does not name its issuer (iss)");
        Verdict verdict = new Refused("The issuer of the token is not trusted (iss)");
        for (TrustedIssuer issuer : issuers) {
            if (!issuer.issues().test(issuerName)) continue;
            verdict = judge(jwt, claims, issuer);
            if (verdict instanceof Admitted) return verdict;
        }
        return verdict;
    }

    private Verdict judge(SignedJWT jwt, JWTClaimsSet claims, TrustedIssuer issuer) {
        try {
            List<JWK> keys = keys(jwt.getHeader(), issuer);
            if (keys.isEmpty()) return new Refused("The key that signed the token is unknown (kid)");
            if (!signedByOneOf(keys, jwt)) return new Refused("The signature of the token is wrong");
        } catch (KeySourceException e) {
            log.warn("event=keys-unavailable issuer={} reason=\"{}\"", issuer.name(), e.getMessage());
            return new Undecided("The keys of the token's issuer cannot be fetched at the moment");
        } catch (JOSEException e) {
            return new Refused("The signature of the token cannot be read");
        }
        return judge(claims, issuer);
    }

    private static List<JWK> keys(JWSHeader header, TrustedIssuer issuer) throws KeySourceException {
        try {
            // the matcher asks for the key type of the algorithm, for the kid, and for a key meant to sign
            return issuer.keys().get(new JWKSelector(JWKMatcher.forJWSHeader(header)), null);
        } catch (RateLimitReachedException e) {
            // the keys are here and fresh; somebody asks for unknown ones faster than the issuer should be bothered
            return List.of();
        }
    }

    private static boolean signedByOneOf(List<JWK> keys, SignedJWT jwt) throws JOSEException {
        for (JWK key : keys) {
            boolean good = jwt.getHeader().getAlgorithm().equals(JWSAlgorithm.RS256)
                    ? jwt.verify(new RSASSAVerifier(key.toRSAKey().toPublicJWK()))
                    : jwt.verify(new ECDSAVerifier(key.toECKey().toPublicJWK()));
            if (good) return true;
        }
        return false;
    }

    private Verdict judge(JWTClaimsSet claims, TrustedIssuer issuer) {
        Instant now = clock.instant();
        Date expires = claims.getExpirationTime();
        Date notBefore = claims.getNotBeforeTime();
        if (expires == null) return new Refused("The token does not say when it expires (exp)");
        Instant end = expires.toInstant().plus(SKEW);
        if (!now.isBefore(end)) return new Refused("The token has expired (exp)");
        if (notBefore != null && now.isBefore(notBefore.toInstant().minus(SKEW))) {
            return new Refused("The token is not valid yet (nbf)");
        }
        if (claims.getAudience().stream().noneMatch(issuer.audiences()::contain)) {
            return new Refused("The token is meant for someone else (aud)");
        }
        if (issuer.tenant().isPresent() && !issuer.tenant().get().equalsIgnoreCase(TokenClaims.text(claims, "tid"))) {
            return new Refused("The token comes from another tenant (tid)");
        }
        return TokenClaims.caller(claims)
                .<Verdict>map(caller -> new Admitted(issuer.limited(caller), end))
                .orElseGet(() -> new Refused("The token names neither roles nor scopes (roles, scp)"));
    }
}
