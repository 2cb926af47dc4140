package dev.lightmeter.server.http;

import dev.lightmeter.server.auth.Permission;

/** Who may use a route. Every route says it. */
public sealed interface Access {

    /** A verified token with this permission. */
    record Needs(Permission permission) implements Access {}

    /** Anybody, for the reason given. */
    record Open(String why) implements Access {
        public Open {
            if (why.isBlank()) throw new IllegalArgumentException("an open route must say why it is open");
        }
    }

    static Access needs(Permission permission) {
        return new Needs(permission);
    }

    static Access open(String why) {
        return new Open(why);
    }
}
