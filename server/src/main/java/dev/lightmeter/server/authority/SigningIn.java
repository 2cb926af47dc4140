package dev.lightmeter.server.authority;

import dev.lightmeter.server.auth.Permissions;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a client may do with people: sign them in and speak for them.
 *
 * @param redirectUris where a sign-in in the browser may lead back to; without any, only the device flow is open
 * @param scopes the delegated scopes that it may ask for; what it gets is limited further by what the user may do
 * @param passwords whether it may take the user's password itself and send it, which old scripts do and nobody should
 */
public record SigningIn(List<RedirectUri> redirectUris, Set<String> scopes, boolean passwords) {
    public SigningIn {
        redirectUris = List.copyOf(redirectUris);
        Permissions.unknownScope(scopes).ifPresent(unknown -> {
            throw new IllegalArgumentException(unknown);
        });
        scopes = Collections.unmodifiableSet(new LinkedHashSet<>(scopes));
    }
}
