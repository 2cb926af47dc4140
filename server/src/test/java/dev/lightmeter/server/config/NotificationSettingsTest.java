package dev.lightmeter.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lightmeter.server.config.NotificationSettings.Channel;
import dev.lightmeter.server.config.NotificationSettings.Digest;
import dev.lightmeter.server.config.NotificationSettings.Rise;
import dev.lightmeter.server.config.NotificationSettings.Rule;
import dev.lightmeter.server.config.NotificationSettings.Secret;
import dev.lightmeter.server.config.NotificationSettings.Security;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NotificationSettingsTest {

    @Test
    void readsTheExampleOfTheDocumentation() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "configuration.md"));
        int start = page.indexOf("```yaml\nnotifications:") + "```yaml\n".length();
        NotificationSettings settings = ConfigurationFile.parse(
                        page.substring(start, page.indexOf("```", start)), "/etc/meter.yaml")
                .notifications();

        assertThat(settings.channels()).extracting(Channel::name).containsExactly("soc", "room", "owners");
        assertThat(settings.channels().getFirst())
                .isEqualTo(new Channel.Webhook(
                        "soc",
                        new Secret.Written("https://hooks.example.org/lightmeter"),
                        Optional.of(new Secret.InFile(Path.of("/etc/soc.secret")))));
        Channel.Mail mail = (Channel.Mail) settings.channels().get(2);
        assertThat(mail.server().port()).isEqualTo(587);
        assertThat(mail.server().security()).isEqualTo(Security.STARTTLS);
        Rule important = settings.rules().getFirst();
        assertThat(important.rise()).contains(new Rise(5_000_000_000L, Duration.ofDays(7)));
        assertThat(important.coverageBelowNano()).contains(900_000_000L);
        assertThat(settings.rules().get(1).digest()).contains(Digest.WEEKLY);
    }

    @Test
    void keepsWrittenSecretsOutOfTexts() {
        assertThat(new Secret.Written("https://hooks.example.org/secret").toString())
                .doesNotContain("secret");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "channels: [{name: a}] | notifications.channels[1] must hold one of 'webhook', 'slack', 'teams' and 'mail'",
                "channels: [{name: a, webhook: 'ftp://x'}] | must be an address that starts with http:// or https://",
                "channels: [{name: a, webhook: 'http://x', slack: 'http://y'}] | must hold one of",
                "channels: [{name: a, webhook: 'http://x'}, {name: a, webhook: 'http://x'}] | has the name of another one",
                "channels: [{name: a, mail: anna, from: b@x, smtp: h}] | needs addresses such as anna@example.org, got 'anna'",
                "channels: [{name: a, mail: a@x, from: b@x, smtp: 'h:99999'}] | must be a host, or a host and a port",
                "channels: [{name: a, mail: a@x, from: b@x, smtp: h, user: u}] | must hold 'user' and its password, or neither",
                "channels: [{name: a, mail: a@x, from: b@x, smtp: h, security: ssl}] | must be one of starttls, tls, none; got 'ssl'",
                "rules: [{name: r, tell: [a]}] | watches nothing: give level, rises-by,",
                "rules: [{name: r, level: true, tell: [a]}] | tells the channel 'a', which is not in notifications.channels",
                "rules: [{name: r, level: true, tell: []}] | tells nobody",
                "rules: [{name: r, rises-by: 101, tell: [a]}] | must be a number from 0 to 100 with at most 9 decimals, got '101'",
                "rules: [{name: r, level: true, within: 7d, tell: [a]}] | says nothing without 'rises-by'",
                "rules: [{name: r, levle: true, tell: [a]}] | is unknown; did you mean 'level'?",
            })
    void saysWhatCannotBeUsed(String yaml, String why) {
        assertThatThrownBy(() -> ConfigurationFile.parse("notifications: {" + yaml + "}", "/etc/meter.yaml"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("/etc/meter.yaml, line 1: notifications.")
                .hasMessageContaining(why);
    }
}
