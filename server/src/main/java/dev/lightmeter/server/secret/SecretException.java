package dev.lightmeter.server.secret;

import org.jspecify.annotations.Nullable;

/** A file with a secret cannot be used; the message says which one and why. */
public final class SecretException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public SecretException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
