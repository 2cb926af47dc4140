package dev.lightmeter.server;

import dev.lightmeter.server.config.ServerSettings;
import java.net.BindException;

/** The server cannot start; the message says why and what to do. */
public final class StartException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private StartException(String message, Throwable cause) {
        super(message, cause);
    }

    static StartException cannotListen(ServerSettings settings, Throwable failure) {
        String ports = settings.port()
                + (settings.httpsPort().isPresent()
                        ? " and " + settings.httpsPort().getAsInt()
                        : "");
        String where = "Cannot listen on " + settings.host() + ", port " + ports + ": ";
        return new StartException(where + reason(failure), failure);
    }

    private static String reason(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && !(cause instanceof BindException)) cause = cause.getCause();
        return cause instanceof BindException
                ? "the port is in use or not allowed. Stop what holds it, or choose another one with server.port"
                : String.valueOf(cause.getMessage());
    }
}
