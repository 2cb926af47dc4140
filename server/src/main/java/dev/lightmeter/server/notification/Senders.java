package dev.lightmeter.server.notification;

import dev.lightmeter.server.config.ConfigurationException;
import dev.lightmeter.server.config.NotificationSettings.Channel;
import dev.lightmeter.server.config.NotificationSettings.Secret;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Opens the channels of the configuration, with the secrets that stand elsewhere. */
final class Senders {

    private Senders() {}

    /** By the names of the channels; a {@link ConfigurationException} if a secret is not where it should be. */
    static Map<String, ChannelSender> of(List<Channel> channels, Map<String, String> environment) {
        Map<String, ChannelSender> senders = new LinkedHashMap<>();
        for (Channel channel : channels) senders.put(channel.name(), sender(channel, environment));
        return senders;
    }

    private static ChannelSender sender(Channel channel, Map<String, String> environment) {
        return switch (channel) {
            case Channel.Webhook(var name, var address, var secret) ->
                WebSender.ofEvents(
                        address(name, text(name, address, environment)),
                        secret.map(kept -> text(name, kept, environment)));
            case Channel.Chat(var name, var style, var address) ->
                WebSender.ofChat(address(name, text(name, address, environment)));
            case Channel.Mail mail ->
                new MailSender(mail, mail.server().password().map(kept -> text(mail.name(), kept, environment)));
        };
    }

    private static String text(String channel, Secret secret, Map<String, String> environment) {
        String text =
                switch (secret) {
                    case Secret.Written(var written) -> written;
                    case Secret.InEnvironment(var variable) -> environment.getOrDefault(variable, "");
                    case Secret.InFile(var file) -> {
                        try {
                            yield Files.readString(file).strip();
                        } catch (IOException e) {
                            throw new ConfigurationException(
                                    "The secret of the channel " + channel + " cannot be read from " + file, e);
                        }
                    }
                };
        if (text.isBlank())
            throw new ConfigurationException("The secret of the channel " + channel + " is empty", null);
        return text;
    }

    private static URI address(String channel, String text) {
        try {
            URI address = URI.create(text);
            boolean web = "http".equalsIgnoreCase(address.getScheme()) || "https".equalsIgnoreCase(address.getScheme());
            if (web && address.getHost() != null) return address;
        } catch (IllegalArgumentException e) {
            // told below without the address, which may be a secret
        }
        throw new ConfigurationException("The address of the channel " + channel + " is no web address", null);
    }
}
