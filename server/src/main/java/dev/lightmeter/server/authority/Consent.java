package dev.lightmeter.server.authority;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.UUID;

/**
 * What a user allowed a client by signing in to it. Codes and refresh tokens stand for it.
 *
 * @param resource the name of this API that tokens carry as {@code aud}
 * @param scopes delegated scopes that the client may have; what the user may not do is taken away when a token is made
 * @param openId whether the client wants to know who the user is
 * @param at when the password was given
 */
record Consent(UUID client, UUID user, String resource, Set<String> scopes, boolean openId, Instant at) {
    Consent {
        scopes = Collections.unmodifiableSet(new LinkedHashSet<>(scopes));
    }

    /** The same with fewer scopes. */
    Consent narrowedTo(Set<String> wanted) {
        Set<String> both = new LinkedHashSet<>(scopes);
        both.retainAll(wanted);
        return new Consent(client, user, resource, both, openId, at);
    }

    Consent forResource(String other) {
        return new Consent(client, user, other, scopes, openId, at);
    }
}
