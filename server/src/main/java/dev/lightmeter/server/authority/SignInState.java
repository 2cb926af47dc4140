package dev.lightmeter.server.authority;

import dev.lightmeter.server.user.SignIns;
import java.time.Clock;

/** What the pages, where people sign in, and the token address, where clients ask, have in common. Kept in memory. */
public final class SignInState {

    private final SignIns signIns;
    private final AuthorizationCodes codes;
    private final DeviceCodes devices;

    public SignInState(Authority authority, Clock clock) {
        signIns = new SignIns(authority.users(), clock);
        codes = new AuthorizationCodes(clock);
        devices = new DeviceCodes(clock);
    }

    SignIns signIns() {
        return signIns;
    }

    AuthorizationCodes codes() {
        return codes;
    }

    DeviceCodes devices() {
        return devices;
    }
}
