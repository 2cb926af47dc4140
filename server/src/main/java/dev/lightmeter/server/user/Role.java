package dev.lightmeter.server.user;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What a user is to the site: a bundle of delegated scopes that go together, after the roles of Defender's portal. */
public enum Role {
    /** Nothing; the user may do what is permitted one by one. */
    NONE(List.of()),

    /** Defender's "View data". */
    READER(List.of(
            "Score.Read",
            "Machine.Read",
            "Software.Read",
            "Vulnerability.Read",
            "SecurityRecommendation.Read",
            "RemediationTask.Read",
            "RemediationTask.Read.Read",
            "Alert.Read",
            "Lightmeter.Read")),

    /** Also "Manage security settings", "Alerts investigation" and "Exception handling", and bringing in reports. */
    OPERATOR(with(READER, "Machine.ReadWrite", "Alert.ReadWrite", "Lightmeter.Import", "Lightmeter.Exception")),

    /** Everything, and every device group whatever is assigned to it, as Defender's global administrator. */
    ADMINISTRATOR(with(OPERATOR, "Lightmeter.Manage"));

    @SuppressWarnings("ImmutableEnumChecker") // it is: nobody holds the set within
    private final Set<String> scopes;

    Role(List<String> scopes) {
        this.scopes = Collections.unmodifiableSet(new LinkedHashSet<>(scopes));
    }

    /** The delegated scopes that users of this role may hold. */
    public Set<String> scopes() {
        return scopes;
    }

    /** How the role is written in files and messages. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Reads a role; an {@link IllegalArgumentException} names those that there are. */
    public static Role of(String word) {
        return Arrays.stream(values())
                .filter(role -> role.word().equalsIgnoreCase(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no role '%s'; known are %s"
                        .formatted(word, Arrays.stream(values()).map(Role::word).collect(Collectors.joining(", ")))));
    }

    private static List<String> with(Role lesser, String... more) {
        Set<String> all = new LinkedHashSet<>(lesser.scopes);
        all.addAll(List.of(more));
        return List.copyOf(all);
    }
}
