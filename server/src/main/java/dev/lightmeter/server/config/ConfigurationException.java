package dev.lightmeter.server.config;

import org.jspecify.annotations.Nullable;

/** The configuration cannot be used; the message names file, line and key, and says why. */
public final class ConfigurationException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public ConfigurationException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
