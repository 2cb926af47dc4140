package dev.lightmeter.cli.installation;

import dev.lightmeter.cli.outcome.CommandFailure;
import dev.lightmeter.server.auth.Caller;
import dev.lightmeter.server.auth.Permissions;
import dev.lightmeter.server.authority.Authority;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The server that holds a data folder, spoken to over its own API. Whoever may read the folder may make a token, so nobody
 * is asked for a secret.
 */
public final class RunningServer implements AutoCloseable {

    /** The name that appears as the caller in the log of the server. */
    private static final String CALLER = "lightmeter-command-line";

    private static final Duration LIFETIME = Duration.ofHours(1);
    private static final Duration CONNECT = Duration.ofSeconds(5);
    /** Large uploads take their time before they are answered. */
    private static final Duration ANSWER = Duration.ofHours(6);

    private static final JsonMapper JSON = new JsonMapper();

    private final URI base;
    private final String token;
    private final HttpClient client;

    private RunningServer(URI base, String token) {
        this.base = base;
        this.token = token;
        this.client = HttpClient.newBuilder().connectTimeout(CONNECT).build();
    }

    /** Prepares to speak to the server at an address with the rights of the owner of its data folder. */
    public static RunningServer at(URI base, Path dataFolder, Clock clock) {
        Authority authority = Authority.open(dataFolder, clock);
        return new RunningServer(base, authority.mint(caller(authority, Permissions.APPLICATION_ROLES), LIFETIME));
    }

    /** Prepares to speak to a server with a token that somebody else made. */
    public static RunningServer withToken(URI base, String token) {
        return new RunningServer(base, token);
    }

    /** Prepares to speak to a server as one of its clients, by a token of its embedded authority. */
    public static RunningServer asClient(URI base, String tenant, String clientId, String clientSecret) {
        try (RunningServer asking = new RunningServer(base, "")) {
            JsonNode answer = asking.form(
                    "/" + tenant + "/oauth2/v2.0/token",
                    Map.of(
                            "grant_type",
                            "client_credentials",
                            "client_id",
                            clientId,
                            "client_secret",
                            clientSecret,
                            "scope",
                            "api://lightmeter/.default"));
            String token = answer.path("access_token").asString("");
            if (!token.isEmpty()) return new RunningServer(base, token);
            String why = answer.path("error_description").asString("no reason was given");
            throw new CommandFailure("the server at " + base + " gives no token: "
                    + why.lines().findFirst().orElse(""));
        }
    }

    /** Who a token is for that is made from the data folder. */
    public static Caller caller(Authority authority, List<String> roles) {
        return Caller.application(CALLER, CALLER, authority.tenant().toString(), roles);
    }

    /** A JSON document of the server's own API. */
    public JsonNode get(String path, Map<String, String> query) {
        return answer(HttpRequest.newBuilder(uri(path, query)).GET());
    }

    /** A file of the server's own API, as it is. */
    public byte[] bytes(String path) {
        HttpRequest request = HttpRequest.newBuilder(uri(path, Map.of()))
                .header("Authorization", "Bearer " + token)
                .timeout(ANSWER)
                .GET()
                .build();
        try {
            HttpResponse<byte[]> response = client.send(request, BodyHandlers.ofByteArray());
            if (response.statusCode() == 200) return response.body();
            throw new CommandFailure(JSON.readTree(response.body())
                    .path("error")
                    .path("message")
                    .asString("status " + response.statusCode()));
        } catch (IOException e) {
            throw new CommandFailure("the server at " + base + " does not answer: " + reason(e), e);
        } catch (JacksonException e) {
            throw new CommandFailure("the server at " + base + " answers with something that is not JSON", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure("interrupted while the server at " + base + " was asked", e);
        }
    }

    /** Sends a stream and reads the JSON that comes back. */
    public JsonNode post(String path, Map<String, String> query, Supplier<InputStream> body) {
        return answer(HttpRequest.newBuilder(uri(path, query)).POST(BodyPublishers.ofInputStream(body)));
    }

    @Override
    public void close() {
        client.close();
    }

    private JsonNode form(String path, Map<String, String> fields) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path, Map.of()))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(encoded(fields)));
        return answer(request, Set.of(200, 400, 401));
    }

    private JsonNode answer(HttpRequest.Builder request) {
        return answer(request.header("Authorization", "Bearer " + token), Set.of(200));
    }

    private JsonNode answer(HttpRequest.Builder request, Set<Integer> good) {
        try {
            HttpResponse<byte[]> response = client.send(request.timeout(ANSWER).build(), BodyHandlers.ofByteArray());
            JsonNode json = JSON.readTree(response.body());
            // 422 is an answer too: it says file by file why nothing could be read
            if (good.contains(response.statusCode()) || (response.statusCode() == 422 && json.has("imports")))
                return json;
            String why = json.path("error").path("message").asString("status " + response.statusCode());
            throw new CommandFailure(why);
        } catch (IOException e) {
            throw new CommandFailure("the server at " + base + " does not answer: " + reason(e), e);
        } catch (JacksonException e) {
            throw new CommandFailure("the server at " + base + " answers with something that is not JSON", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure("interrupted while the server at " + base + " was asked", e);
        }
    }

    private URI uri(String path, Map<String, String> query) {
        String parameters = encoded(query);
        return base.resolve(parameters.isEmpty() ? path : path + "?" + parameters);
    }

    private static String encoded(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private static String reason(IOException e) {
        String message = e.getMessage();
        return message == null ? e.getClass().getSimpleName() : message;
    }
}
