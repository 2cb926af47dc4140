package dev.lightmeter.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The endpoint that clients poll, against a file server. */
final class HttpRace implements Race {

    private static final int ROUNDS = 3;

    /** Enough that every group has a score; the answer is as long for a million. */
    private static final int DEVICES = 1_000;

    @Override
    public String id() {
        return "http";
    }

    @Override
    public String title() {
        return "GET /api/exposureScore/ByMachineGroups";
    }

    @Override
    public String about() {
        return """
                Ten device groups; every request carries a bearer token, which is checked every time (its signature \
                once, its lifetime and permission always). nginx serves the same bytes from a file, without a log and \
                without looking at the token. `wrk` with 32 connections over the loopback device, in turn; medians of \
                three runs each, after one to warm up. Server, nginx and `wrk` share the cores.""";
    }

    @Override
    public Result run(Course course) throws Exception {
        Program.require("wrk", "wrk");
        Program.require("nginx", "nginx-light");
        ServeProcess.build();
        Path data = course.freshFolder("ten-groups");
        StoredFleet.write(data, new SyntheticFleet(DEVICES, course.scale().findingsPerDevice()), course::say);
        try (ServeProcess server = new ServeProcess(course, data)) {
            String token = server.token();
            URI ours = server.base().resolve("/api/exposureScore/ByMachineGroups");
            byte[] body = get(ours, token);
            try (Nginx nginx = new Nginx(Files.createDirectories(course.freshFolder("nginx")), body)) {
                awaitSameLength(nginx.uri(), token, body);
                return race(course, ours, nginx.uri(), token, body.length);
            }
        }
    }

    private static Result race(Course course, URI ours, URI theirs, String token, int bytes) throws Exception {
        Duration duration = course.scale().load();
        Wrk.load(ours, token, duration);
        Wrk.load(theirs, token, duration);
        List<Wrk.Load> lightmeter = new ArrayList<>();
        List<Wrk.Load> nginx = new ArrayList<>();
        for (int round = 1; round <= ROUNDS; round++) {
            lightmeter.add(Wrk.load(ours, token, duration));
            nginx.add(Wrk.load(theirs, token, duration));
            course.say("round " + round + " of " + ROUNDS);
        }
        Table table = new Table("server", "bytes", "requests/s", "p50", "p99");
        row(table, "Lightmeter", bytes, lightmeter);
        row(table, "nginx", bytes, nginx);
        double ratio = median(lightmeter, Wrk.Load::requestsPerSecond) / median(nginx, Wrk.Load::requestsPerSecond);
        return new Result(List.of(table), List.of(Target.atLeast(0.8, "requests per second in those of nginx", ratio)));
    }

    private static void row(Table table, String name, int bytes, List<Wrk.Load> loads) {
        table.row(
                name,
                Figures.count(bytes),
                Figures.plain(median(loads, Wrk.Load::requestsPerSecond)),
                Figures.time(median(loads, Wrk.Load::p50)),
                Figures.time(median(loads, Wrk.Load::p99)));
    }

    private static double median(List<Wrk.Load> loads, ToDoubleFunction<Wrk.Load> figure) {
        return loads.stream()
                .mapToDouble(figure)
                .sorted()
                .skip(loads.size() / 2)
                .findFirst()
                .orElseThrow();
    }

    private static byte[] get(URI uri, String token) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(uri)
                    .header("Authorization", "Bearer " + token)
                    .build();
            HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
            if (response.statusCode() != 200) {
                throw new IllegalStateException(uri + " answered " + response.statusCode());
            }
            return response.body();
        }
    }

    /** Waits until nginx listens. */
    private static void awaitSameLength(URI uri, String token, byte[] body) throws IOException, InterruptedException {
        IOException last = new IOException("never asked");
        for (int attempt = 0; attempt < 100; attempt++) {
            try {
                if (get(uri, token).length == body.length) return;
                throw new IllegalStateException("nginx serves other bytes");
            } catch (IOException e) {
                last = e;
                Thread.sleep(50);
            }
        }
        throw last;
    }
}
