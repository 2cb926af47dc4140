package dev.lightmeter.server.authority;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The ways to a token. */
enum GrantType {
    CLIENT_CREDENTIALS("client_credentials"),
    AUTHORIZATION_CODE("authorization_code"),
    REFRESH_TOKEN("refresh_token"),
    DEVICE_CODE("urn:ietf:params:oauth:grant-type:device_code"),
    PASSWORD("password");

    /** The same as {@link #DEVICE_CODE} in requests of the older form. */
    private static final String OLD_DEVICE_CODE = "device_code";

    private final String word;

    GrantType(String word) {
        this.word = word;
    }

    static Optional<GrantType> of(String word) {
        if (word.equals(OLD_DEVICE_CODE)) return Optional.of(DEVICE_CODE);
        return Arrays.stream(values()).filter(type -> type.word.equals(word)).findFirst();
    }

    static List<String> words() {
        return Arrays.stream(values()).map(type -> type.word).toList();
    }
}
