package dev.lightmeter.server;

import dev.lightmeter.server.audit.AuditLog;
import dev.lightmeter.server.auth.Caller;
import dev.lightmeter.server.authority.Authority;
import dev.lightmeter.server.authority.NewClient;
import dev.lightmeter.server.config.Configuration;
import dev.lightmeter.server.config.ServerSettings;
import dev.lightmeter.server.http.Route;
import dev.lightmeter.server.score.ScoreSource;
import dev.lightmeter.server.score.Scores;
import dev.lightmeter.storage.memory.InMemoryStore;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

/** A real server on a free port, with scores that a test can set and a client that speaks HTTP to it. */
public final class RunningServer implements AutoCloseable {

    /** The time at which every call happens, unless a test brings another clock. */
    public static final Instant NOW = Instant.parse("2026-03-04T05:06:07.120Z");

    public static final Scores THREE_GROUPS = new Scores(
            OptionalLong.of(33_491_554_051L),
            List.of(
                    new Scores.GroupRow(0, "UnassignedGroup", OptionalLong.of(5_000_000_000L), 1),
                    new Scores.GroupRow(10, "Servers \"north\"", OptionalLong.of(41_380_417_663L), 7),
                    new Scores.GroupRow(11, "Laptops", OptionalLong.empty(), 3)),
            () -> 340);

    private static final Duration LIFETIME = Duration.ofHours(1);

    private final LightmeterServer server;
    private final Authority authority;
    private final NewClient client;
    private final HttpClient http = HttpClient.newHttpClient();
    private final AtomicReference<Optional<Scores>> scores;

    private RunningServer(
            LightmeterServer server, Authority authority, AtomicReference<Optional<Scores>> scores, NewClient client) {
        this.server = server;
        this.authority = authority;
        this.scores = scores;
        this.client = client;
    }

    public static RunningServer start(Path folder) {
        return start(folder, Configuration.DEFAULTS, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    /** With routes beside those that every server has. */
    public static RunningServer start(Path folder, List<Route> more) {
        return start(folder, Configuration.DEFAULTS, Clock.fixed(NOW, ZoneOffset.UTC), more);
    }

    /** Ports in the configuration are replaced by free ones; HTTPS is on if the configuration has it on. */
    public static RunningServer start(Path folder, Configuration configuration, Clock clock) {
        return start(folder, configuration, clock, List.of());
    }

    private static RunningServer start(Path folder, Configuration configuration, Clock clock, List<Route> more) {
        ServerSettings settings = configuration.server();
        OptionalInt https = settings.httpsPort().isPresent() ? OptionalInt.of(0) : OptionalInt.empty();
        AtomicReference<Optional<Scores>> scores = new AtomicReference<>(Optional.of(THREE_GROUPS));
        Authority authority = Authority.open(folder, clock);
        authority.mint(Caller.application("", "", "", List.of()), LIFETIME); // waits until there is a key
        NewClient client = authority.createClient("test", List.of("Score.Read.All"));
        ScoreSource source = new ScoreSource() {
            @Override
            public Optional<Scores> scoresFor(Caller caller) {
                return scores.get();
            }

            @Override
            public boolean isReady() {
                return scores.get().isPresent();
            }
        };
        return new RunningServer(
                LightmeterServer.start(
                        configuration.with(settings.withPorts(0, https)),
                        folder,
                        authority,
                        source,
                        more,
                        audit(clock),
                        Clocks.both(clock)),
                authority,
                scores,
                client);
    }

    /** An audit log that nobody reads. */
    static AuditLog audit(Clock clock) {
        return new AuditLog(new InMemoryStore(clock).journal(), clock);
    }

    public void publish(Optional<Scores> next) {
        scores.set(next);
    }

    public LightmeterServer server() {
        return server;
    }

    public Authority authority() {
        return authority;
    }

    public NewClient client() {
        return client;
    }

    public String tenant() {
        return authority.tenant().toString();
    }

    public URI uri(String path) {
        return URI.create(server.baseUri() + path);
    }

    /** A form with the cookies and other headers of a browser. */
    public HttpResponse<String> postForm(URI address, Map<String, String> fields, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form(fields)));
        if (headers.length > 0) request.headers(headers);
        return send(request);
    }

    /** A token of an application with these roles. */
    public String tokenWith(String... roles) {
        return authority.mint(Caller.application("app", "object", tenant(), List.of(roles)), LIFETIME);
    }

    public HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(uri(path)).header("Authorization", "Bearer " + tokenWith("Score.Read.All")));
    }

    public HttpResponse<String> getWithoutToken(String path) {
        return send(HttpRequest.newBuilder(uri(path)));
    }

    public HttpResponse<String> getWithToken(String path, String token) {
        return send(HttpRequest.newBuilder(uri(path)).header("Authorization", "Bearer " + token));
    }

    public HttpResponse<String> postForm(String path, Map<String, String> fields) {
        return send(HttpRequest.newBuilder(uri(path))
                .header("Content-Type", "application/x-www-form-urlencoded;charset=utf-8")
                .POST(HttpRequest.BodyPublishers.ofString(form(fields))));
    }

    public HttpResponse<String> send(HttpRequest.Builder request) {
        return send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    public <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> body) {
        try {
            return http.send(request, body);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public static String form(Map<String, String> fields) {
        List<String> pairs = new ArrayList<>();
        fields.forEach((name, value) -> pairs.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8)));
        return pairs.stream().sorted().collect(Collectors.joining("&"));
    }

    @Override
    public void close() {
        http.close();
        server.stop();
    }
}
