package dev.lightmeter.storage;

import java.util.Objects;

/**
 * Who did something. What does not apply is empty.
 *
 * @param appId of the client application
 * @param objectId stable id of the application or of the user
 * @param user how the user signs in
 */
public record Actor(Kind kind, String appId, String objectId, String user) {

    /** Lightmeter by itself, because it was time to. */
    public static final Actor SCHEDULE = new Actor(Kind.SCHEDULE, "", "", "");

    /** Whoever may start programs on the machine. */
    public static final Actor COMMAND_LINE = new Actor(Kind.COMMAND_LINE, "", "", "");

    /** How somebody acts. */
    public enum Kind {
        APPLICATION,
        USER,
        COMMAND_LINE,
        SCHEDULE
    }

    public Actor {
        Objects.requireNonNull(kind, "kind");
    }
}
