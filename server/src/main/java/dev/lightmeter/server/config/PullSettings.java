package dev.lightmeter.server.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * The Defender tenant from which devices and findings are pulled.
 *
 * @param authority where tokens are asked for, without the tenant
 * @param scope what a token is asked for
 * @param secretFile where the secret of the client lies; empty if it is in the environment
 * @param every how long the server waits between two pulls; empty if it never pulls by itself
 */
public record PullSettings(
        URI authority,
        URI api,
        String scope,
        Optional<String> tenant,
        Optional<String> clientId,
        Optional<Path> secretFile,
        Optional<Duration> every) {

    public static final PullSettings DEFAULTS = new PullSettings(
            URI.create("https://login.microsoftonline.com"),
            URI.create("https://api.security.microsoft.com"),
            "https://api.securitycenter.microsoft.com/.default",
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    /** True if there is a tenant to pull from. */
    public boolean isConfigured() {
        return tenant.isPresent() && clientId.isPresent();
    }
}
