package dev.lightmeter.server;

import dev.lightmeter.server.config.ServerSettings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import org.jspecify.annotations.Nullable;

/** The server cannot start; the message says why and what to do. */
public final class StartException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private StartException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /**
     * Tries the ports before the web server does, which would only log that it could not have them.
     *
     * @throws StartException naming the port
     */
    static void refuseTakenPorts(ServerSettings settings) {
        tryToListen(settings.host(), settings.port(), "--port or server.port");
        settings.httpsPort().ifPresent(port -> tryToListen(settings.host(), port, "--https or server.https-port"));
    }

    static StartException webServerDidNotStart() {
        return new StartException("The web server did not start; the log says why", null);
    }

    private static void tryToListen(String host, int port, String setBy) {
        InetSocketAddress address = new InetSocketAddress(host, port);
        if (address.isUnresolved())
            throw new StartException("Cannot listen on " + host + ": the name is unknown", null);
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(address);
        } catch (IOException e) {
            throw new StartException(
                    "Cannot listen on %s, port %d: %s. Stop what holds the port, or choose another one with %s"
                            .formatted(host, port, e.getMessage(), setBy),
                    e);
        }
    }
}
