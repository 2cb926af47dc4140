package dev.lightmeter.server;

import com.nimbusds.jose.util.JSONObjectUtils;
import dev.lightmeter.server.auth.Caller;
import dev.lightmeter.server.config.Configuration;
import dev.lightmeter.storage.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;

/** A whole installation on a free port with a fleet that a test made, and a client that speaks HTTP to it. */
public final class Installation implements AutoCloseable {

    private final Lightmeter lightmeter;
    private final HttpClient http = HttpClient.newHttpClient();

    private Installation(Lightmeter lightmeter) {
        this.lightmeter = lightmeter;
    }

    public static Installation start(Path folder, Clock clock, Consumer<Store> prepare) {
        return start(folder, clock, Configuration.DEFAULTS, prepare);
    }

    public static Installation start(Path folder, Clock clock, Configuration configuration, Consumer<Store> prepare) {
        Configuration onFreePort = configuration.with(configuration.server().withPorts(0, OptionalInt.empty()));
        return new Installation(Lightmeter.start(onFreePort, folder, Clocks.both(clock), prepare));
    }

    public LightmeterServer server() {
        return lightmeter.server();
    }

    /** A program that sees everything. */
    public Client application(String... roles) {
        return new Client(Caller.application("app-1", "object-1", tenant(), List.of(roles)));
    }

    /** A program on behalf of a user who is a member of a group. */
    public Client user(String group, String... scopes) {
        Caller.User user = new Caller.User("anna@example.org", "Anna", Set.of(group), Set.of());
        return new Client(Caller.delegated("app-1", "user-1", tenant(), List.of(scopes), user));
    }

    private String tenant() {
        return lightmeter.authority().tenant().toString();
    }

    /** Has it look at the clock now instead of within seconds. */
    public void takeDay() {
        lightmeter.takeDay();
    }

    @Override
    public void close() {
        http.close();
        lightmeter.close();
    }

    /** Somebody who gets a token for every call, since tests move the clock. */
    public final class Client {

        private final Caller caller;

        private Client(Caller caller) {
            this.caller = caller;
        }

        public HttpResponse<String> get(String path) {
            return send("GET", path, "");
        }

        public HttpResponse<String> send(String method, String path, String body) {
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create(path.startsWith("http") ? path : server().baseUri() + path))
                    .header("Authorization", "Bearer " + lightmeter.authority().mint(caller, Duration.ofHours(1)))
                    .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                    .build();
            try {
                return http.send(request, BodyHandlers.ofString());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }

        /** The document at an address that answers with 200. */
        public Map<String, Object> document(String path) {
            HttpResponse<String> answer = get(path);
            if (answer.statusCode() != 200) throw new AssertionError(path + ": " + answer.body());
            return json(answer.body());
        }

        /** The rows of a list. */
        public List<Map<String, Object>> rows(String path) {
            return rowsOf(document(path));
        }
    }

    public static Map<String, Object> json(String text) {
        try {
            return JSONObjectUtils.parse(text);
        } catch (ParseException e) {
            throw new AssertionError("no JSON: " + text, e);
        }
    }

    @SuppressWarnings("unchecked") // JSON objects have names that are texts
    public static List<Map<String, Object>> rowsOf(Map<String, Object> document) {
        return (List<Map<String, Object>>) document.get("value");
    }
}
