package dev.lightmeter.server.authority;

import com.nimbusds.oauth2.sdk.device.DeviceAuthorizationSuccessResponse;
import dev.lightmeter.server.auth.Audiences;
import dev.lightmeter.server.http.Call;
import dev.lightmeter.server.http.FormFields;
import dev.lightmeter.server.http.Reply;
import dev.lightmeter.server.user.SignIn;
import dev.lightmeter.server.user.Throttle;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Sign-in for what has no browser: the device shows a code, and somebody enters it on a page elsewhere. */
public final class DeviceResource {

    /** Short, because people type it. */
    public static final String PAGE = "/device";

    private static final String GUESSED = "user code";

    private final Authority authority;
    private final Audiences audiences;
    private final SignInState state;
    private final Throttle guesses;
    private final Clock clock;
    private final FormGuard guard = new FormGuard(new SecureRandom());

    /** @param audiences the resources that tokens may be asked for */
    public DeviceResource(Authority authority, Audiences audiences, SignInState state, Clock clock) {
        this.authority = authority;
        this.audiences = audiences;
        this.state = state;
        this.guesses = new Throttle(clock);
        this.clock = clock;
    }

    /** {@code POST /{tenant}/oauth2/v2.0/devicecode}: a device starts to wait. */
    public Reply start(Call call) {
        try {
            return AuthorityResource.uncached(wait(call));
        } catch (TokenRefusal refusal) {
            return AuthorityResource.uncached(refusal.error().reply(clock.instant()));
        }
    }

    private Reply wait(Call call) {
        authority.refuse(call.parameter("tenant")).ifPresent(error -> {
            throw new TokenRefusal(error);
        });
        TokenRequest request = TokenRequest.of(call);
        Client client = authority.prove(request);
        SigningIn allowed = UserGrants.signingIn(client);
        AskedScope asked = AskedScope.read(request.scope(), request.resource(), audiences, call.baseUrl());
        Set<String> scopes = asked.allowed(allowed);
        DeviceCodes.Device device = state.devices()
                .start(client.id(), asked, scopes, Throttle.source(call.clientAddress()))
                .orElseThrow(() -> new TokenRefusal(TokenError.tooManyDevices()));
        URI page = URI.create(call.baseUrl() + PAGE);
        String message = "To sign in, open %s in a browser and enter the code %s."
                .formatted(page, device.userCode().getValue());
        var answer = new DeviceAuthorizationSuccessResponse(
                device.code(),
                device.userCode(),
                page,
                URI.create(page + "?user_code=" + device.userCode().getValue()),
                DeviceCodes.LIFETIME.toSeconds(),
                DeviceCodes.INTERVAL.toSeconds(),
                Map.of("message", message));
        return Reply.json(200, answer.toJSONObject().toJSONString().getBytes(StandardCharsets.UTF_8));
    }

    /** {@code GET /device}. */
    public Reply show(Call call) {
        return askForCode(call, 200, call.query().first(SignInForm.USER_CODE).orElse(""), Optional.empty());
    }

    /** {@code POST /device}: first the code alone, then user name and password with it. */
    public Reply take(Call call) {
        FormFields form = FormFields.parse(new String(call.body(SignInResource.LONGEST_FORM), StandardCharsets.UTF_8));
        String typed = form.first(SignInForm.USER_CODE).orElse("");
        if (!guard.accepts(call, form.first(FormGuard.FIELD).orElse(""), PAGE)) {
            return askForCode(call, 400, typed, Optional.of("This page was open for too long. Try again."));
        }
        if (!guesses.wait(GUESSED, call.clientAddress()).isZero()) {
            return askForCode(call, 429, "", Optional.of("Too many wrong codes from this place. Wait and try again."));
        }
        Optional<DeviceCodes.Device> device = state.devices().find(typed);
        if (device.isEmpty()) {
            guesses.failed(GUESSED, call.clientAddress());
            return askForCode(
                    call,
                    400,
                    typed,
                    Optional.of("No device waits under this code. Codes expire after "
                            + DeviceCodes.LIFETIME.toMinutes() + " minutes."));
        }
        return form.first(SignInForm.USER_NAME)
                .map(userName -> signIn(call, form, device.get(), userName))
                .orElseGet(() -> askForPassword(call, 200, device.get(), "", Optional.empty()));
    }

    private Reply signIn(Call call, FormFields form, DeviceCodes.Device device, String userName) {
        if (form.first(SignInForm.CANCEL).isPresent()) {
            state.devices().decline(device);
            return done("Cancelled", "The device gets no access. You can close this page.");
        }
        SignIn result = state.signIns()
                .attempt(userName, form.first(SignInForm.PASSWORD).orElse(""), call.clientAddress());
        if (!(result instanceof SignIn.Accepted(var user))) {
            return askForPassword(call, 400, device, userName, Optional.of(SignInForm.why(result)));
        }
        Consent consent = new Consent(
                device.client(),
                user.id(),
                device.asked().resource().orElse(Audiences.OWN),
                device.scopes(),
                device.asked().openId(),
                clock.instant());
        state.devices().approve(device, consent);
        return done("Signed in", "Go back to the program or device. You can close this page.");
    }

    private Reply askForCode(Call call, int status, String typed, Optional<String> wrong) {
        FormGuard.Guard prepared = guard.guard(call, PAGE);
        Html content = SignInForm.userCode(SignInForm.hidden(FormGuard.FIELD, prepared.field()), typed, wrong);
        return Page.of(status, "Connect a device", content).reply().withHeader("Set-Cookie", prepared.cookie());
    }

    private Reply askForPassword(
            Call call, int status, DeviceCodes.Device device, String userName, Optional<String> wrong) {
        FormGuard.Guard prepared = guard.guard(call, PAGE);
        String client =
                authority.client(device.client().toString()).map(Client::name).orElse("a program that is gone");
        Html hidden = SignInForm.hidden(FormGuard.FIELD, prepared.field())
                .and(SignInForm.hidden(SignInForm.USER_CODE, device.userCode().getValue()));
        Html content = SignInForm.password(
                client,
                Optional.of("another device. Go on only if you started this yourself."),
                device.scopes(),
                hidden,
                userName,
                wrong);
        return Page.of(status, "Sign in", content).reply().withHeader("Set-Cookie", prepared.cookie());
    }

    private static Reply done(String title, String text) {
        return Page.of(200, title, SignInForm.message(title, text)).reply();
    }
}
