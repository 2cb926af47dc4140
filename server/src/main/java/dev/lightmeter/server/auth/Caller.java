package dev.lightmeter.server.auth;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whoever holds a verified token.
 *
 * @param holder whether a program calls for itself or on behalf of a signed-in user
 * @param appId the client application's id; empty if the token does not name one
 * @param objectId stable id of the application or of the user; empty if the token does not name one
 * @param tenant the tenant that issued the token; empty if the token does not name one
 * @param permissions application roles of an application, delegated scopes of a user, in the order of the token
 */
public record Caller(Holder holder, String appId, String objectId, String tenant, Set<String> permissions) {

    /** For whom a token speaks. */
    public sealed interface Holder {}

    /**
     * A program that calls for itself.
     *
     * @param deviceGroups the names of the only device groups that it may see; empty if it is not limited
     */
    public record Application(Optional<Set<String>> deviceGroups) implements Holder {
        public Application {
            deviceGroups = deviceGroups.map(Caller::ordered);
        }
    }

    /**
     * A person who signed in.
     *
     * @param userName the name to sign in with, like {@code anna@example.org}; empty if the token does not name one
     * @param displayName for people; empty if the token does not name one
     * @param memberOf ids or names of the groups that the user is a member of, as far as the token tells
     * @param roles the user's own roles; they allow nothing, but {@link Sight#ADMINISTRATOR} sees every device group
     */
    public record User(String userName, String displayName, Set<String> memberOf, Set<String> roles) implements Holder {

        /** A user of whom nothing is known but the object id. */
        public static final User UNKNOWN = new User("", "", Set.of(), Set.of());

        public User {
            memberOf = ordered(memberOf);
            roles = ordered(roles);
        }
    }

    public Caller {
        permissions = ordered(permissions);
    }

    /** A program without limits to what it sees. */
    public static Caller application(String appId, String objectId, String tenant, Collection<String> roles) {
        return new Caller(new Application(Optional.empty()), appId, objectId, tenant, new LinkedHashSet<>(roles));
    }

    /** A program on behalf of a user of whom nothing more is known. */
    public static Caller delegated(String appId, String objectId, String tenant, Collection<String> scopes) {
        return delegated(appId, objectId, tenant, scopes, User.UNKNOWN);
    }

    /** A program on behalf of a user. */
    public static Caller delegated(String appId, String objectId, String tenant, Collection<String> scopes, User user) {
        return new Caller(user, appId, objectId, tenant, new LinkedHashSet<>(scopes));
    }

    /** The same application, which sees the device groups of these names only. */
    public Caller limitedTo(Collection<String> deviceGroups) {
        if (!(holder instanceof Application)) {
            throw new IllegalArgumentException("only an application can be limited to device groups");
        }
        Application limited = new Application(Optional.of(new LinkedHashSet<>(deviceGroups)));
        return new Caller(limited, appId, objectId, tenant, permissions);
    }

    /** The groups that the user is a member of; none for an application. */
    public Set<String> memberOf() {
        return switch (holder) {
            case User user -> user.memberOf();
            case Application application -> Set.of();
        };
    }

    /** What people call the caller: the user name, else the id of the application. */
    public String name() {
        return switch (holder) {
            case User(var userName, var displayName, var memberOf, var roles) when !userName.isEmpty() -> userName;
            case User user -> objectId;
            case Application application -> appId;
        };
    }

    /** Which device groups the caller sees. */
    public Sight sight() {
        return switch (holder) {
            case Application(var limits) -> limits.<Sight>map(Sight.Named::new).orElseGet(Sight.Everything::new);
            case User user when user.roles().contains(Sight.ADMINISTRATOR) -> new Sight.Everything();
            case User user -> {
                Set<String> principals = new LinkedHashSet<>(user.memberOf());
                List.of(objectId, user.userName()).stream()
                        .filter(known -> !known.isEmpty())
                        .forEach(principals::add);
                yield new Sight.Assigned(principals);
            }
        };
    }

    private static Set<String> ordered(Set<String> texts) {
        return Collections.unmodifiableSet(new LinkedHashSet<>(texts));
    }
}
