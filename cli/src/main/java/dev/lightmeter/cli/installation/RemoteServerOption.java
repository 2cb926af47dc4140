package dev.lightmeter.cli.installation;

import dev.lightmeter.cli.outcome.CommandFailure;
import dev.lightmeter.cli.terminal.Surroundings;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * The option {@code --server}: a server that is reached over its address alone. Who asks is told by the environment, so that
 * no secret stands on a command line: a token, or a client and its secret.
 */
public final class RemoteServerOption {

    private static final String TOKEN = "LIGHTMETER_TOKEN";
    private static final String TENANT = "LIGHTMETER_TENANT";
    private static final String CLIENT_ID = "LIGHTMETER_CLIENT_ID";
    private static final String CLIENT_SECRET = "LIGHTMETER_CLIENT_SECRET";

    @Option(
            names = "--server",
            paramLabel = "URL",
            description = "A server elsewhere. Who asks is told by LIGHTMETER_TOKEN, or by LIGHTMETER_TENANT,"
                    + " LIGHTMETER_CLIENT_ID and LIGHTMETER_CLIENT_SECRET.")
    private @Nullable URI server;

    public boolean isGiven() {
        return server != null;
    }

    /** Gets ready to ask the server; a {@link CommandFailure} if nothing tells who asks, or it is not believed. */
    public RunningServer open(Surroundings surroundings) {
        URI base = server;
        if (base == null) throw new IllegalStateException("nobody named a server");
        boolean web = "http".equalsIgnoreCase(base.getScheme()) || "https".equalsIgnoreCase(base.getScheme());
        if (!web || base.getHost() == null) {
            throw new CommandFailure("--server must be an address such as https://meter.example.org, got " + base);
        }
        Map<String, String> environment = surroundings.environment();
        String token = environment.getOrDefault(TOKEN, "");
        if (!token.isEmpty()) return RunningServer.withToken(base, token);
        String tenant = environment.getOrDefault(TENANT, "");
        String id = environment.getOrDefault(CLIENT_ID, "");
        String secret = environment.getOrDefault(CLIENT_SECRET, "");
        if (tenant.isEmpty() || id.isEmpty() || secret.isEmpty()) {
            throw new CommandFailure("nothing tells the server who asks: set " + TOKEN + ", or " + TENANT + ", "
                    + CLIENT_ID + " and " + CLIENT_SECRET + " (lightmeter token --new-client makes them)");
        }
        return RunningServer.asClient(base, tenant, id, secret);
    }
}
