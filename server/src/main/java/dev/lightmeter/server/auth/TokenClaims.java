package dev.lightmeter.server.auth;

import com.nimbusds.jwt.JWTClaimsSet;
import java.text.ParseException;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the caller out of the claims of a verified token. */
final class TokenClaims {

    /** The claim of our own tokens that limits an application. It only ever takes away, so it counts whoever wrote it. */
    static final String DEVICE_GROUPS = "device_groups";

    private static final Logger log = LoggerFactory.getLogger(TokenClaims.class);
    private static final AtomicBoolean OVERAGE_TOLD = new AtomicBoolean();

    private TokenClaims() {}

    /**
     * A token with {@code scp} speaks for a user, and then its {@code roles} are the user's and prove nothing; one with
     * {@code roles} alone speaks for the application. {@code idtyp} settles it for tokens that carry it. Empty if the
     * token is neither.
     */
    static Optional<Caller> caller(JWTClaimsSet claims) {
        String appId = text(claims, "appid").isEmpty() ? text(claims, "azp") : text(claims, "appid");
        String objectId = text(claims, "oid");
        String tenant = text(claims, "tid");
        if (claims.getClaim("scp") != null || text(claims, "idtyp").equals("user")) {
            return Optional.of(Caller.delegated(appId, objectId, tenant, words(claims, "scp"), user(claims)));
        }
        if (claims.getClaim("roles") != null || text(claims, "idtyp").equals("app")) {
            Caller application = Caller.application(appId, objectId, tenant, words(claims, "roles"));
            return Optional.of(
                    claims.getClaim(DEVICE_GROUPS) == null
                            ? application
                            : application.limitedTo(list(claims, DEVICE_GROUPS)));
        }
        return Optional.empty();
    }

    /**
     * The user name that counts is {@code upn}, which the administrators of a provider set; people may be free to choose
     * their {@code preferred_username}, and device groups are assigned to user names.
     */
    private static Caller.User user(JWTClaimsSet claims) {
        String shown = text(claims, "name").isEmpty() ? text(claims, "preferred_username") : text(claims, "name");
        return new Caller.User(text(claims, "upn"), shown, groups(claims), new LinkedHashSet<>(list(claims, "roles")));
    }

    /** A user in too many groups for a token gets a pointer to them instead, which nobody follows: no group is known. */
    private static Set<String> groups(JWTClaimsSet claims) {
        boolean elsewhere = claims.getClaim("_claim_names") instanceof Map<?, ?> names && names.containsKey("groups");
        boolean left = claims.getClaim("hasgroups") != null;
        if ((elsewhere || left) && !OVERAGE_TOLD.getAndSet(true)) {
            log.warn(
                    "event=groups-overage issuer={} note=\"tokens name the groups of some users by a pointer only;"
                            + " these users see what no group is assigned to. Let the provider send fewer groups\"",
                    claims.getIssuer());
        }
        return elsewhere || left ? Set.of() : new LinkedHashSet<>(list(claims, "groups"));
    }

    /** A claim as text, the empty string if it is absent or something else. */
    static String text(JWTClaimsSet claims, String name) {
        return claims.getClaim(name) instanceof String text ? text : "";
    }

    private static List<String> words(JWTClaimsSet claims, String name) {
        if (claims.getClaim(name) instanceof String text) {
            return Arrays.stream(text.split("\\s+", -1))
                    .filter(word -> !word.isEmpty())
                    .toList();
        }
        return list(claims, name);
    }

    /** A claim as a list; a text is a list of one, because a name may hold blanks. Anything else is empty. */
    private static List<String> list(JWTClaimsSet claims, String name) {
        if (claims.getClaim(name) instanceof String text) return List.of(text);
        try {
            List<String> list = claims.getStringListClaim(name);
            return list == null
                    ? List.of()
                    : list.stream().filter(Objects::nonNull).toList();
        } catch (ParseException e) {
            return List.of();
        }
    }
}
