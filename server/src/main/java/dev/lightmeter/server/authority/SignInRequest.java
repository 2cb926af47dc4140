package dev.lightmeter.server.authority;

import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationErrorResponse;
import com.nimbusds.oauth2.sdk.AuthorizationRequest;
import com.nimbusds.oauth2.sdk.AuthorizationResponse;
import com.nimbusds.oauth2.sdk.AuthorizationSuccessResponse;
import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.ResponseMode;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallenge;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import dev.lightmeter.server.auth.Audiences;
import dev.lightmeter.server.http.FormFields;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A client's request to sign somebody in, as the browser brought it: read, and found to be in order.
 *
 * @param scopes the delegated scopes that the client gets if the user may have them
 * @param nonce for the id token; empty if there is none
 * @param userName who the client thinks will sign in; empty if it does not say
 */
record SignInRequest(
        Client client,
        BackToClient back,
        AskedScope asked,
        Set<String> scopes,
        Optional<CodeChallenge> challenge,
        String nonce,
        String userName) {

    /** What the SDK reads. Other fields mean nothing here, and some would mean another flow. */
    private static final List<String> READ = List.of(
            "client_id",
            "response_type",
            "response_mode",
            "redirect_uri",
            "scope",
            "state",
            "code_challenge",
            "code_challenge_method");

    private static final Set<ResponseMode> MODES =
            Set.of(ResponseMode.QUERY, ResponseMode.FRAGMENT, ResponseMode.FORM_POST);

    /**
     * Where the browser goes with the answer, and how it carries it.
     *
     * @param registered the registered address that the address matches
     */
    record BackToClient(
            RedirectUri registered, URI address, @Nullable State state, ResponseMode mode) {

        AuthorizationResponse with(String code) {
            return new AuthorizationSuccessResponse(address, new AuthorizationCode(code), null, state, mode);
        }

        AuthorizationResponse with(TokenError error) {
            // RFC 6749 lets descriptions hold plain ASCII only, and ours may quote what was asked
            ErrorObject object = new ErrorObject(error.error(), ErrorObject.removeIllegalChars(error.description()));
            return new AuthorizationErrorResponse(address, object, state, mode);
        }
    }

    /** A request as far as it could be read. */
    sealed interface Reading {

        record Good(SignInRequest request) implements Reading {}

        /** The client is told. */
        record Faulty(BackToClient back, TokenError error) implements Reading {}

        /** The person is told, because it is not clear who the client is or whether the address is its own. */
        record Untrusted(TokenError error) implements Reading {}
    }

    /** @param base the address under which the client sees us */
    static Reading read(FormFields query, Authority authority, Audiences audiences, TokenShape shape, String base) {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        for (FormFields.Field field : query.fields()) {
            if (!READ.contains(field.name())) continue;
            if (fields.put(field.name(), List.of(field.value())) != null) {
                return new Reading.Untrusted(TokenError.unreadable("The field '" + field.name() + "' is given twice."));
            }
        }
        String clientId = query.first("client_id").orElse("");
        String address = query.first("redirect_uri").orElse("");
        if (clientId.isEmpty()) return new Reading.Untrusted(TokenError.missing("client_id"));
        if (address.isEmpty()) return new Reading.Untrusted(TokenError.missing("redirect_uri"));
        Optional<Client> client = authority.client(clientId);
        if (client.isEmpty()) return new Reading.Untrusted(TokenError.unknownClient(clientId));
        Optional<SigningIn> allowed = client.get().signingIn();
        if (allowed.isEmpty()) return new Reading.Untrusted(TokenError.signsNobodyIn(clientId));
        Optional<RedirectUri> registered = allowed.get().redirectUris().stream()
                .filter(known -> known.accepts(address))
                .findFirst();
        if (registered.isEmpty()) return new Reading.Untrusted(TokenError.unregisteredRedirect(address));
        BackToClient back = new BackToClient(
                registered.get(),
                URI.create(address),
                query.first("state")
                        .filter(state -> !state.isBlank())
                        .map(State::new)
                        .orElse(null),
                mode(query.first("response_mode").orElse("")));
        try {
            AskedScope asked = asked(query, audiences, shape, base);
            return new Reading.Good(new SignInRequest(
                    client.get(),
                    back,
                    asked,
                    asked.allowed(allowed.get()),
                    challenge(fields, client.get()),
                    query.first("nonce").orElse(""),
                    query.first("login_hint").orElse("")));
        } catch (TokenRefusal refusal) {
            return new Reading.Faulty(back, refusal.error());
        }
    }

    /** How the answer travels, errors among them; what is not supported is refused by the usual way. */
    private static ResponseMode mode(String asked) {
        return MODES.stream()
                .filter(mode -> mode.getValue().equals(asked))
                .findFirst()
                .orElse(ResponseMode.QUERY);
    }

    private static AskedScope asked(FormFields query, Audiences audiences, TokenShape shape, String base) {
        String scope = query.first("scope").orElse("");
        if (scope.isBlank() && shape == TokenShape.V2) throw new TokenRefusal(TokenError.missing("scope"));
        if (query.first("prompt").orElse("").equals("none")) throw new TokenRefusal(TokenError.signInNeeded());
        return AskedScope.read(scope, query.first("resource").orElse(""), audiences, base);
    }

    private static Optional<CodeChallenge> challenge(Map<String, List<String>> fields, Client client) {
        AuthorizationRequest request;
        try {
            request = AuthorizationRequest.parse(fields);
        } catch (ParseException e) {
            throw new TokenRefusal(TokenError.unreadable("The request cannot be read: " + e.getMessage() + "."));
        }
        if (!request.getResponseType().equals(ResponseType.CODE)) {
            throw new TokenRefusal(
                    TokenError.unsupportedResponse(request.getResponseType().toString()));
        }
        if (request.getResponseMode() != null && !MODES.contains(request.getResponseMode())) {
            throw new TokenRefusal(TokenError.unreadable("The response mode '" + request.getResponseMode()
                    + "' is not supported; query, fragment and form_post are."));
        }
        Optional<CodeChallenge> challenge = Optional.ofNullable(request.getCodeChallenge());
        boolean weak = challenge.isPresent() && !CodeChallengeMethod.S256.equals(request.getCodeChallengeMethod());
        if (weak || (challenge.isEmpty() && client.isPublic())) throw new TokenRefusal(TokenError.noChallenge());
        return challenge;
    }
}
