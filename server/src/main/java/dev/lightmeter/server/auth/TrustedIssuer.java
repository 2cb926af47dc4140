package dev.lightmeter.server.auth;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Someone whose tokens count here.
 *
 * @param name for messages and the log
 * @param issues tells from the {@code iss} claim whether a token claims to come from this issuer
 * @param tenant if present, the {@code tid} claim that every token must carry
 * @param keys the public keys of the issuer
 * @param limits by the id of an application in lower case, the names of the only device groups that it may see when it
 *     calls for itself
 */
public record TrustedIssuer(
        String name,
        Predicate<String> issues,
        Audiences audiences,
        Optional<String> tenant,
        JWKSource<SecurityContext> keys,
        Map<String, List<String>> limits) {

    /** The caller of one of its tokens, within the limits that the operator set. */
    Caller limited(Caller caller) {
        List<String> limit = limits.get(caller.appId().toLowerCase(Locale.ROOT));
        return limit == null || !(caller.holder() instanceof Caller.Application(var groups))
                ? caller
                : caller.limitedTo(groups.map(named -> limit.stream()
                                .filter(name -> named.stream().anyMatch(name::equalsIgnoreCase))
                                .toList())
                        .orElse(limit));
    }
}
