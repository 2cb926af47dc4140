package dev.lightmeter.server.config;

/** All that an operator can set. */
public record Configuration(ServerSettings server, TlsSettings tls, AuthSettings auth, ScoreSettings scores) {

    /** What a server without a configuration file does. */
    public static final Configuration DEFAULTS = new Configuration(
            ServerSettings.DEFAULTS, TlsSettings.DEFAULTS, AuthSettings.DEFAULTS, ScoreSettings.DEFAULTS);

    public Configuration with(ServerSettings other) {
        return new Configuration(other, tls, auth, scores);
    }

    public Configuration with(ScoreSettings other) {
        return new Configuration(server, tls, auth, other);
    }

    public Configuration with(AuthSettings other) {
        return new Configuration(server, tls, other, scores);
    }

    public Configuration with(TlsSettings other) {
        return new Configuration(server, other, auth, scores);
    }
}
