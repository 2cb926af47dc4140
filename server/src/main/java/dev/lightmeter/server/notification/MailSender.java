package dev.lightmeter.server.notification;

import dev.lightmeter.server.config.NotificationSettings.Channel;
import dev.lightmeter.server.config.NotificationSettings.Security;
import dev.lightmeter.server.config.NotificationSettings.SmtpServer;
import dev.lightmeter.storage.Delivery;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.Optional;
import java.util.Properties;

/** Sends e-mail through the operator's mail server. */
final class MailSender implements ChannelSender {

    private static final String MILLIS = "15000";

    private final Channel.Mail channel;
    private final Optional<String> password;
    private final Session session;

    MailSender(Channel.Mail channel, Optional<String> password) {
        this.channel = channel;
        this.password = password;
        this.session = Session.getInstance(properties(channel.server()));
    }

    @Override
    public Attempt send(Delivery message) {
        try {
            MimeMessage mail = new WithId(session, message.id());
            mail.setFrom(new InternetAddress(channel.from()));
            for (String to : channel.to()) mail.addRecipient(RecipientType.TO, new InternetAddress(to));
            mail.setSubject("[Lightmeter] " + message.subject(), StandardCharsets.UTF_8.name());
            mail.setText(message.body(), StandardCharsets.UTF_8.name());
            mail.setSentDate(Date.from(message.createdAt()));
            mail.saveChanges();
            try (Transport transport = session.getTransport()) {
                transport.connect(
                        channel.server().host(),
                        channel.server().port(),
                        channel.server().user().orElse(null),
                        password.orElse(null));
                transport.sendMessage(mail, mail.getAllRecipients());
            }
            return new Attempt.Sent();
        } catch (MessagingException e) {
            String said = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            return new Attempt.Failed("the mail server refuses: " + said);
        }
    }

    private static Properties properties(SmtpServer server) {
        String protocol = server.security() == Security.TLS ? "smtps" : "smtp";
        Properties properties = new Properties();
        properties.setProperty("mail.transport.protocol", protocol);
        String prefix = "mail." + protocol + ".";
        properties.setProperty(prefix + "auth", Boolean.toString(server.user().isPresent()));
        properties.setProperty(prefix + "connectiontimeout", MILLIS);
        properties.setProperty(prefix + "timeout", MILLIS);
        properties.setProperty(prefix + "writetimeout", MILLIS);
        properties.setProperty(prefix + "ssl.checkserveridentity", "true");
        if (server.security() == Security.STARTTLS) {
            properties.setProperty(prefix + "starttls.enable", "true");
            properties.setProperty(prefix + "starttls.required", "true");
        }
        return properties;
    }

    /** The same message keeps its id however often it is sent, so that mail programs show it once. */
    private static final class WithId extends MimeMessage {

        private final String id;

        WithId(Session session, String id) {
            super(session);
            this.id = id;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", "<" + id + "@lightmeter>");
        }
    }
}
