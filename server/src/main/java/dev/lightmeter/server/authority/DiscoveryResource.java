package dev.lightmeter.server.authority;

import dev.lightmeter.server.http.Call;
import dev.lightmeter.server.http.Json;
import dev.lightmeter.server.http.Problem;
import dev.lightmeter.server.http.ProblemException;
import dev.lightmeter.server.http.Reply;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Tells client libraries where tokens are given and which keys sign them, always under the address that they used. */
public final class DiscoveryResource {

    private final Authority authority;
    private final Clock clock;

    public DiscoveryResource(Authority authority, Clock clock) {
        this.authority = authority;
        this.clock = clock;
    }

    /** The public keys, for who wants to check our tokens. */
    public Reply keys(Call call) {
        return refusal(call)
                .orElseGet(() ->
                        Reply.json(200, authority.publicKeys().toString(true).getBytes(StandardCharsets.UTF_8)));
    }

    /** The OpenID metadata of the first version. */
    public Reply metadataV1(Call call) {
        return refusal(call).orElseGet(() -> metadata(call, TokenShape.V1, "/oauth2", "/discovery/keys"));
    }

    /** The OpenID metadata of the second version. */
    public Reply metadataV2(Call call) {
        return refusal(call).orElseGet(() -> metadata(call, TokenShape.V2, "/oauth2/v2.0", "/discovery/v2.0/keys"));
    }

    /** Which hosts belong together, asked by some libraries before anything else; we are one host for one tenant. */
    public Reply instance(Call call) {
        String authorization = call.query().first("authorization_endpoint").orElse("");
        String tenant = tenantIn(authorization);
        Optional<TokenError> refused = authority.refuse(tenant);
        if (refused.isPresent()) return refused.get().reply(clock.instant());
        URI base = URI.create(call.baseUrl());
        return Reply.json(200, Json.object(json -> {
            json.writeStringProperty(
                    "tenant_discovery_endpoint", base + "/" + tenant + "/v2.0/.well-known/openid-configuration");
            json.writeStringProperty("api-version", "1.1");
            json.writeName("metadata");
            json.writeStartArray();
            json.writeStartObject();
            json.writeStringProperty("preferred_network", base.getAuthority());
            json.writeStringProperty("preferred_cache", base.getAuthority());
            Json.writeTexts(json, "aliases", List.of(base.getAuthority()));
            json.writeEndObject();
            json.writeEndArray();
        }));
    }

    private static String tenantIn(String authorizationEndpoint) {
        try {
            String path = URI.create(authorizationEndpoint).getPath();
            String[] segments = path == null ? new String[0] : path.split("/", -1);
            if (segments.length > 1) return segments[1];
        } catch (IllegalArgumentException e) {
            throw new ProblemException(Problem.badRequest("The field 'authorization_endpoint' is not an address"));
        }
        throw new ProblemException(Problem.badRequest("The field 'authorization_endpoint' does not name a tenant"));
    }

    private Optional<Reply> refusal(Call call) {
        return authority.refuse(call.parameter("tenant")).map(error -> error.reply(clock.instant()));
    }

    private Reply metadata(Call call, TokenShape shape, String oauth, String keys) {
        String home = call.baseUrl() + "/" + authority.tenant();
        return Reply.json(200, Json.object(json -> {
            json.writeStringProperty("issuer", shape.issuer(call.baseUrl(), authority.tenant()));
            json.writeStringProperty("authorization_endpoint", home + oauth + "/authorize");
            json.writeStringProperty("token_endpoint", home + oauth + "/token");
            json.writeStringProperty("jwks_uri", home + keys);
            json.writeStringProperty("device_authorization_endpoint", home + oauth + "/devicecode");
            Json.writeTexts(json, "grant_types_supported", GrantType.words());
            Json.writeTexts(
                    json,
                    "token_endpoint_auth_methods_supported",
                    List.of("client_secret_post", "client_secret_basic", "none"));
            Json.writeTexts(json, "response_types_supported", List.of("code"));
            Json.writeTexts(json, "response_modes_supported", List.of("query", "fragment", "form_post"));
            Json.writeTexts(json, "code_challenge_methods_supported", List.of("S256"));
            Json.writeTexts(json, "scopes_supported", List.of("openid", "profile", "offline_access"));
            Json.writeTexts(
                    json,
                    "claims_supported",
                    List.of(
                            "sub",
                            "iss",
                            "aud",
                            "exp",
                            "iat",
                            "nbf",
                            "nonce",
                            "oid",
                            "tid",
                            "ver",
                            "name",
                            "preferred_username",
                            "upn"));
            Json.writeTexts(json, "subject_types_supported", List.of("public"));
            Json.writeTexts(json, "id_token_signing_alg_values_supported", List.of("RS256"));
        }));
    }
}
