package dev.lightmeter.server;

import dev.lightmeter.server.auth.Caller;
import dev.lightmeter.server.config.Configuration;
import dev.lightmeter.server.http.Route;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/** A whole installation on a free port, with a fleet of three devices if a test asks for it, and an administrator. */
public final class Installed implements AutoCloseable {

    public static final Instant NOW = Instant.parse("2026-10-01T12:00:00Z");

    /** Two servers with the same weakness and a clean laptop, in the groups that the source names. */
    public static final String FLEET = """
            {"asOf": "2026-10-01",
             "weaknesses": [{"id": "CVE-2026-0001", "cvss": "9.8", "epss": "0.52600", "kev": true}],
             "devices": [
               {"id": "inside", "group": "Servers", "findings": [{"cve": "CVE-2026-0001", "rec": "va-_-acme-_-portal"}]},
               {"id": "outside", "group": "Servers", "internetFacing": true,
                "findings": [{"cve": "CVE-2026-0001", "rec": "va-_-acme-_-portal"}]},
               {"id": "clean", "group": "Laptops", "config": [{"id": "scid-1", "weight": 8, "failed": false}]}]}
            """;

    private static final String TENANT = "tenant";
    private static final List<String> EVERY_ROLE = List.of(
            "Score.Read.All",
            "Machine.Read.All",
            "Machine.ReadWrite.All",
            "Lightmeter.Read.All",
            "Lightmeter.Manage.All",
            "Lightmeter.Import.All",
            "Lightmeter.Audit.Read.All");

    private final Lightmeter lightmeter;
    private final HttpClient http = HttpClient.newHttpClient();

    private Installed(Lightmeter lightmeter) {
        this.lightmeter = lightmeter;
    }

    public static Installed in(Path folder) {
        return in(folder, Configuration.DEFAULTS, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    /** The port of the configuration is replaced by a free one. */
    public static Installed in(Path folder, Configuration configuration, Clock clock) {
        Configuration onFreePort = configuration.with(configuration.server().withPorts(0, OptionalInt.empty()));
        return new Installed(Lightmeter.start(onFreePort, folder, clock));
    }

    /** The same with three devices. */
    public static Installed withFleet(Path folder) {
        Installed installed = in(folder);
        HttpResponse<String> uploaded = installed.post("/lightmeter/v1/imports?name=fleet.json", FLEET);
        if (uploaded.statusCode() != 200) throw new IllegalStateException(uploaded.body());
        return installed;
    }

    public Lightmeter lightmeter() {
        return lightmeter;
    }

    /** Everything that it answers to. */
    public List<Route> routes() {
        return lightmeter.server().routes();
    }

    /** An application that may do everything. */
    public static Caller administrator() {
        return Caller.application("admin-app", "admin-object", TENANT, EVERY_ROLE);
    }

    /** A person who may do everything within these device groups' assignments. */
    public static Caller user(String name, String... memberOf) {
        return Caller.delegated(
                "app",
                name + "-object",
                TENANT,
                EVERY_ROLE.stream().map(role -> role.replace(".All", "")).toList(),
                new Caller.User(name, name, Set.of(memberOf), Set.of()));
    }

    public HttpResponse<String> get(String path) {
        return send("GET", path, "", administrator());
    }

    public HttpResponse<String> get(String path, Caller caller) {
        return send("GET", path, "", caller);
    }

    public HttpResponse<String> post(String path, String body) {
        return send("POST", path, body, administrator());
    }

    public HttpResponse<String> put(String path, String body) {
        return send("PUT", path, body, administrator());
    }

    public HttpResponse<String> delete(String path) {
        return send("DELETE", path, "", administrator());
    }

    /** The body of a good answer that is no text. */
    public byte[] bytes(String path) {
        HttpResponse<byte[]> answer = send("GET", path, "", administrator(), BodyHandlers.ofByteArray());
        if (answer.statusCode() != 200) throw new IllegalStateException("status " + answer.statusCode());
        return answer.body();
    }

    public HttpResponse<String> send(String method, String path, String body, Caller caller) {
        return send(method, path, body, caller, BodyHandlers.ofString());
    }

    private <T> HttpResponse<T> send(
            String method, String path, String body, Caller caller, HttpResponse.BodyHandler<T> as) {
        String token = lightmeter.authority().mint(caller, Duration.ofMinutes(5));
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(lightmeter.server().baseUri() + path))
                .header("Authorization", "Bearer " + token)
                .method(method, BodyPublishers.ofString(body))
                .build();
        try {
            return http.send(request, as);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        http.close();
        lightmeter.close();
    }
}
