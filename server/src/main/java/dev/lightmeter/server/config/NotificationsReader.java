package dev.lightmeter.server.config;

import dev.lightmeter.server.config.NotificationSettings.Channel;
import dev.lightmeter.server.config.NotificationSettings.Digest;
import dev.lightmeter.server.config.NotificationSettings.Rise;
import dev.lightmeter.server.config.NotificationSettings.Rule;
import dev.lightmeter.server.config.NotificationSettings.Secret;
import dev.lightmeter.server.config.NotificationSettings.Security;
import dev.lightmeter.server.config.NotificationSettings.SmtpServer;
import dev.lightmeter.server.config.NotificationSettings.Style;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code notifications.channels} and {@code notifications.rules}. */
final class NotificationsReader {

    private static final Set<String> CHANNEL = Set.of(
            "name",
            "webhook",
            "webhook-file",
            "webhook-env",
            "secret-file",
            "secret-env",
            "slack",
            "slack-file",
            "slack-env",
            "teams",
            "teams-file",
            "teams-env",
            "mail",
            "from",
            "smtp",
            "security",
            "user",
            "password-file",
            "password-env");
    private static final Set<String> RULE = Set.of(
            "name",
            "groups",
            "level",
            "rises-by",
            "within",
            "first-known-exploited",
            "coverage-below",
            "digest",
            "tell");
    private static final Duration SHORTEST_WINDOW = Duration.ofHours(1);
    private static final Duration USUAL_WINDOW = Duration.ofDays(7);
    private static final int HIGHEST_PORT = 65_535;
    private static final int SUBMISSION_PORT = 587;

    private NotificationsReader() {}

    static List<Channel> channels(YamlValue value) {
        Set<String> names = new HashSet<>();
        return value.list().stream()
                .map(element -> {
                    Channel channel = channel(element, element.fields(CHANNEL));
                    if (!names.add(channel.name())) throw element.refuse("has the name of another one");
                    return channel;
                })
                .toList();
    }

    static List<Rule> rules(YamlValue value) {
        Set<String> names = new HashSet<>();
        return value.list().stream()
                .map(element -> {
                    Rule rule = rule(element, element.fields(RULE));
                    if (!names.add(rule.name())) throw element.refuse("has the name of another one");
                    return rule;
                })
                .toList();
    }

    private static Channel channel(YamlValue value, Map<String, YamlValue> fields) {
        String name = value.required(fields, "name").text();
        YamlValue mail = fields.get("mail");
        Optional<Secret> webhook = address(value, fields, "webhook");
        Optional<Secret> slack = address(value, fields, "slack");
        Optional<Secret> teams = address(value, fields, "teams");
        if ((mail == null ? 0 : 1)
                        + webhook.stream().count()
                        + slack.stream().count()
                        + teams.stream().count()
                != 1) {
            throw value.refuse("must hold one of 'webhook', 'slack', 'teams' and 'mail'");
        }
        if (webhook.isPresent()) return new Channel.Webhook(name, webhook.get(), kept(value, fields, "secret"));
        if (slack.isPresent()) return new Channel.Chat(name, Style.SLACK, slack.get());
        if (teams.isPresent()) return new Channel.Chat(name, Style.TEAMS, teams.get());
        List<String> to = mail == null ? List.of() : mail.texts();
        to.forEach(address -> refuseIfNoMailAddress(value, address));
        String from = value.required(fields, "from").text();
        refuseIfNoMailAddress(value, from);
        return new Channel.Mail(name, to, from, smtp(value, fields));
    }

    private static SmtpServer smtp(YamlValue value, Map<String, YamlValue> fields) {
        YamlValue server = value.required(fields, "smtp");
        String text = server.text();
        int colon = text.lastIndexOf(':');
        String host = colon < 0 ? text : text.substring(0, colon);
        int port = colon < 0 ? SUBMISSION_PORT : port(server, text.substring(colon + 1));
        Security security = Optional.ofNullable(fields.get("security"))
                .map(given -> word(given, Security.class))
                .orElse(Security.STARTTLS);
        Optional<String> user = Optional.ofNullable(fields.get("user")).map(YamlValue::text);
        Optional<Secret> password = kept(value, fields, "password");
        if (user.isPresent() != password.isPresent()) {
            throw value.refuse("must hold 'user' and its password, or neither");
        }
        return new SmtpServer(host, port, security, user, password);
    }

    private static Rule rule(YamlValue value, Map<String, YamlValue> fields) {
        YamlValue rise = fields.get("rises-by");
        YamlValue within = fields.get("within");
        if (rise == null && within != null) throw within.refuse("says nothing without 'rises-by'");
        Rule rule = new Rule(
                value.required(fields, "name").text(),
                texts(fields.get("groups")),
                truth(fields.get("level")),
                Optional.ofNullable(rise)
                        .map(points -> new Rise(
                                nano(points, 100, 9),
                                within == null ? USUAL_WINDOW : within.duration(SHORTEST_WINDOW))),
                truth(fields.get("first-known-exploited")),
                Optional.ofNullable(fields.get("coverage-below")).map(percent -> nano(percent, 100, 7)),
                Optional.ofNullable(fields.get("digest")).map(given -> word(given, Digest.class)),
                value.required(fields, "tell").texts());
        if (rule.tell().isEmpty()) throw value.refuse("tells nobody");
        boolean watches = rule.level()
                || rule.rise().isPresent()
                || rule.knownExploited()
                || rule.coverageBelowNano().isPresent()
                || rule.digest().isPresent();
        if (!watches) {
            throw value.refuse(
                    "watches nothing: give level, rises-by, first-known-exploited, coverage-below or digest");
        }
        return rule;
    }

    /** A web address, written or kept elsewhere; empty if neither is there. */
    private static Optional<Secret> address(YamlValue value, Map<String, YamlValue> fields, String key) {
        Optional<Secret> kept = kept(value, fields, key);
        YamlValue written = fields.get(key);
        if (written != null && kept.isPresent()) throw value.refuse("gives '" + key + "' twice");
        return written == null ? kept : Optional.of(Secret.written(written.webAddress()));
    }

    private static Optional<Secret> kept(YamlValue value, Map<String, YamlValue> fields, String key) {
        YamlValue file = fields.get(key + "-file");
        YamlValue variable = fields.get(key + "-env");
        if (file != null && variable != null) throw value.refuse("gives '" + key + "' twice");
        if (file != null) return Optional.of(new Secret.InFile(Keys.path(file)));
        return Optional.ofNullable(variable).map(name -> new Secret.InEnvironment(name.text()));
    }

    /** A number from 0 to {@code most} times ten to the power of {@code places}. */
    private static long nano(YamlValue value, int most, int places) {
        try {
            BigDecimal number = new BigDecimal(value.text());
            if (number.signum() >= 0 && number.compareTo(BigDecimal.valueOf(most)) <= 0) {
                return number.movePointRight(places).longValueExact();
            }
        } catch (ArithmeticException | NumberFormatException e) {
            // refused below with the same words
        }
        throw value.refuse("must be a number from 0 to " + most + " with at most " + places + " decimals, got '"
                + value.text() + "'");
    }

    private static <E extends Enum<E>> E word(YamlValue value, Class<E> type) {
        List<String> known = Arrays.stream(type.getEnumConstants())
                .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                .toList();
        int at = known.indexOf(value.text());
        if (at < 0) throw value.refuse("must be one of " + String.join(", ", known) + "; got '" + value.text() + "'");
        return type.getEnumConstants()[at];
    }

    private static int port(YamlValue value, String text) {
        try {
            int port = Integer.parseInt(text);
            if (port > 0 && port <= HIGHEST_PORT) return port;
        } catch (NumberFormatException e) {
            // refused below with the same words
        }
        throw value.refuse("must be a host, or a host and a port, got '" + value.text() + "'");
    }

    private static void refuseIfNoMailAddress(YamlValue value, String address) {
        if (!address.matches("[^\\s@<>,;]+@[^\\s@<>,;]+")) {
            throw value.refuse("needs addresses such as anna@example.org, got '" + address + "'");
        }
    }

    private static List<String> texts(@Nullable YamlValue value) {
        return value == null ? List.of() : value.texts();
    }

    private static boolean truth(@Nullable YamlValue value) {
        return value != null && value.truth();
    }
}
