package dev.lightmeter.server.config;

import dev.lightmeter.core.group.GroupArrangement;

/**
 * All that an operator can set.
 *
 * @param deviceGroups {@link GroupArrangement#NONE} to arrange them over the API
 */
public record Configuration(
        ServerSettings server,
        TlsSettings tls,
        AuthSettings auth,
        ScoreSettings scores,
        FeedSettings feeds,
        ImportSettings imports,
        PullSettings pull,
        ThrottlingSettings throttling,
        GroupArrangement deviceGroups,
        NotificationSettings notifications) {

    /** What a server without a configuration file does. */
    public static final Configuration DEFAULTS = new Configuration(
            ServerSettings.DEFAULTS,
            TlsSettings.DEFAULTS,
            AuthSettings.DEFAULTS,
            ScoreSettings.DEFAULTS,
            FeedSettings.DEFAULTS,
            ImportSettings.DEFAULTS,
            PullSettings.DEFAULTS,
            ThrottlingSettings.DEFAULTS,
            GroupArrangement.NONE,
            NotificationSettings.DEFAULTS);

    public Configuration with(ServerSettings other) {
        return new Configuration(
                other, tls, auth, scores, feeds, imports, pull, throttling, deviceGroups, notifications);
    }

    public Configuration with(TlsSettings other) {
        return new Configuration(
                server, other, auth, scores, feeds, imports, pull, throttling, deviceGroups, notifications);
    }

    public Configuration with(AuthSettings other) {
        return new Configuration(
                server, tls, other, scores, feeds, imports, pull, throttling, deviceGroups, notifications);
    }

    public Configuration with(ScoreSettings other) {
        return new Configuration(
                server, tls, auth, other, feeds, imports, pull, throttling, deviceGroups, notifications);
    }

    public Configuration with(FeedSettings other) {
        return new Configuration(
                server, tls, auth, scores, other, imports, pull, throttling, deviceGroups, notifications);
    }

    public Configuration with(ImportSettings other) {
        return new Configuration(
                server, tls, auth, scores, feeds, other, pull, throttling, deviceGroups, notifications);
    }

    public Configuration with(PullSettings other) {
        return new Configuration(
                server, tls, auth, scores, feeds, imports, other, throttling, deviceGroups, notifications);
    }

    public Configuration with(ThrottlingSettings other) {
        return new Configuration(server, tls, auth, scores, feeds, imports, pull, other, deviceGroups, notifications);
    }

    public Configuration with(GroupArrangement other) {
        return new Configuration(server, tls, auth, scores, feeds, imports, pull, throttling, other, notifications);
    }

    public Configuration with(NotificationSettings other) {
        return new Configuration(server, tls, auth, scores, feeds, imports, pull, throttling, deviceGroups, other);
    }
}
