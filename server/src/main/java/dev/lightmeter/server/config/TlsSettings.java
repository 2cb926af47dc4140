package dev.lightmeter.server.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The certificate for HTTPS.
 *
 * @param operator certificate and key of the operator; empty for a generated one
 * @param names more host names and addresses for a generated certificate
 */
public record TlsSettings(Optional<Files> operator, List<String> names) {

    public static final TlsSettings DEFAULTS = new TlsSettings(Optional.empty(), List.of());

    /** Two PEM files. */
    public record Files(Path certificate, Path key) {}

    public TlsSettings {
        names = List.copyOf(names);
    }
}
