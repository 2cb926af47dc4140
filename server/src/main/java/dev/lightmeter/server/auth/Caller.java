package dev.lightmeter.server.auth;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Whoever holds a verified token.
 *
 * @param appId the client application's id; empty if the token does not name one
 * @param objectId stable id of the application or of the user; empty if the token does not name one
 * @param tenant the tenant that issued the token; empty if the token does not name one
 * @param permissions application roles of an application, delegated scopes of a user, in the order of the token
 */
public record Caller(Kind kind, String appId, String objectId, String tenant, Set<String> permissions) {

    /** Whether a program calls for itself or on behalf of a signed-in user. */
    public enum Kind {
        APPLICATION,
        DELEGATED
    }

    public Caller {
        permissions = Collections.unmodifiableSet(new LinkedHashSet<>(permissions));
    }

    public static Caller application(String appId, String objectId, String tenant, Collection<String> roles) {
        return new Caller(Kind.APPLICATION, appId, objectId, tenant, new LinkedHashSet<>(roles));
    }

    public static Caller delegated(String appId, String objectId, String tenant, Collection<String> scopes) {
        return new Caller(Kind.DELEGATED, appId, objectId, tenant, new LinkedHashSet<>(scopes));
    }
}
