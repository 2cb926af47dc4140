package dev.lightmeter.server.notification;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.lightmeter.server.Installed;
import dev.lightmeter.server.MovableClock;
import dev.lightmeter.server.config.Configuration;
import dev.lightmeter.server.config.ConfigurationException;
import dev.lightmeter.server.config.NotificationSettings;
import dev.lightmeter.server.config.NotificationSettings.Channel;
import dev.lightmeter.server.config.NotificationSettings.Rule;
import dev.lightmeter.server.config.NotificationSettings.Secret;
import dev.lightmeter.server.config.NotificationSettings.Security;
import dev.lightmeter.server.config.NotificationSettings.SmtpServer;
import dev.lightmeter.server.config.NotificationSettings.Style;
import io.cloudevents.CloudEvent;
import io.cloudevents.jackson.JsonFormat;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole installation that tells receivers on this machine. */
class NotificationsOverHttpTest {

    private static final String PATH = "/lightmeter/v1/notifications";
    private static final String WITHOUT_FINDINGS =
            Installed.FLEET.replaceAll("\"findings\": \\[[^]]*]", "\"findings\": []");

    @TempDir
    private Path folder;

    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final AtomicInteger status = new AtomicInteger(204);
    private final MovableClock clock = new MovableClock(Installed.NOW);
    private HttpServer receiver;

    /** What the receiver was sent. */
    private record Received(String path, String type, String signature, String body) {}

    @BeforeEach
    void listen() throws IOException {
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/", exchange -> {
            var headers = exchange.getRequestHeaders();
            received.add(new Received(
                    exchange.getRequestURI().getPath(),
                    String.valueOf(headers.getFirst("Content-Type")),
                    String.valueOf(headers.getFirst(WebSender.SIGNATURE)),
                    new String(exchange.getRequestBody().readAllBytes(), UTF_8)));
            exchange.getResponseHeaders().add("Location", "/elsewhere");
            exchange.sendResponseHeaders(status.get(), -1);
            exchange.close();
        });
        receiver.start();
    }

    @AfterEach
    void hangUp() {
        receiver.stop(0);
    }

    @Test
    void sendsSignedEventsThatAStrangerCanRead() throws IOException {
        try (Installed installed = installed()) {
            makeWorse(installed);
            await().atMost(Duration.ofSeconds(30)).until(() -> received.size() >= 2);
            Received first = received.stream()
                    .filter(one -> one.body().contains("\"subject\":\"Servers\""))
                    .findFirst()
                    .orElseThrow();
            assertThat(first.type()).isEqualTo("application/cloudevents+json; charset=utf-8");
            assertThat(first.signature())
                    .isEqualTo("sha256="
                            + WebSender.signature(
                                    "shared".getBytes(UTF_8), first.body().getBytes(UTF_8)));
            CloudEvent event = new JsonFormat().deserialize(first.body().getBytes(UTF_8));
            assertThat(event.getType()).isEqualTo("dev.lightmeter.first-known-exploited");
            assertThat(event.getSource().toString()).startsWith("urn:uuid:");
            assertThat(event.getTime()).isNotNull();
            assertThat(first.body()).contains("Servers is exposed to a known exploited weakness on 2 devices");
            await().untilAsserted(() -> assertThat(installed.get(PATH).body())
                    .contains("\"channels\":[\"soc\"]", "\"outcome\":\"delivered\",\"attempts\":1,\"problem\":\"\"")
                    .doesNotContain("waiting"));
        }
    }

    @Test
    void tellsNothingTwiceAfterARestart() throws IOException {
        try (Installed installed = installed()) {
            makeWorse(installed);
            await().atMost(Duration.ofSeconds(30)).until(() -> received.size() == 2);
            await().until(() -> !installed.get(PATH).body().contains("waiting"));
        }
        try (Installed installed = installed()) {
            installed.post("/lightmeter/v1/imports?name=fleet.json", Installed.FLEET);
            installed.post(PATH + "/test", "{\"channel\":\"soc\"}");
            await().during(Duration.ofSeconds(3)).until(() -> received.size() == 3);
            assertThat(received.getLast().body()).contains("dev.lightmeter.test");
        }
    }

    @Test
    void triesAgainWithTheSameBodyAfterAPauseAndARestart() throws IOException {
        status.set(503);
        try (Installed installed = installed()) {
            makeWorse(installed);
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> installed.get(PATH).body().contains("answered with status 503"));
        }
        status.set(200);
        clock.advance(Duration.ofMinutes(2));
        try (Installed installed = installed()) {
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> !installed.get(PATH).body().contains("waiting"));
            assertThat(received.stream().map(Received::body).distinct()).hasSize(2);
            assertThat(received).hasSizeGreaterThan(2);
        }
    }

    @Test
    void neverGoesWhereAnAnswerPointsTo() throws IOException {
        status.set(307);
        try (Installed installed = installed()) {
            String answer =
                    installed.post(PATH + "/test", "{\"channel\":\"soc\"}").body();
            assertThat(answer).contains("given-up", "points elsewhere; that is not followed");
            assertThat(received).extracting(Received::path).containsExactly("/hook");
            assertThat(installed.get("/lightmeter/v1/audit").body()).contains("notification.test");
            assertThat(installed.post(PATH + "/test", "{\"channel\":\"sock\"}").body())
                    .contains("There is no channel sock");
            assertThat(installed
                            .get(PATH, Installed.administrator().limitedTo(List.of("Servers")))
                            .statusCode())
                    .isEqualTo(403);
        }
    }

    @Test
    void writesToChatsInTheirOwnWords() throws IOException {
        Channel slack = new Channel.Chat("slack", Style.SLACK, new Secret.Written(base() + "/slack"));
        Channel teams = new Channel.Chat("teams", Style.TEAMS, new Secret.Written(base() + "/teams"));
        try (Installed installed = installed(slack, teams)) {
            makeWorse(installed);
            await().atMost(Duration.ofSeconds(30)).until(() -> received.size() == 2);
            assertThat(body("/slack"))
                    .startsWith(
                            "{\"text\":\"organisation is exposed to a known exploited weakness on 2 devices.\\nServers is");
            assertThat(body("/teams"))
                    .startsWith("{\"type\":\"message\",\"attachments\":[{\"contentType\":"
                            + "\"application/vnd.microsoft.card.adaptive\"");
        }
    }

    @Test
    void sendsMailWithOneIdForEachMessage() throws IOException {
        try (FakeMailServer mail = new FakeMailServer()) {
            Channel channel = new Channel.Mail(
                    "mail",
                    List.of("anna@example.org", "bert@example.org"),
                    "lightmeter@example.org",
                    new SmtpServer("127.0.0.1", mail.port(), Security.NONE, Optional.empty(), Optional.empty()));
            try (Installed installed = installed(channel)) {
                makeWorse(installed);
                await().atMost(Duration.ofSeconds(30))
                        .until(() -> mail.messages().size() == 1);
                assertThat(mail.messages().getFirst())
                        .contains("RCPT TO:<anna@example.org>", "RCPT TO:<bert@example.org>")
                        .contains("Message-ID: <", "@lightmeter>")
                        .contains("Subject: [Lightmeter] organisation is exposed to a known exploited weakness")
                        .contains("Servers is exposed to a known exploited weakness on 2 devices.");
            }
        }
    }

    @Test
    void doesNotStartWithoutTheSecretOfAChannel() {
        Channel channel = new Channel.Webhook(
                "soc", new Secret.Written(base()), Optional.of(new Secret.InFile(folder.resolve("missing"))));
        assertThatThrownBy(() -> installed(channel))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("The secret of the channel soc cannot be read from");
    }

    /** First nothing is wrong, so that what comes next is news. */
    private static void makeWorse(Installed installed) {
        installed.post("/lightmeter/v1/imports?name=fleet.json", WITHOUT_FINDINGS);
        // the rules look once a second, and they have to have seen the good state
        await().during(Duration.ofMillis(2500)).until(() -> true);
        installed.post("/lightmeter/v1/imports?name=fleet.json", Installed.FLEET);
    }

    private Installed installed() throws IOException {
        Path secret = Files.writeString(folder.resolve("soc.secret"), "shared\n");
        return installed(new Channel.Webhook(
                "soc", Secret.written(URI.create(base() + "/hook")), Optional.of(new Secret.InFile(secret))));
    }

    private Installed installed(Channel... channels) {
        List<String> names = List.of(channels).stream().map(Channel::name).toList();
        Rule rule = new Rule(
                "exploited", List.of(), false, Optional.empty(), true, Optional.empty(), Optional.empty(), names);
        NotificationSettings settings = new NotificationSettings(List.of(channels), List.of(rule));
        return Installed.in(folder.resolve("data"), Configuration.DEFAULTS.with(settings), clock);
    }

    private String base() {
        return "http://127.0.0.1:" + receiver.getAddress().getPort();
    }

    private String body(String path) {
        return received.stream()
                .filter(one -> one.path().equals(path))
                .map(Received::body)
                .findFirst()
                .orElseThrow();
    }
}
