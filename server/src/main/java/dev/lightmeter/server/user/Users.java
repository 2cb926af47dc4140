package dev.lightmeter.server.user;

import com.nimbusds.jose.util.JSONObjectUtils;
import dev.lightmeter.server.secret.SecretException;
import dev.lightmeter.server.secret.SecretFolder;
import java.security.SecureRandom;
import java.text.ParseException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;

/**
 * The users, in one small file. The file is the truth and is read each time: another process, the command line, may have
 * changed it, and people sign in rarely.
 */
public final class Users {

    private static final String FILE = "users.json";

    private final SecretFolder folder;
    private final Passwords passwords;
    private final Clock clock;

    public Users(SecretFolder folder, Clock clock) {
        this.folder = folder;
        this.clock = clock;
        this.passwords = new Passwords(new SecureRandom());
        var _ = all(); // a bad file stops the start
    }

    /** What is asked for when a user is added. */
    public record NewUser(
            String userName, String displayName, Role role, Set<String> permissions, Set<String> groups) {}

    /** All users by user name. */
    public List<User> all() {
        return folder.read(FILE).map(this::parse).orElse(List.of());
    }

    /** The user of this object id or user name, in any letter case. */
    public Optional<User> find(String idOrName) {
        return named(idOrName).or(() -> all().stream()
                .filter(user -> user.id().toString().equalsIgnoreCase(idOrName.strip()))
                .findFirst());
    }

    /** The user of this user name, in any letter case. */
    Optional<User> named(String userName) {
        return all().stream()
                .filter(user -> user.userName().equalsIgnoreCase(userName.strip()))
                .findFirst();
    }

    /** Adds a user, who is enabled. An {@link IllegalArgumentException} says what cannot be, such as a name that is taken. */
    public User add(NewUser wanted, String password) {
        User user = new User(
                UUID.randomUUID(),
                wanted.userName(),
                wanted.displayName(),
                wanted.role(),
                wanted.permissions(),
                wanted.groups(),
                true,
                passwords.hash(password),
                now());
        return folder.exclusively(() -> {
            List<User> all = new ArrayList<>(all());
            if (all.stream().anyMatch(other -> other.userName().equalsIgnoreCase(user.userName()))) {
                throw new IllegalArgumentException("there is a user '" + user.userName() + "' already");
            }
            all.add(user);
            write(all);
            return user;
        });
    }

    /** Changes a user; empty if there is none of this id. */
    public Optional<User> change(UUID id, UnaryOperator<User> change) {
        return folder.exclusively(() -> {
            List<User> all = new ArrayList<>(all());
            for (int i = 0; i < all.size(); i++) {
                if (!all.get(i).id().equals(id)) continue;
                User changed = change.apply(all.get(i));
                all.set(i, changed);
                write(all);
                return Optional.of(changed);
            }
            return Optional.empty();
        });
    }

    /** Sets a password, which ends what was signed in with the one before; empty if there is no user of this id. */
    public Optional<User> setPassword(UUID id, String password) {
        String hash = passwords.hash(password);
        return change(id, user -> user.withPassword(hash, now()));
    }

    /** True if there was a user of this id. */
    public boolean remove(UUID id) {
        return folder.exclusively(() -> {
            List<User> all = new ArrayList<>(all());
            boolean removed = all.removeIf(user -> user.id().equals(id));
            if (removed) write(all);
            return removed;
        });
    }

    /** A password that nobody has to think of. */
    public String generatePassword() {
        return passwords.generate();
    }

    Passwords passwords() {
        return passwords;
    }

    private Instant now() {
        return Instant.ofEpochMilli(clock.millis());
    }

    private List<User> parse(String text) {
        try {
            List<User> users = new ArrayList<>();
            for (Map<String, Object> user : JSONObjectUtils.getJSONObjectArray(JSONObjectUtils.parse(text), "users")) {
                users.add(new User(
                        UUID.fromString(text(user, "id")),
                        text(user, "userName"),
                        text(user, "displayName"),
                        Role.of(text(user, "role")),
                        texts(user, "permissions"),
                        texts(user, "groups"),
                        JSONObjectUtils.getBoolean(user, "enabled"),
                        text(user, "passwordHash"),
                        Instant.parse(text(user, "passwordSet"))));
            }
            return List.copyOf(users);
        } catch (ParseException | RuntimeException e) {
            throw new SecretException(
                    "The file " + folder.path(FILE) + " is not a list of users: " + e.getMessage(), e);
        }
    }

    private static String text(Map<String, Object> object, String name) throws ParseException {
        String value = JSONObjectUtils.getString(object, name);
        if (value == null) throw new ParseException("'" + name + "' is missing", 0);
        return value;
    }

    private static Set<String> texts(Map<String, Object> object, String name) throws ParseException {
        return new LinkedHashSet<>(Objects.requireNonNull(JSONObjectUtils.getStringList(object, name), name));
    }

    private void write(List<User> users) {
        folder.write(
                FILE,
                JSONObjectUtils.toJSONString(Map.of(
                        "users",
                        users.stream()
                                .sorted((left, right) -> left.userName().compareToIgnoreCase(right.userName()))
                                .map(Users::asJson)
                                .toList())));
    }

    private static Map<String, Object> asJson(User user) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", user.id().toString());
        json.put("userName", user.userName());
        json.put("displayName", user.displayName());
        json.put("role", user.role().word());
        json.put("permissions", List.copyOf(user.permissions()));
        json.put("groups", List.copyOf(user.groups()));
        json.put("enabled", user.enabled());
        json.put("passwordHash", user.passwordHash());
        json.put("passwordSet", user.passwordSet().toString());
        return json;
    }
}
