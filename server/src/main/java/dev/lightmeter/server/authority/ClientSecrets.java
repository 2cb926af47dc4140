package dev.lightmeter.server.authority;

import com.password4j.BadParametersException;
import com.password4j.CompressedPBKDF2Function;
import com.password4j.Password;
import com.password4j.types.Hmac;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * Makes, hashes and checks client secrets.
 *
 * <p>A secret is 32 random bytes and never chosen by a person, so no list of likely ones exists and a slow hash would buy
 * nothing but slow sign-in: a few rounds with a salt suffice. See docs/decisions/0003-http-and-tokens.md.
 */
final class ClientSecrets {

    private static final int SECRET_BYTES = 32;
    private static final int SALT_BYTES = 16;
    private static final int ROUNDS = 1_000;
    private static final int HASH_BITS = 256;

    /** Longer than any secret of ours; what is longer is not even hashed. */
    private static final int LONGEST = 200;

    private final SecureRandom random;

    ClientSecrets(SecureRandom random) {
        this.random = random;
    }

    String make() {
        byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    }

    String hash(String secret) {
        return Password.hash(secret)
                .addRandomSalt(SALT_BYTES)
                .with(CompressedPBKDF2Function.getInstance(Hmac.SHA256, ROUNDS, HASH_BITS))
                .getResult();
    }

    boolean matches(String secret, String hash) {
        if (secret.isEmpty() || secret.length() > LONGEST) return false;
        try {
            return Password.check(secret, hash).with(CompressedPBKDF2Function.getInstanceFromHash(hash));
        } catch (BadParametersException e) {
            return false;
        }
    }
}
