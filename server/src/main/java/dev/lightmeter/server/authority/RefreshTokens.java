package dev.lightmeter.server.authority;

import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jose.util.JSONObjectUtils;
import dev.lightmeter.server.secret.SecretException;
import dev.lightmeter.server.secret.SecretFolder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Refresh tokens: each is good once and is exchanged for the next of its family. An older one of a family shows that
 * somebody copied it, so the whole family ends (RFC 9700 section 4.14.2).
 *
 * <p>Families survive a restart in a file of hashes. A token is 32 random bytes, so a hash that is quick suffices.
 */
final class RefreshTokens {

    private static final Logger log = LoggerFactory.getLogger(RefreshTokens.class);
    private static final String FILE = "refresh-tokens.json";
    private static final Duration UNUSED = Duration.ofDays(30);
    private static final int MOST_OF_ONE_USER = 50;
    private static final int MOST = 10_000;
    private static final int BYTES = 32;
    private static final int FAMILY_BYTES = 16;
    private static final char BETWEEN = '.';

    /** A token given out, and the family it belongs to. */
    record Issued(String token, String family) {}

    /** What a token stood for, and the one that takes its place. */
    record Exchanged(Consent consent, Issued next) {}

    private record Family(String hash, Consent consent, Instant used) {}

    private final SecretFolder folder;
    private final Clock clock;

    /** By the id of the family, least recently used first; read when first needed. Guarded by this. */
    private @Nullable Map<String, Family> families;

    RefreshTokens(SecretFolder folder, Clock clock) {
        this.folder = folder;
        this.clock = clock;
    }

    /** The first token of a new family. */
    synchronized Issued start(Consent consent) {
        Map<String, Family> all = families();
        long ofUser = all.values().stream()
                .filter(family -> family.consent.user().equals(consent.user()))
                .count();
        if (ofUser >= MOST_OF_ONE_USER) {
            removeFirst(all, family -> family.consent.user().equals(consent.user()));
        } else if (all.size() >= MOST) {
            removeFirst(all, family -> true);
        }
        return next(RandomText.of(FAMILY_BYTES), consent);
    }

    /** The next token in exchange for one; empty if that is unknown, expired, another client's or was used before. */
    synchronized Optional<Exchanged> exchange(String token, UUID client) {
        int dot = token.indexOf(BETWEEN);
        String id = dot < 0 ? "" : token.substring(0, dot);
        Family family = families().get(id);
        if (family == null || !family.consent.client().equals(client)) return Optional.empty();
        if (!same(family.hash, hash(token))) {
            log.warn("event=refresh-token-reused user={} client={}", family.consent.user(), client);
            revoke(id);
            return Optional.empty();
        }
        return Optional.of(new Exchanged(family.consent, next(id, family.consent)));
    }

    private Issued next(String family, Consent consent) {
        String token = family + BETWEEN + RandomText.of(BYTES);
        families().remove(family); // goes to the end of the order
        families().put(family, new Family(hash(token), consent, clock.instant()));
        write();
        return new Issued(token, family);
    }

    /** Ends a family. */
    synchronized void revoke(String family) {
        if (families().remove(family) != null) write();
    }

    private Map<String, Family> families() {
        Map<String, Family> read = families;
        if (read == null) read = folder.read(FILE).map(this::parse).orElseGet(LinkedHashMap::new);
        families = read;
        Instant oldest = clock.instant().minus(UNUSED);
        read.values().removeIf(family -> family.used.isBefore(oldest));
        return read;
    }

    private static void removeFirst(Map<String, Family> all, Predicate<Family> which) {
        all.entrySet().stream()
                .filter(entry -> which.test(entry.getValue()))
                .min(Comparator.comparing(entry -> entry.getValue().used))
                .map(Map.Entry::getKey)
                .ifPresent(all::remove);
    }

    private void write() {
        folder.write(
                FILE,
                JSONObjectUtils.toJSONString(Map.of(
                        "families",
                        families().entrySet().stream()
                                .map(entry -> asJson(entry.getKey(), entry.getValue()))
                                .toList())));
    }

    private static Map<String, Object> asJson(String id, Family family) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", id);
        json.put("hash", family.hash);
        json.put("used", family.used.toString());
        json.put("client", family.consent.client().toString());
        json.put("user", family.consent.user().toString());
        json.put("resource", family.consent.resource());
        json.put("scopes", List.copyOf(family.consent.scopes()));
        json.put("openId", family.consent.openId());
        json.put("at", family.consent.at().toString());
        return json;
    }

    private Map<String, Family> parse(String text) {
        try {
            Map<String, Family> read = new LinkedHashMap<>();
            for (Map<String, Object> json :
                    JSONObjectUtils.getJSONObjectArray(JSONObjectUtils.parse(text), "families")) {
                Consent consent = new Consent(
                        UUID.fromString(text(json, "client")),
                        UUID.fromString(text(json, "user")),
                        text(json, "resource"),
                        new LinkedHashSet<>(Objects.requireNonNull(JSONObjectUtils.getStringList(json, "scopes"))),
                        JSONObjectUtils.getBoolean(json, "openId"),
                        Instant.parse(text(json, "at")));
                read.put(text(json, "id"), new Family(text(json, "hash"), consent, Instant.parse(text(json, "used"))));
            }
            return read;
        } catch (ParseException | RuntimeException e) {
            throw new SecretException(
                    "The file " + folder.path(FILE) + " is not a list of refresh tokens: " + e.getMessage(), e);
        }
    }

    private static String text(Map<String, Object> object, String name) throws ParseException {
        return Objects.requireNonNull(JSONObjectUtils.getString(object, name), name);
    }

    private static boolean same(String left, String right) {
        return MessageDigest.isEqual(
                left.getBytes(StandardCharsets.US_ASCII), right.getBytes(StandardCharsets.US_ASCII));
    }

    private static String hash(String token) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return Base64URL.encode(digest.digest(token.getBytes(StandardCharsets.UTF_8)))
                    .toString();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime knows SHA-256", e);
        }
    }
}
