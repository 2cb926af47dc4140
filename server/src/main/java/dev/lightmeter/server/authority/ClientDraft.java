package dev.lightmeter.server.authority;

import dev.lightmeter.server.auth.Permissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What an operator says of a client; ids and secret are made by the authority. See {@link Client} for the fields.
 */
public record ClientDraft(
        String name, List<String> roles, Optional<Set<String>> deviceGroups, Optional<SigningIn> signingIn) {
    public ClientDraft {
        roles = List.copyOf(roles);
        Permissions.unknownRole(roles).ifPresent(unknown -> {
            throw new IllegalArgumentException(unknown);
        });
    }
}
