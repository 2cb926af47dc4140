package dev.lightmeter.server.authority;

import com.nimbusds.oauth2.sdk.AuthorizationResponse;
import com.nimbusds.oauth2.sdk.ResponseMode;
import dev.lightmeter.server.auth.Audiences;
import dev.lightmeter.server.http.Call;
import dev.lightmeter.server.http.FormFields;
import dev.lightmeter.server.http.Reply;
import dev.lightmeter.server.user.SignIn;
import dev.lightmeter.server.user.User;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;

/**
 * The page where people sign in, and the way back to the client with a code. Whoever signs in is not remembered: each
 * client asks anew, and lives on its refresh tokens then.
 */
public final class SignInResource {

    static final int LONGEST_FORM = 8 * 1024;

    private final Authority authority;
    private final Audiences audiences;
    private final SignInState state;
    private final Clock clock;
    private final FormGuard guard = new FormGuard(new SecureRandom());

    /** @param audiences the resources that tokens may be asked for */
    public SignInResource(Authority authority, Audiences audiences, SignInState state, Clock clock) {
        this.authority = authority;
        this.audiences = audiences;
        this.state = state;
        this.clock = clock;
    }

    /** {@code GET /{tenant}/oauth2/authorize}. */
    public Reply showV1(Call call) {
        return show(call, TokenShape.V1);
    }

    /** {@code GET /{tenant}/oauth2/v2.0/authorize}. */
    public Reply showV2(Call call) {
        return show(call, TokenShape.V2);
    }

    /** {@code POST /{tenant}/oauth2/authorize}: the form comes back to the address of the page. */
    public Reply takeV1(Call call) {
        return take(call, TokenShape.V1);
    }

    /** {@code POST /{tenant}/oauth2/v2.0/authorize}. */
    public Reply takeV2(Call call) {
        return take(call, TokenShape.V2);
    }

    private Reply show(Call call, TokenShape shape) {
        return switch (read(call, shape)) {
            case SignInRequest.Reading.Untrusted(var error) -> refusal(error);
            case SignInRequest.Reading.Faulty(var back, var error) -> lead(back, back.with(error));
            case SignInRequest.Reading.Good(var request) ->
                page(call, request, 200, request.userName(), Optional.empty());
        };
    }

    private Reply take(Call call, TokenShape shape) {
        return switch (read(call, shape)) {
            case SignInRequest.Reading.Untrusted(var error) -> refusal(error);
            case SignInRequest.Reading.Faulty(var back, var error) -> lead(back, back.with(error));
            case SignInRequest.Reading.Good(var request) -> take(call, request);
        };
    }

    private Reply take(Call call, SignInRequest request) {
        FormFields form = FormFields.parse(new String(call.body(LONGEST_FORM), StandardCharsets.UTF_8));
        String userName = form.first(SignInForm.USER_NAME).orElse("");
        if (!guard.accepts(call, form.first(FormGuard.FIELD).orElse(""), call.rawQuery())) {
            return page(call, request, 400, userName, Optional.of("This page was open for too long. Sign in again."));
        }
        if (form.first(SignInForm.CANCEL).isPresent()) {
            return lead(request.back(), request.back().with(TokenError.cancelled()));
        }
        SignIn result = state.signIns()
                .attempt(userName, form.first(SignInForm.PASSWORD).orElse(""), call.clientAddress());
        if (result instanceof SignIn.Accepted(var user)) return toClient(request, user);
        return page(call, request, 400, userName, Optional.of(SignInForm.why(result)));
    }

    private Reply toClient(SignInRequest request, User user) {
        Consent consent = new Consent(
                request.client().id(),
                user.id(),
                request.asked().resource().orElse(Audiences.OWN),
                request.scopes(),
                request.asked().openId(),
                clock.instant());
        String code = state.codes()
                .issue(new AuthorizationCodes.Issued(
                        consent,
                        request.back().address().toString(),
                        request.challenge(),
                        request.nonce(),
                        request.asked().offline()));
        return lead(request.back(), request.back().with(code));
    }

    private SignInRequest.Reading read(Call call, TokenShape shape) {
        return authority
                .refuse(call.parameter("tenant"))
                .<SignInRequest.Reading>map(SignInRequest.Reading.Untrusted::new)
                .orElseGet(() -> SignInRequest.read(call.query(), authority, audiences, shape, call.baseUrl()));
    }

    private Reply page(Call call, SignInRequest request, int status, String userName, Optional<String> wrong) {
        FormGuard.Guard prepared = guard.guard(call, call.rawQuery());
        Html content = SignInForm.password(
                request.client().name(),
                Optional.of(place(request)),
                request.scopes(),
                SignInForm.hidden(FormGuard.FIELD, prepared.field()),
                userName,
                wrong);
        return Page.leadingTo(request.back().registered().source(), status, "Sign in", content)
                .reply()
                .withHeader("Set-Cookie", prepared.cookie());
    }

    /** The client's address as people know addresses: the host, or what owns the scheme. */
    private static String place(SignInRequest request) {
        String host = request.back().address().getHost();
        return host == null ? request.back().address().getScheme() + ":" : host;
    }

    private static Reply refusal(TokenError error) {
        return Page.of(400, "Cannot sign in", SignInForm.message("Cannot sign in", error.description()))
                .reply();
    }

    /** Sends the browser back to the client, with the answer in the address or in a form. */
    private static Reply lead(SignInRequest.BackToClient back, AuthorizationResponse response) {
        if (response.getResponseMode().equals(ResponseMode.FORM_POST)) {
            Html form = SignInForm.carrying(back.address().toString(), response.toParameters());
            return Page.sendingItself(
                            "Back to the program", form, back.registered().source())
                    .reply();
        }
        return AuthorityResource.uncached(
                        Reply.empty(303).withHeader("Location", response.toURI().toString()))
                .withHeader("Referrer-Policy", "no-referrer");
    }
}
