package dev.lightmeter.server.authority;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.lightmeter.server.auth.Caller;
import dev.lightmeter.server.user.User;
import java.util.List;
import java.util.UUID;

/** The two forms of token that Entra ID writes. They differ in the issuer and in the name of the client's claim. */
enum TokenShape {
    V1("1.0", "/", "appid"),
    V2("2.0", "/v2.0", "azp");

    private final String version;
    private final String issuerSuffix;
    private final String clientClaim;

    TokenShape(String version, String issuerSuffix, String clientClaim) {
        this.version = version;
        this.issuerSuffix = issuerSuffix;
        this.clientClaim = clientClaim;
    }

    /** The issuer that an authority with this address names. */
    String issuer(String base, UUID tenant) {
        return base + "/" + tenant + issuerSuffix;
    }

    /** All claims but the audience and the times. */
    JWTClaimsSet.Builder claims(Caller caller, String base, UUID tenant) {
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
                .issuer(issuer(base, tenant))
                .subject(caller.objectId())
                .claim("oid", caller.objectId())
                .claim("tid", tenant.toString())
                .claim(clientClaim, caller.appId())
                .claim("ver", version);
        switch (caller.holder()) {
            case Caller.Application(var deviceGroups) -> {
                claims.claim("idtyp", "app").claim("roles", List.copyOf(caller.permissions()));
                deviceGroups.ifPresent(limits -> claims.claim("device_groups", List.copyOf(limits)));
            }
            case Caller.User user -> {
                claims.claim("idtyp", "user").claim("scp", String.join(" ", caller.permissions()));
                claimIfKnown(claims, "upn", user.userName());
                claimIfKnown(claims, "preferred_username", user.userName());
                claimIfKnown(claims, "name", user.displayName());
                if (!user.memberOf().isEmpty()) claims.claim("groups", List.copyOf(user.memberOf()));
                if (!user.roles().isEmpty()) claims.claim("roles", List.copyOf(user.roles()));
            }
        }
        return claims;
    }

    /** What a client learns about the user who signed in to it; all claims but the audience, the nonce and the times. */
    JWTClaimsSet.Builder idClaims(User user, String base, UUID tenant) {
        return new JWTClaimsSet.Builder()
                .issuer(issuer(base, tenant))
                .subject(user.id().toString())
                .claim("oid", user.id().toString())
                .claim("tid", tenant.toString())
                .claim("name", user.displayName())
                .claim("preferred_username", user.userName())
                .claim("upn", user.userName())
                .claim("ver", version);
    }

    private static void claimIfKnown(JWTClaimsSet.Builder claims, String name, String value) {
        if (!value.isEmpty()) claims.claim(name, value);
    }
}
