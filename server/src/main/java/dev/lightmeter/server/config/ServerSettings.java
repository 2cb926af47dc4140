package dev.lightmeter.server.config;

import dev.lightmeter.server.http.AddressRange;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Where the server listens and under which address it is known.
 *
 * @param port 0 for any free one
 * @param httpsPort empty for no HTTPS
 */
public record ServerSettings(
        String host, int port, OptionalInt httpsPort, Optional<URI> publicBaseUrl, List<AddressRange> trustedProxies) {

    public static final ServerSettings DEFAULTS =
            new ServerSettings("127.0.0.1", 8480, OptionalInt.empty(), Optional.empty(), List.of());

    public ServerSettings {
        trustedProxies = List.copyOf(trustedProxies);
        refuseBadPort(port);
        httpsPort.ifPresent(ServerSettings::refuseBadPort);
    }

    public ServerSettings withPorts(int http, OptionalInt https) {
        return new ServerSettings(host, http, https, publicBaseUrl, trustedProxies);
    }

    private static void refuseBadPort(int port) {
        if (port < 0 || port > 65535) throw new IllegalArgumentException("a port must lie in 0..65535, got " + port);
    }
}
