package dev.lightmeter.server.config;

import dev.lightmeter.core.group.GroupArrangement;
import dev.lightmeter.server.http.AddressRange;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Every key of the configuration file. */
final class Keys {

    private static final int HIGHEST_PORT = 65_535;
    private static final ServerSettings SERVER = ServerSettings.DEFAULTS;

    static final Key<String> HOST = new Key<>(
            "server.host",
            SERVER.host(),
            SERVER.host(),
            "The address to listen on. The default answers to this machine only; 0.0.0.0 answers to all.",
            YamlValue::text);

    static final Key<Integer> PORT = new Key<>(
            "server.port",
            SERVER.port(),
            Integer.toString(SERVER.port()),
            "The port for HTTP; 0 takes any free one.",
            value -> value.wholeNumber(0, HIGHEST_PORT));

    static final Key<OptionalInt> HTTPS_PORT = new Key<>(
            "server.https-port",
            SERVER.httpsPort(),
            "no HTTPS",
            "The port for HTTPS; 0 takes any free one. Most token libraries refuse plain HTTP.",
            value -> OptionalInt.of(value.wholeNumber(0, HIGHEST_PORT)));

    static final Key<Optional<URI>> PUBLIC_BASE_URL = new Key<>(
            "server.public-base-url",
            SERVER.publicBaseUrl(),
            "what the request says",
            "Scheme, host and port under which clients reach the server, e.g. https://meter.example.org.",
            value -> Optional.of(baseUrl(value)));

    static final Key<List<AddressRange>> TRUSTED_PROXIES = new Key<>(
            "server.trusted-proxies",
            SERVER.trustedProxies(),
            "none",
            "Address ranges of proxies whose Forwarded, X-Forwarded-Proto and X-Forwarded-Host are believed.",
            value -> value.list().stream().map(Keys::addressRange).toList());

    static final Key<Optional<Path>> CERTIFICATE = new Key<>(
            "tls.certificate",
            Optional.empty(),
            "a generated one",
            "PEM file with the server's certificate and those that vouch for it.",
            value -> Optional.of(path(value)));

    static final Key<Optional<Path>> PRIVATE_KEY = new Key<>(
            "tls.key",
            Optional.empty(),
            "a generated one",
            "PEM file with the key of the certificate, without a password, readable by its owner only.",
            value -> Optional.of(path(value)));

    static final Key<List<String>> TLS_NAMES = new Key<>(
            "tls.names",
            TlsSettings.DEFAULTS.names(),
            "none",
            "More host names and addresses for a generated certificate.",
            YamlValue::texts);

    static final Key<List<AuthSettings.Issuer>> ISSUERS = new Key<>(
            "auth.issuers",
            AuthSettings.DEFAULTS.issuers(),
            "none",
            "OpenID providers whose tokens count, beside the embedded authority; see below.",
            IssuerReader::read);

    static final Key<List<String>> AUDIENCES = new Key<>(
            "auth.audiences",
            AuthSettings.DEFAULTS.audiences(),
            "none",
            "Names of this API beside api://lightmeter, the public base URL and those that Defender clients use.",
            YamlValue::texts);

    static final Key<Boolean> OMIT_GROUPS = new Key<>(
            "scores.omit-groups-without-data",
            ScoreSettings.DEFAULTS.omitGroupsWithoutData(),
            Boolean.toString(ScoreSettings.DEFAULTS.omitGroupsWithoutData()),
            "Leave out device groups without a scored device, instead of telling the score 0.",
            YamlValue::truth);

    static final Key<ScoreSettings.Exceptions> EXCEPTIONS = new Key<>(
            "scores.exceptions",
            ScoreSettings.DEFAULTS.exceptions(),
            ScoreSettings.DEFAULTS.exceptions().word(),
            "What exceptions do to scores: open, as docs/scoring.md has it, or parity, as Defender documents it.",
            Keys::exceptions);

    static final Key<Boolean> IMAGES = new Key<>(
            "scores.images",
            ScoreSettings.DEFAULTS.images(),
            Boolean.toString(ScoreSettings.DEFAULTS.images()),
            "Count container images like other devices; with false they are listed, and in no score but their own.",
            YamlValue::truth);

    static final Key<URI> EPSS = new Key<>(
            "feeds.epss",
            FeedSettings.DEFAULTS.epss(),
            FeedSettings.DEFAULTS.epss().toString(),
            "Where the daily EPSS file is fetched from.",
            YamlValue::webAddress);

    static final Key<URI> KEV = new Key<>(
            "feeds.kev",
            FeedSettings.DEFAULTS.kev(),
            FeedSettings.DEFAULTS.kev().toString(),
            "Where CISA's catalogue of exploited vulnerabilities is fetched from.",
            YamlValue::webAddress);

    static final Key<URI> NVD = new Key<>(
            "feeds.nvd",
            FeedSettings.DEFAULTS.nvd(),
            FeedSettings.DEFAULTS.nvd().toString(),
            "The folder of the NVD year feeds, with a slash at its end.",
            Keys::webFolder);

    static final Key<Optional<Duration>> FEEDS_UPDATE_EVERY = new Key<>(
            "feeds.update-every",
            FeedSettings.DEFAULTS.updateEvery(),
            "never",
            "How often the server looks for new editions of the feeds, e.g. 6h; at least 10m. EPSS comes once a day.",
            value -> Optional.of(value.duration(Duration.ofMinutes(10))));

    static final Key<Optional<Path>> WATCH = new Key<>(
            "imports.watch",
            ImportSettings.DEFAULTS.watch(),
            "none",
            "Folder whose files are imported as soon as they stop growing, and moved to done or failed in it; see below.",
            value -> Optional.of(path(value)));

    static final Key<Optional<String>> PULL_TENANT = new Key<>(
            "pull.tenant",
            PullSettings.DEFAULTS.tenant(),
            "no pull",
            "Id or domain of the Defender tenant from which devices and findings are pulled; see below.",
            value -> Optional.of(word(value)));

    static final Key<Optional<String>> PULL_CLIENT_ID = new Key<>(
            "pull.client-id",
            PullSettings.DEFAULTS.clientId(),
            "none",
            "The application that is registered in that tenant for the pull.",
            value -> Optional.of(word(value)));

    static final Key<Optional<Path>> PULL_SECRET_FILE = new Key<>(
            "pull.secret-file",
            PullSettings.DEFAULTS.secretFile(),
            "LIGHTMETER_PULL_SECRET",
            "File with the secret of that application, readable by its owner only; without it the environment holds the secret.",
            value -> Optional.of(path(value)));

    static final Key<Optional<Duration>> PULL_EVERY = new Key<>(
            "pull.every",
            PullSettings.DEFAULTS.every(),
            "never",
            "How often the server pulls by itself, e.g. 6h; at least 1h.",
            value -> Optional.of(value.duration(Duration.ofHours(1))));

    static final Key<URI> PULL_API = new Key<>(
            "pull.api",
            PullSettings.DEFAULTS.api(),
            PullSettings.DEFAULTS.api().toString(),
            "Scheme, host and port of the API, such as that of a region. HTTPS, unless it is this machine.",
            Keys::safeAddress);

    static final Key<URI> PULL_AUTHORITY = new Key<>(
            "pull.authority",
            PullSettings.DEFAULTS.authority(),
            PullSettings.DEFAULTS.authority().toString(),
            "Where tokens for that API are asked for, without the tenant. HTTPS, unless it is this machine.",
            Keys::safeAddress);

    static final Key<String> PULL_SCOPE = new Key<>(
            "pull.scope",
            PullSettings.DEFAULTS.scope(),
            PullSettings.DEFAULTS.scope(),
            "What the token is asked for; other clouds have other names.",
            YamlValue::text);

    static final Key<Boolean> THROTTLING_ENABLED = new Key<>(
            "throttling.enabled",
            ThrottlingSettings.DEFAULTS.enabled(),
            Boolean.toString(ThrottlingSettings.DEFAULTS.enabled()),
            "Slow applications down as Defender does, with 429 and Retry-After; for tests of clients.",
            YamlValue::truth);

    static final Key<List<String>> THROTTLING_EXEMPT = new Key<>(
            "throttling.exempt",
            ThrottlingSettings.DEFAULTS.exempt(),
            "none",
            "Ids of applications that are never slowed down.",
            YamlValue::texts);

    static final Key<GroupArrangement> DEVICE_GROUPS = new Key<>(
            "device-groups",
            GroupArrangement.NONE,
            "those of the API",
            "Device groups by rank, the rules that a device must meet, and who may see them; see below.",
            GroupsReader::read);

    static final Key<List<NotificationSettings.Channel>> CHANNELS = new Key<>(
            "notifications.channels",
            NotificationSettings.DEFAULTS.channels(),
            "none",
            "Where notifications go: webhooks, chats, e-mail; see below.",
            NotificationsReader::channels);

    static final Key<List<NotificationSettings.Rule>> NOTIFICATION_RULES = new Key<>(
            "notifications.rules",
            NotificationSettings.DEFAULTS.rules(),
            "none",
            "What is worth a notification, and to whom; see below.",
            NotificationsReader::rules);

    static final List<Key<?>> ALL = List.of(
            HOST,
            PORT,
            HTTPS_PORT,
            PUBLIC_BASE_URL,
            TRUSTED_PROXIES,
            CERTIFICATE,
            PRIVATE_KEY,
            TLS_NAMES,
            ISSUERS,
            AUDIENCES,
            OMIT_GROUPS,
            EXCEPTIONS,
            IMAGES,
            EPSS,
            KEV,
            NVD,
            FEEDS_UPDATE_EVERY,
            WATCH,
            PULL_TENANT,
            PULL_CLIENT_ID,
            PULL_SECRET_FILE,
            PULL_EVERY,
            PULL_API,
            PULL_AUTHORITY,
            PULL_SCOPE,
            THROTTLING_ENABLED,
            THROTTLING_EXEMPT,
            DEVICE_GROUPS,
            CHANNELS,
            NOTIFICATION_RULES);

    private Keys() {}

    private static URI baseUrl(YamlValue value) {
        URI address = value.webAddress();
        String path = address.getRawPath();
        if ((path.isEmpty() || path.equals("/")) && address.getRawQuery() == null && address.getRawUserInfo() == null) {
            return address;
        }
        throw value.refuse("must end after host and port, got '" + address + "'");
    }

    private static ScoreSettings.Exceptions exceptions(YamlValue value) {
        for (ScoreSettings.Exceptions known : ScoreSettings.Exceptions.values()) {
            if (known.word().equalsIgnoreCase(value.text())) return known;
        }
        throw value.refuse("must be open or parity, got '" + value.text() + "'");
    }

    /** What is sent there is a secret or a token. */
    private static URI safeAddress(YamlValue value) {
        URI address = baseUrl(value);
        boolean thisMachine = address.getHost().matches("localhost|127[.0-9]+|\\[::1]");
        if ("https".equalsIgnoreCase(address.getScheme()) || thisMachine) return address;
        throw value.refuse("must start with https://, got '" + address + "'");
    }

    /** Becomes a part of an address. */
    private static String word(YamlValue value) {
        String text = value.text();
        if (text.matches("[A-Za-z0-9._-]{1,200}")) return text;
        throw value.refuse("must be made of letters, digits, dots, dashes and underscores, got '" + text + "'");
    }

    private static URI webFolder(YamlValue value) {
        URI address = value.webAddress();
        if (address.getPath().endsWith("/")) return address;
        throw value.refuse("must end with a slash, got '" + address + "'");
    }

    private static AddressRange addressRange(YamlValue value) {
        try {
            return AddressRange.parse(value.text());
        } catch (IllegalArgumentException e) {
            throw value.refuse("cannot be used: " + e.getMessage());
        }
    }

    /** Relative paths start where the configuration file lies, wherever the server was started. */
    static Path path(YamlValue value) {
        Path folder = Path.of(value.file()).toAbsolutePath().getParent();
        return folder == null ? Path.of(value.text()) : folder.resolve(value.text());
    }
}
