package dev.lightmeter.server.user;

import java.time.Duration;

/** What became of somebody's try to sign in. */
public sealed interface SignIn {

    /** User name and password belong together. */
    record Accepted(User user) implements SignIn {}

    /** They do not; whether there is such a user is not told. */
    record Refused() implements SignIn {}

    /** The password is right and the user may not sign in. */
    record Disabled() implements SignIn {}

    /** Too many failures from this address; nothing was looked at. */
    record TooSoon(Duration pause) implements SignIn {}

    /** Too many people sign in at this moment; nothing was looked at. */
    record Busy() implements SignIn {}
}
