package dev.lightmeter.server.authority;

import dev.lightmeter.server.auth.Audiences;
import dev.lightmeter.server.http.Call;
import dev.lightmeter.server.http.Json;
import dev.lightmeter.server.http.Reply;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives tokens to clients that prove who they are, in the shapes that Microsoft's client libraries expect. */
public final class AuthorityResource {

    private static final Logger log = LoggerFactory.getLogger(AuthorityResource.class);

    private final Authority authority;
    private final Audiences audiences;
    private final UserGrants users;
    private final Clock clock;

    /** @param audiences the resources that tokens may be asked for */
    public AuthorityResource(Authority authority, Audiences audiences, SignInState state, Clock clock) {
        this.authority = authority;
        this.audiences = audiences;
        this.users = new UserGrants(authority, audiences, state, clock);
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
        Reply reply;
        try {
            reply = token(call, shape);
        } catch (TokenRefusal refusal) {
            reply = refusal.error().reply(clock.instant());
        }
        return uncached(reply);
    }

    /** Tokens and what leads to them are kept by nobody on the way. */
    static Reply uncached(Reply reply) {
        return reply.withHeader("Cache-Control", "no-store, no-cache")
                .withHeader("Pragma", "no-cache")
                .withHeader("Expires", "-1");
    }

    private Reply token(Call call, TokenShape shape) {
        authority.refuse(call.parameter("tenant")).ifPresent(error -> {
            throw new TokenRefusal(error);
        });
        TokenRequest request = TokenRequest.of(call);
        String word = request.required("grant_type");
        GrantType type = GrantType.of(word).orElseThrow(() -> new TokenRefusal(TokenError.unsupportedGrant(word)));
        Client client = authority.prove(request);
        UserGrants.Asking asking = new UserGrants.Asking(request, client, shape, call.baseUrl(), call.clientAddress());
        return switch (type) {
            case CLIENT_CREDENTIALS -> tokenForItself(asking);
            case AUTHORIZATION_CODE -> users.redeemCode(asking);
            case REFRESH_TOKEN -> users.refresh(asking);
            case DEVICE_CODE -> users.pollDevice(asking);
            case PASSWORD -> users.password(asking);
        };
    }

    private Reply tokenForItself(UserGrants.Asking asking) {
        TokenRequest request = asking.request();
        if (asking.client().isPublic()) throw new TokenRefusal(TokenError.noSecret());
        AskedScope asked = AskedScope.read(request.scope(), request.resource(), audiences, asking.base());
        if (!asked.names().isEmpty()) throw new TokenRefusal(TokenError.unusableScope(request.scope()));
        String resource = asked.resource()
                .orElseThrow(() ->
                        new TokenRefusal(TokenError.missing(asking.shape() == TokenShape.V1 ? "resource" : "scope")));
        log.info("event=token-issued client={} audience={}", asking.client().id(), resource);
        String token = authority.tokenFor(asking.client(), asking.shape(), asking.base(), resource);
        return Reply.json(200, Json.object(json -> {
            json.writeStringProperty("token_type", "Bearer");
            json.writeNumberProperty("expires_in", Authority.LIFETIME.toSeconds());
            json.writeNumberProperty("ext_expires_in", Authority.LIFETIME.toSeconds());
            json.writeStringProperty("access_token", token);
        }));
    }
}
