package dev.lightmeter.server.user;

import dev.lightmeter.server.auth.Caller;
import dev.lightmeter.server.auth.Permissions;
import dev.lightmeter.server.auth.Sight;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * A person who may sign in.
 *
 * @param id what tokens carry as {@code oid}: stable for as long as the user exists
 * @param userName to sign in with, like {@code anna@example.org}; the same in any letter case
 * @param displayName for people
 * @param permissions delegated scopes beside those of the role
 * @param groups ids or names of groups, as device groups are assigned to them; tokens carry them as {@code groups}
 * @param passwordHash with its salt and cost
 * @param passwordSet since when the password counts; who signed in before has to do so again
 */
public record User(
        UUID id,
        String userName,
        String displayName,
        Role role,
        Set<String> permissions,
        Set<String> groups,
        boolean enabled,
        String passwordHash,
        Instant passwordSet) {

    private static final Pattern USER_NAME = Pattern.compile("[\\p{L}\\p{N}.!#$%&'*+/=?^_`{|}~@-]{1,113}");
    private static final int LONGEST_TEXT = 256;

    /** More would not fit into the headers of a request, where tokens travel. */
    private static final int MOST_GROUPS = 200;

    public User {
        if (!USER_NAME.matcher(userName).matches()) {
            throw new IllegalArgumentException(
                    "a user name has 1 to 113 letters, digits and signs without blanks, like anna@example.org; got '"
                            + userName + "'");
        }
        refuseLongOrBlank("display name", displayName);
        Permissions.unknownScope(permissions).ifPresent(unknown -> {
            throw new IllegalArgumentException(unknown);
        });
        if (groups.size() > MOST_GROUPS) {
            throw new IllegalArgumentException(
                    "a user can be in " + MOST_GROUPS + " groups at most, got " + groups.size());
        }
        groups.forEach(group -> refuseLongOrBlank("group", group));
        permissions = Collections.unmodifiableSet(new LinkedHashSet<>(permissions));
        groups = Collections.unmodifiableSet(new LinkedHashSet<>(groups));
    }

    /** The delegated scopes that programs may get on behalf of this user. */
    public Set<String> scopes() {
        Set<String> all = new LinkedHashSet<>(permissions);
        all.addAll(role.scopes());
        return all;
    }

    /** The user as tokens tell of them. */
    public Caller.User asCaller() {
        return new Caller.User(
                userName, displayName, groups, role == Role.ADMINISTRATOR ? Set.of(Sight.ADMINISTRATOR) : Set.of());
    }

    public User withDisplayName(String next) {
        return new User(id, userName, next, role, permissions, groups, enabled, passwordHash, passwordSet);
    }

    public User withRole(Role next) {
        return new User(id, userName, displayName, next, permissions, groups, enabled, passwordHash, passwordSet);
    }

    public User withPermissions(Set<String> next) {
        return new User(id, userName, displayName, role, next, groups, enabled, passwordHash, passwordSet);
    }

    public User withGroups(Set<String> next) {
        return new User(id, userName, displayName, role, permissions, next, enabled, passwordHash, passwordSet);
    }

    public User withEnabled(boolean next) {
        return new User(id, userName, displayName, role, permissions, groups, next, passwordHash, passwordSet);
    }

    User withPassword(String hash, Instant set) {
        return new User(id, userName, displayName, role, permissions, groups, enabled, hash, set);
    }

    private static void refuseLongOrBlank(String what, String text) {
        if (text.isBlank() || text.length() > LONGEST_TEXT || text.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("a %s has 1 to %d characters, none of them a control character; got '%s'"
                    .formatted(what, LONGEST_TEXT, text));
        }
    }

    @Override
    public String toString() {
        return "User[id=" + id + ", userName=" + userName + "]"; // keeps the hash out of logs
    }
}
