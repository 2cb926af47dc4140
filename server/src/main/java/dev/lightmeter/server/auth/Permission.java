package dev.lightmeter.server.auth;

import java.util.List;
import java.util.Optional;

/**
 * What a caller needs for one route: any one of the application roles, or for a signed-in user any one of the
 * delegated scopes.
 */
public record Permission(List<String> applicationRoles, List<String> delegatedScopes) {

    /** To look into what our own API tells. */
    public static final Permission READ = of("Lightmeter.Read.All", "Lightmeter.Read");

    /** To change how an installation works. */
    public static final Permission MANAGE = of("Lightmeter.Manage.All", "Lightmeter.Manage");

    public Permission {
        applicationRoles = List.copyOf(applicationRoles);
        delegatedScopes = List.copyOf(delegatedScopes);
        if (applicationRoles.isEmpty() && delegatedScopes.isEmpty()) {
            throw new IllegalArgumentException("a permission that nobody can hold closes the route for everyone");
        }
    }

    /** One application role and its delegated counterpart, e.g. {@code Score.Read.All} and {@code Score.Read}. */
    public static Permission of(String applicationRole, String delegatedScope) {
        return new Permission(List.of(applicationRole), List.of(delegatedScope));
    }

    /** Empty if the caller may pass, else the sentence that says what is missing, in the words of the Defender API. */
    public Optional<String> missingFor(Caller caller) {
        return switch (caller.holder()) {
            case Caller.Application application -> missing(applicationRoles, caller, "application roles");
            case Caller.User user -> missing(delegatedScopes, caller, "delegated scopes");
        };
    }

    private static Optional<String> missing(List<String> required, Caller caller, String what) {
        if (required.stream().anyMatch(caller.permissions()::contains)) return Optional.empty();
        return Optional.of("Missing %s. API required %s: %s, %s: %s."
                .formatted(
                        what,
                        what.substring(what.indexOf(' ') + 1),
                        String.join(",", required),
                        what,
                        String.join(",", caller.permissions())));
    }
}
