package dev.lightmeter.server.auth;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Someone whose tokens count here.
 *
 * @param name for messages and the log
 * @param issues tells from the {@code iss} claim whether a token claims to come from this issuer
 * @param tenant if present, the {@code tid} claim that every token must carry
 * @param keys the public keys of the issuer
 */
public record TrustedIssuer(
        String name,
        Predicate<String> issues,
        Audiences audiences,
        Optional<String> tenant,
        JWKSource<SecurityContext> keys) {}
