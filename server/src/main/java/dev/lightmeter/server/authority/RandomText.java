package dev.lightmeter.server.authority;

import java.security.SecureRandom;
import java.util.Base64;

/** Texts that nobody can guess. */
final class RandomText {

    private static final SecureRandom RANDOM = new SecureRandom();

    private RandomText() {}

    /** So many random bytes in letters, digits, dash and underscore. */
    static String of(int bytes) {
        byte[] random = new byte[bytes];
        RANDOM.nextBytes(random);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }
}
