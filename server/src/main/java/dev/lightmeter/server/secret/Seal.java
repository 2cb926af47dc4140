package dev.lightmeter.server.secret;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Closes texts that clients carry around so that they can neither read nor change them: AES-GCM, a nonce of its own for
 * each, written with the letters of addresses. What a position in a list says about the store is nobody's business.
 */
public final class Seal {

    public static final int KEY_BYTES = 32;

    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int LONGEST = 16_384;

    private final SecretKeySpec key;
    private final SecureRandom random = new SecureRandom();

    /** @param key 32 bytes that nobody else knows */
    public Seal(byte[] key) {
        this.key = new SecretKeySpec(key, "AES");
    }

    /** A seal whose key lives as long as the process. */
    public static Seal ofThisProcess() {
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        return new Seal(key);
    }

    public String close(String text) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] closed = run(Cipher.ENCRYPT_MODE, nonce, text.getBytes(StandardCharsets.UTF_8))
                .orElseThrow(() -> new IllegalStateException("every JDK can close with " + CIPHER));
        byte[] whole = ByteBuffer.allocate(nonce.length + closed.length)
                .put(nonce)
                .put(closed)
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(whole);
    }

    /** Empty if it was not closed with this key, or was changed since. */
    public Optional<String> open(String closed) {
        if (closed.length() > LONGEST) return Optional.empty();
        byte[] whole;
        try {
            whole = Base64.getUrlDecoder().decode(closed);
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // somebody made it up
        }
        if (whole.length <= NONCE_BYTES) return Optional.empty();
        return run(
                        Cipher.DECRYPT_MODE,
                        Arrays.copyOf(whole, NONCE_BYTES),
                        Arrays.copyOfRange(whole, NONCE_BYTES, whole.length))
                .map(text -> new String(text, StandardCharsets.UTF_8));
    }

    private Optional<byte[]> run(int mode, byte[] nonce, byte[] text) {
        try {
            Cipher cipher = Cipher.getInstance(CIPHER);
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            return Optional.of(cipher.doFinal(text));
        } catch (GeneralSecurityException e) {
            return Optional.empty(); // not ours, or changed
        }
    }
}
