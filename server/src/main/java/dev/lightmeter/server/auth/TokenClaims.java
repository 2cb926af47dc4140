package dev.lightmeter.server.auth;

import com.nimbusds.jwt.JWTClaimsSet;
import java.text.ParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Reads the caller out of the claims of a verified token. */
final class TokenClaims {

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
            return Optional.of(Caller.delegated(appId, objectId, tenant, words(claims, "scp")));
        }
        if (claims.getClaim("roles") != null || text(claims, "idtyp").equals("app")) {
            return Optional.of(Caller.application(appId, objectId, tenant, words(claims, "roles")));
        }
        return Optional.empty();
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
        try {
            List<String> list = claims.getStringListClaim(name);
            return list == null ? List.of() : list;
        } catch (ParseException e) {
            return List.of();
        }
    }
}
