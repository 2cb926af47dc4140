package dev.lightmeter.server.user;

import com.password4j.Argon2Function;
import com.password4j.BadParametersException;
import com.password4j.Password;
import com.password4j.types.Argon2;
import java.security.SecureRandom;

/**
 * Hashes and checks passwords that people choose, with argon2id: each try costs memory and time, here and for whoever got
 * hold of the file. The cost is the least that OWASP's password storage cheat sheet recommends, about 45 ms.
 */
final class Passwords {

    private static final int MEMORY_KIB = 19_456;
    private static final int PASSES = 2;
    private static final int LANES = 1;
    private static final int HASH_BYTES = 32;
    private static final int SALT_BYTES = 16;

    private static final int SHORTEST = 12;
    /** Longer than any that a person remembers or a password safe makes. */
    private static final int LONGEST = 256;

    private static final int GENERATED_CHARACTERS = 20;
    /** Without letters and digits that are taken for each other; 55 of them give 115 bits. */
    private static final String GENERATED_FROM = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789";

    /**
     * What a password is compared with where there is no user, so that the answer takes as long. It was made at the cost
     * above; what matches it is refused all the same.
     */
    static final String NOBODY =
            "$argon2id$v=19$m=19456,t=2,p=1$wCcwJz3cdW2PO6PPlAKn8w$p2zXtzeJDH/iguuGBhW8HnUYDBC044eCdtb6LSM4xX8";

    private final SecureRandom random;

    Passwords(SecureRandom random) {
        this.random = random;
    }

    /** A password that nobody has to think of. */
    String generate() {
        StringBuilder password = new StringBuilder();
        for (int i = 0; i < GENERATED_CHARACTERS; i++) {
            password.append(GENERATED_FROM.charAt(random.nextInt(GENERATED_FROM.length())));
        }
        return password.toString();
    }

    /** The hash with its salt and cost; an {@link IllegalArgumentException} if the password is too short or too long. */
    String hash(String password) {
        if (password.length() < SHORTEST || password.length() > LONGEST) {
            throw new IllegalArgumentException(
                    "a password has " + SHORTEST + " to " + LONGEST + " characters, got " + password.length());
        }
        return Password.hash(password)
                .addRandomSalt(SALT_BYTES)
                .with(Argon2Function.getInstance(MEMORY_KIB, PASSES, LANES, HASH_BYTES, Argon2.ID))
                .getResult();
    }

    /** Takes the same time for whatever password and whatever hash of ours. */
    boolean matches(String password, String hash) {
        boolean fits = password.length() <= LONGEST;
        try {
            boolean same = Password.check(fits ? password : "", hash).with(Argon2Function.getInstanceFromHash(hash));
            return same && fits;
        } catch (BadParametersException e) {
            return false; // somebody wrote something else into the file
        }
    }
}
