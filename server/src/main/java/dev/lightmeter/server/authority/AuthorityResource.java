package dev.lightmeter.server.authority;

import dev.lightmeter.server.auth.Audiences;
import dev.lightmeter.server.http.Call;
import dev.lightmeter.server.http.Json;
import dev.lightmeter.server.http.Reply;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives tokens to clients that prove who they are, in the shapes that Microsoft's client libraries expect. */
public final class AuthorityResource {

    private static final Logger log = LoggerFactory.getLogger(AuthorityResource.class);
    private static final String CLIENT_CREDENTIALS = "client_credentials";
    private static final String DEFAULT_SCOPE = "/.default";

    private final Authority authority;
    private final Audiences audiences;
    private final Clock clock;

    /** @param audiences the resources that tokens may be asked for */
    public AuthorityResource(Authority authority, Audiences audiences, Clock clock) {
        this.authority = authority;
        this.audiences = audiences;
        this.clock = clock;
    }

    /** {@code POST /{tenant}/oauth2/token}: the resource has a field of its own. */
    public Reply tokenV1(Call call) {
        return answer(call, TokenShape.V1);
    }

    /** {@code POST /{tenant}/oauth2/v2.0/token}: the resource is part of the scope. */
    public Reply tokenV2(Call call) {
        return answer(call, TokenShape.V2);
    }

    private Reply answer(Call call, TokenShape shape) {
        Reply reply =
                switch (decide(call, shape)) {
                    case Outcome.Granted(var token) -> granted(token);
                    case Outcome.Denied(var error) -> error.reply(clock.instant());
                };
        return reply.withHeader("Cache-Control", "no-store, no-cache")
                .withHeader("Pragma", "no-cache")
                .withHeader("Expires", "-1");
    }

    private sealed interface Outcome {
        record Granted(String token) implements Outcome {}

        record Denied(TokenError error) implements Outcome {}
    }

    private Outcome decide(Call call, TokenShape shape) {
        Optional<TokenError> wrongTenant = authority.refuse(call.parameter("tenant"));
        if (wrongTenant.isPresent()) return new Outcome.Denied(wrongTenant.get());
        TokenRequest request = TokenRequest.of(call);
        if (request.grantType().isEmpty()) return new Outcome.Denied(TokenError.missing("grant_type"));
        if (!request.grantType().equals(CLIENT_CREDENTIALS)) {
            return new Outcome.Denied(TokenError.unsupportedGrant(request.grantType()));
        }
        if (request.clientId().isEmpty()) return new Outcome.Denied(TokenError.missing("client_id"));
        Optional<Client> client = authority.client(request.clientId());
        if (client.isEmpty()) return new Outcome.Denied(TokenError.unknownClient(request.clientId()));
        if (request.secret().isEmpty()) return new Outcome.Denied(TokenError.noSecret());
        if (!authority.secretMatches(client.get(), request.secret())) {
            return new Outcome.Denied(TokenError.wrongSecret(request.clientId()));
        }
        return grant(request, client.get(), shape, call.baseUrl());
    }

    private Outcome grant(TokenRequest request, Client client, TokenShape shape, String base) {
        String resource;
        if (!request.resourceScopes().isEmpty()) {
            List<String> scopes = request.resourceScopes();
            if (scopes.size() > 1 || !scopes.getFirst().endsWith(DEFAULT_SCOPE)) {
                return new Outcome.Denied(TokenError.unusableScope(request.scope()));
            }
            String scope = scopes.getFirst();
            resource = scope.substring(0, scope.length() - DEFAULT_SCOPE.length());
        } else if (!request.resource().isEmpty()) {
            resource = request.resource();
        } else {
            return new Outcome.Denied(TokenError.missing(shape == TokenShape.V1 ? "resource" : "scope"));
        }
        // a client may name us by the address it uses; the token then carries the name that no address changes
        if (Audiences.of(List.of(base)).contain(resource)) resource = Audiences.OWN;
        if (!audiences.contain(resource)) return new Outcome.Denied(TokenError.unknownResource(resource));
        log.info("event=token-issued client={} audience={}", client.id(), resource);
        return new Outcome.Granted(authority.tokenFor(client, shape, base, resource));
    }

    private static Reply granted(String token) {
        return Reply.json(200, Json.object(json -> {
            json.writeStringProperty("token_type", "Bearer");
            json.writeNumberProperty("expires_in", Authority.LIFETIME.toSeconds());
            json.writeNumberProperty("ext_expires_in", Authority.LIFETIME.toSeconds());
            json.writeStringProperty("access_token", token);
        }));
    }
}
