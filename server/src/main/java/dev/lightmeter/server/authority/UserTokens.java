package dev.lightmeter.server.authority;

import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import dev.lightmeter.server.auth.Caller;
import dev.lightmeter.server.http.Json;
import dev.lightmeter.server.http.Reply;
import dev.lightmeter.server.user.User;
import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.core.JsonGenerator;

/** Writes what a client gets that speaks for a user: the access token, and whatever else was asked for. */
final class UserTokens {

    private final Authority authority;
    private final Clock clock;

    UserTokens(Authority authority, Clock clock) {
        this.authority = authority;
        this.clock = clock;
    }

    /**
     * The answer of the token address.
     *
     * @param base the address under which the client sees us
     * @param nonce for the id token; empty if there is none
     */
    Reply answer(
            Consent consent, User user, TokenShape shape, String base, String nonce, Optional<String> refreshToken) {
        Set<String> scopes = new LinkedHashSet<>(consent.scopes());
        scopes.retainAll(user.scopes());
        String access = accessToken(consent, user, scopes, shape, base);
        return Reply.json(200, Json.object(json -> {
            json.writeStringProperty("token_type", "Bearer");
            json.writeStringProperty("scope", told(scopes, consent, shape));
            writeLifetime(json, shape);
            if (shape == TokenShape.V1) json.writeStringProperty("resource", consent.resource());
            json.writeStringProperty("access_token", access);
            refreshToken.ifPresent(token -> json.writeStringProperty("refresh_token", token));
            if (consent.openId()) json.writeStringProperty("id_token", idToken(consent, user, shape, base, nonce));
            json.writeStringProperty("client_info", clientInfo(user));
        }));
    }

    private void writeLifetime(JsonGenerator json, TokenShape shape) {
        long seconds = Authority.LIFETIME.toSeconds();
        json.writeNumberProperty("expires_in", seconds);
        json.writeNumberProperty("ext_expires_in", seconds);
        if (shape == TokenShape.V1) {
            json.writeStringProperty("expires_on", Long.toString(clock.instant().getEpochSecond() + seconds));
        }
    }

    private String accessToken(Consent consent, User user, Set<String> scopes, TokenShape shape, String base) {
        Caller caller = Caller.delegated(
                consent.client().toString(),
                user.id().toString(),
                authority.tenant().toString(),
                scopes,
                user.asCaller());
        return authority.sign(
                shape.claims(caller, base, authority.tenant()).audience(consent.resource()), Authority.LIFETIME);
    }

    /** Tells the client who signed in. It is meant for the client, so it opens nothing here. */
    private String idToken(Consent consent, User user, TokenShape shape, String base, String nonce) {
        JWTClaimsSet.Builder claims = shape.idClaims(user, base, authority.tenant())
                .audience(consent.client().toString());
        if (!nonce.isEmpty()) claims.claim("nonce", nonce);
        return authority.sign(claims, Authority.LIFETIME);
    }

    /** Libraries compare the scopes that they got with those that they asked for, by their full names. */
    private static String told(Set<String> scopes, Consent consent, TokenShape shape) {
        if (shape == TokenShape.V1) return String.join(" ", scopes);
        String prefix = consent.resource().endsWith("/") ? consent.resource() : consent.resource() + "/";
        Stream<String> identity = consent.openId() ? Stream.of("openid", "profile") : Stream.empty();
        return Stream.concat(scopes.stream().map(scope -> prefix + scope), identity)
                .collect(Collectors.joining(" "));
    }

    /** By this Microsoft's libraries tell accounts from each other. */
    private String clientInfo(User user) {
        byte[] info = Json.object(json -> {
            json.writeStringProperty("uid", user.id().toString());
            json.writeStringProperty("utid", authority.tenant().toString());
        });
        return Base64URL.encode(info).toString();
    }
}
