package dev.lightmeter.server.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Whom to tell of what.
 *
 * @param channels where messages go
 * @param rules what is worth a message
 */
public record NotificationSettings(List<Channel> channels, List<Rule> rules) {

    public static final NotificationSettings DEFAULTS = new NotificationSettings(List.of(), List.of());

    public NotificationSettings {
        channels = List.copyOf(channels);
        rules = List.copyOf(rules);
    }

    /** Where messages go. Names are unique. */
    public sealed interface Channel {

        String name();

        /** A program that takes CloudEvents; the secret signs them. */
        record Webhook(String name, Secret address, Optional<Secret> secret) implements Channel {}

        /** A room in a chat, by the address of its incoming webhook. */
        record Chat(String name, Style style, Secret address) implements Channel {}

        /** People, by e-mail. */
        record Mail(String name, List<String> to, String from, SmtpServer server) implements Channel {
            public Mail {
                to = List.copyOf(to);
            }
        }
    }

    /** Whose incoming webhook it is. */
    public enum Style {
        SLACK,
        TEAMS
    }

    /**
     * The mail server of the operator.
     *
     * @param user empty to send without signing in
     */
    public record SmtpServer(
            String host, int port, Security security, Optional<String> user, Optional<Secret> password) {}

    /** How the way to the mail server is protected. */
    public enum Security {
        /** Begins in the open and must change over before anything is told. */
        STARTTLS,
        TLS,
        NONE
    }

    /** A text that may have to stay out of the configuration file. */
    public sealed interface Secret {

        record Written(String text) implements Secret {
            @Override
            public String toString() {
                return "Written[...]"; // the address of a chat is a secret as well
            }
        }

        record InFile(Path file) implements Secret {}

        record InEnvironment(String variable) implements Secret {}

        static Secret written(URI address) {
            return new Written(address.toString());
        }
    }

    /**
     * What is worth a message.
     *
     * @param groups names of device groups, or {@code organisation}; empty for all of them and the organisation
     * @param level whether to tell when a group comes into another level
     * @param rise how much of a rise to tell of
     * @param knownExploited whether to tell of the first device that is exposed to a known exploited weakness
     * @param coverageBelowNano below which share of assessed weight to tell, in 1e-9
     * @param tell names of channels
     */
    public record Rule(
            String name,
            List<String> groups,
            boolean level,
            Optional<Rise> rise,
            boolean knownExploited,
            Optional<Long> coverageBelowNano,
            Optional<Digest> digest,
            List<String> tell) {

        public Rule {
            groups = List.copyOf(groups);
            tell = List.copyOf(tell);
        }

        public boolean isAbout(String group) {
            return groups.isEmpty() || groups.stream().anyMatch(group::equalsIgnoreCase);
        }
    }

    /** A rise by more than so many points, in 1e-9, within some time. */
    public record Rise(long pointsNano, Duration within) {}

    /** How often to sum up. */
    public enum Digest {
        DAILY,
        WEEKLY
    }
}
