package dev.lightmeter.server.authority;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import dev.lightmeter.server.secret.SecretException;
import dev.lightmeter.server.secret.SecretFolder;
import java.text.ParseException;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * The key that signs our tokens. Made on first use of a data folder, which takes a good part of a second, so it is made
 * beside the start of everything else; who needs it waits for it.
 */
final class SigningKey {

    private static final String FILE = "keys.json";
    private static final int BITS = 2048;

    private final FutureTask<RSAKey> key;

    private SigningKey(FutureTask<RSAKey> key) {
        this.key = key;
    }

    /** Reads the key at once, so that a bad file stops the start; makes a new one in the background. */
    static SigningKey open(SecretFolder folder) {
        Optional<RSAKey> kept = read(folder);
        FutureTask<RSAKey> key = new FutureTask<>(() -> kept.orElseGet(() -> make(folder)));
        if (kept.isPresent()) {
            key.run();
        } else {
            Thread.ofPlatform().daemon().name("signing-key").start(key);
        }
        return new SigningKey(key);
    }

    RSAKey get() {
        try {
            return key.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SecretException("Interrupted while waiting for the signing key", e);
        } catch (ExecutionException e) {
            throw new SecretException("The signing key could not be made", e.getCause());
        }
    }

    JWKSet publicKeys() {
        return new JWKSet(get().toPublicJWK());
    }

    private static Optional<RSAKey> read(SecretFolder folder) {
        return folder.read(FILE).map(text -> {
            try {
                for (JWK key : JWKSet.parse(text).getKeys()) {
                    if (key instanceof RSAKey rsa && rsa.isPrivate() && rsa.getKeyID() != null) return rsa;
                }
            } catch (ParseException e) {
                throw new SecretException("The file " + folder.path(FILE) + " is not a JSON web key set", e);
            }
            throw new SecretException("The file " + folder.path(FILE) + " holds no private RSA key with an id", null);
        });
    }

    private static RSAKey make(SecretFolder folder) {
        return folder.exclusively(() -> read(folder).orElseGet(() -> {
            try {
                RSAKey key = new RSAKeyGenerator(BITS)
                        .keyUse(KeyUse.SIGNATURE)
                        .algorithm(JWSAlgorithm.RS256)
                        .keyIDFromThumbprint(true)
                        .generate();
                folder.write(FILE, new JWKSet(key).toString(false));
                return key;
            } catch (JOSEException e) {
                throw new SecretException("This Java runtime cannot make RSA keys", e);
            }
        }));
    }
}
