package dev.lightmeter.server.authority;

import dev.lightmeter.server.http.Call;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes sure that a form comes from a page that we showed to the same browser for the same purpose. The page sets a random
 * cookie and carries its keyed hash; another site can send the form but knows neither. Nothing is kept for pages that
 * nobody fills in.
 */
final class FormGuard {

    /** The name of the form's hidden field. */
    static final String FIELD = "guard";

    private static final String COOKIE = "lightmeter-form";
    /** Browsers take such a cookie over HTTPS only and from no neighbouring host. */
    private static final String HOST_COOKIE = "__Host-" + COOKIE;

    private static final Pattern VALUE = Pattern.compile("[A-Za-z0-9_-]{32}");
    private static final int COOKIE_BYTES = 24;
    private static final int KEY_BYTES = 32;
    private static final String HMAC = "HmacSHA256";

    private final SecretKeySpec key;

    /** @param random makes the key, which lasts as long as the process */
    FormGuard(SecureRandom random) {
        byte[] bytes = new byte[KEY_BYTES];
        random.nextBytes(bytes);
        key = new SecretKeySpec(bytes, HMAC);
    }

    /**
     * What a page needs.
     *
     * @param field the value of the hidden field
     * @param cookie the value of the header {@code Set-Cookie}
     */
    record Guard(String field, String cookie) {}

    /** Prepares a page for a purpose, such as one request to sign in. */
    Guard guard(Call call, String purpose) {
        boolean secure = call.baseUrl().startsWith("https:");
        String value = cookie(call).orElseGet(() -> RandomText.of(COOKIE_BYTES));
        String cookie = "%s=%s; Path=/; HttpOnly; SameSite=Lax%s"
                .formatted(secure ? HOST_COOKIE : COOKIE, value, secure ? "; Secure" : "");
        return new Guard(hash(value, purpose), cookie);
    }

    /** True if the form was filled in on a page that was prepared for this purpose in this browser. */
    boolean accepts(Call call, String field, String purpose) {
        return cookie(call)
                .map(value -> hash(value, purpose))
                .map(expected -> MessageDigest.isEqual(
                        expected.getBytes(StandardCharsets.UTF_8), field.getBytes(StandardCharsets.UTF_8)))
                .orElse(false);
    }

    private static Optional<String> cookie(Call call) {
        String wanted = call.baseUrl().startsWith("https:") ? HOST_COOKIE : COOKIE;
        for (String pair : call.header("Cookie").orElse("").split(";", -1)) {
            int equals = pair.indexOf('=');
            if (equals < 0 || !pair.substring(0, equals).strip().equals(wanted)) continue;
            String value = pair.substring(equals + 1).strip();
            if (VALUE.matcher(value).matches()) return Optional.of(value);
        }
        return Optional.empty();
    }

    private String hash(String cookie, String purpose) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(key);
            byte[] hash = mac.doFinal((cookie + "\n" + purpose).getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime knows " + HMAC, e);
        }
    }
}
