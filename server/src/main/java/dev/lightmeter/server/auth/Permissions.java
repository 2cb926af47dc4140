package dev.lightmeter.server.auth;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Every permission that means something here; a word that is none of them would allow nothing and is a mistake. */
public final class Permissions {

    /** What programs that call for themselves can be allowed: application roles. */
    public static final List<String> APPLICATION_ROLES = List.of(
            "Score.Read.All",
            "Machine.Read.All",
            "Machine.ReadWrite.All",
            "Software.Read.All",
            "Vulnerability.Read.All",
            "SecurityRecommendation.Read.All",
            "SecurityConfiguration.Read.All",
            "RemediationTasks.Read.All",
            "Alert.Read.All",
            "Alert.ReadWrite.All",
            "Lightmeter.Read.All",
            "Lightmeter.Import.All",
            "Lightmeter.Exception.All",
            "Lightmeter.Manage.All",
            "Lightmeter.Audit.Read.All");

    /** What programs can be allowed on behalf of a user: delegated scopes. */
    public static final List<String> DELEGATED_SCOPES = List.of(
            "Score.Read",
            "Machine.Read",
            "Machine.ReadWrite",
            "Software.Read",
            "Vulnerability.Read",
            "SecurityRecommendation.Read",
            "SecurityConfiguration.Read",
            "RemediationTask.Read",
            "RemediationTask.Read.Read", // so it is printed for two of Defender's addresses
            "Alert.Read",
            "Alert.ReadWrite",
            "Lightmeter.Read",
            "Lightmeter.Import",
            "Lightmeter.Exception",
            "Lightmeter.Manage",
            "Lightmeter.Audit.Read");

    private Permissions() {}

    /** The sentence that refuses the first word that is no application role; empty if all are. */
    public static Optional<String> unknownRole(Collection<String> words) {
        return unknown(words, APPLICATION_ROLES, "application role");
    }

    /** The sentence that refuses the first word that is no delegated scope; empty if all are. */
    public static Optional<String> unknownScope(Collection<String> words) {
        return unknown(words, DELEGATED_SCOPES, "delegated scope");
    }

    private static Optional<String> unknown(Collection<String> words, List<String> known, String what) {
        return words.stream()
                .filter(word -> !known.contains(word))
                .findFirst()
                .map(word -> "there is no %s '%s'; known are %s".formatted(what, word, String.join(", ", known)));
    }
}
