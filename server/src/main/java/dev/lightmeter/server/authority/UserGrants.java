package dev.lightmeter.server.authority;

import com.nimbusds.oauth2.sdk.pkce.CodeChallenge;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import dev.lightmeter.server.auth.Audiences;
import dev.lightmeter.server.http.Reply;
import dev.lightmeter.server.user.SignIn;
import dev.lightmeter.server.user.SignIns;
import dev.lightmeter.server.user.User;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The ways to a token that speaks for a user. What refuses ends in a {@link TokenRefusal}. */
final class UserGrants {

    private static final Logger log = LoggerFactory.getLogger(UserGrants.class);

    private final Authority authority;
    private final Audiences audiences;
    private final SignIns signIns;
    private final AuthorizationCodes codes;
    private final DeviceCodes devices;
    private final RefreshTokens refreshTokens;
    private final UserTokens tokens;
    private final Clock clock;

    /**
     * A request of a client that proved who it is.
     *
     * @param base the address under which it sees us
     * @param from where it calls from
     */
    record Asking(TokenRequest request, Client client, TokenShape shape, String base, InetAddress from) {}

    UserGrants(Authority authority, Audiences audiences, SignInState state, Clock clock) {
        this.authority = authority;
        this.audiences = audiences;
        this.signIns = state.signIns();
        this.codes = state.codes();
        this.devices = state.devices();
        this.refreshTokens = new RefreshTokens(authority.folder(), clock);
        this.tokens = new UserTokens(authority, clock);
        this.clock = clock;
    }

    /** The code that the browser brought from the sign-in page. It is used up, even if something does not fit. */
    Reply redeemCode(Asking asking) {
        String code = asking.request.required("code");
        AuthorizationCodes.Issued issued = codes.redeem(code).orElseThrow(() -> {
            codes.cameOf(code).ifPresent(refreshTokens::revoke);
            return new TokenRefusal(TokenError.badCode());
        });
        boolean sameClient = issued.consent().client().equals(asking.client.id());
        if (!sameClient || !issued.redirectUri().equals(asking.request.required("redirect_uri"))) {
            throw new TokenRefusal(TokenError.badCode());
        }
        String verifier = asking.request.field("code_verifier");
        if (!issued.challenge().map(challenge -> fits(verifier, challenge)).orElse(verifier.isEmpty())) {
            throw new TokenRefusal(TokenError.wrongVerifier());
        }
        User user = stillThere(issued.consent());
        Optional<RefreshTokens.Issued> refresh = startRefreshing(issued.consent(), issued.offline(), asking.shape);
        refresh.ifPresent(token -> codes.cameOf(code, token.family()));
        return answer(asking, issued.consent(), user, issued.nonce(), refresh);
    }

    /** A refresh token, which is exchanged for the next. */
    Reply refresh(Asking asking) {
        String token = asking.request.required("refresh_token");
        RefreshTokens.Exchanged exchanged = refreshTokens
                .exchange(token, asking.client.id())
                .orElseThrow(() -> new TokenRefusal(TokenError.badRefreshToken()));
        User user;
        try {
            user = stillThere(exchanged.consent());
        } catch (TokenRefusal ended) {
            refreshTokens.revoke(exchanged.next().family());
            throw ended;
        }
        AskedScope asked = AskedScope.read(asking.request.scope(), asking.request.resource(), audiences, asking.base);
        Consent consent = exchanged.consent();
        if (asked.resource().isPresent())
            consent = consent.forResource(asked.resource().get());
        if (!asked.everything() && !asked.names().isEmpty()) consent = consent.narrowedTo(asked.names());
        // the client may have lost rights since; it never gains any that the user did not see when signing in
        consent = consent.narrowedTo(signingIn(asking.client).scopes());
        return answer(asking, consent, user, "", Optional.of(exchanged.next()));
    }

    /** A device asks whether somebody signed in for it. */
    Reply pollDevice(Asking asking) {
        String code = asking.request.field("device_code");
        if (code.isEmpty()) code = asking.request.required("code"); // the older form
        return switch (devices.poll(code, asking.client.id())) {
            case DeviceCodes.Answer.Granted(var consent, var offline) -> {
                User user = stillThere(consent);
                yield answer(asking, consent, user, "", startRefreshing(consent, offline, asking.shape));
            }
            case DeviceCodes.Answer.NotYet() -> throw new TokenRefusal(TokenError.authorizationPending());
            case DeviceCodes.Answer.Declined() -> throw new TokenRefusal(TokenError.authorizationDeclined());
            case DeviceCodes.Answer.Expired() -> throw new TokenRefusal(TokenError.expiredDeviceCode());
            case DeviceCodes.Answer.Unknown() -> throw new TokenRefusal(TokenError.badDeviceCode());
        };
    }

    /** A client that takes passwords itself, where the operator allows that. */
    Reply password(Asking asking) {
        SigningIn allowed = signingIn(asking.client);
        if (!allowed.passwords()) {
            throw new TokenRefusal(
                    TokenError.takesNoPasswords(asking.client.id().toString()));
        }
        String userName = asking.request.required("username");
        String password = asking.request.required("password");
        AskedScope asked = AskedScope.read(asking.request.scope(), asking.request.resource(), audiences, asking.base);
        User user = accepted(signIns.attempt(userName, password, asking.from));
        Consent consent = new Consent(
                asking.client.id(),
                user.id(),
                asked.resource().orElse(Audiences.OWN),
                asked.allowed(allowed),
                asked.openId(),
                clock.instant());
        return answer(asking, consent, user, "", startRefreshing(consent, asked.offline(), asking.shape));
    }

    /** The user, or the error that says why not. */
    private static User accepted(SignIn result) {
        return switch (result) {
            case SignIn.Accepted(var user) -> user;
            case SignIn.Refused() -> throw new TokenRefusal(TokenError.wrongPassword());
            case SignIn.Disabled() -> throw new TokenRefusal(TokenError.disabledUser());
            case SignIn.TooSoon(var wait) -> throw new TokenRefusal(TokenError.tooManyFailures(wait));
            case SignIn.Busy() -> throw new TokenRefusal(TokenError.busy());
        };
    }

    /** What the client may do with people, or the error that says that it may not. */
    static SigningIn signingIn(Client client) {
        return client.signingIn()
                .orElseThrow(() ->
                        new TokenRefusal(TokenError.signsNobodyIn(client.id().toString())));
    }

    /** The user of a consent, if the sign-in still counts. */
    private User stillThere(Consent consent) {
        return authority
                .users()
                .find(consent.user().toString())
                .filter(User::enabled)
                .filter(user -> !user.passwordSet().isAfter(consent.at()))
                .orElseThrow(() -> new TokenRefusal(TokenError.signInEnded()));
    }

    /** The older form gives refresh tokens unasked. */
    private Optional<RefreshTokens.Issued> startRefreshing(Consent consent, boolean offline, TokenShape shape) {
        return offline || shape == TokenShape.V1 ? Optional.of(refreshTokens.start(consent)) : Optional.empty();
    }

    private Reply answer(
            Asking asking, Consent consent, User user, String nonce, Optional<RefreshTokens.Issued> refresh) {
        log.info(
                "event=token-issued client={} user={} audience={}",
                consent.client(),
                consent.user(),
                consent.resource());
        return tokens.answer(consent, user, asking.shape, asking.base, nonce, refresh.map(RefreshTokens.Issued::token));
    }

    private static boolean fits(String verifier, CodeChallenge challenge) {
        try {
            CodeChallenge computed = CodeChallenge.compute(CodeChallengeMethod.S256, new CodeVerifier(verifier));
            return MessageDigest.isEqual(
                    computed.getValue().getBytes(StandardCharsets.US_ASCII),
                    challenge.getValue().getBytes(StandardCharsets.US_ASCII));
        } catch (IllegalArgumentException e) {
            return false; // too short, too long, or other characters than a verifier has
        }
    }
}
