package dev.lightmeter.server.auth;

import java.time.Instant;

/** What became of a token. */
public sealed interface Verdict {

    /** The token is good until it expires. */
    record Admitted(Caller caller, Instant expires) implements Verdict {}

    /** The token is missing or bad. */
    record Refused(String why) implements Verdict {}

    /** The token could not be judged, because the keys of its issuer could not be fetched. */
    record Undecided(String why) implements Verdict {}
}
