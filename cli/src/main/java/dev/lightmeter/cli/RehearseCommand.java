package dev.lightmeter.cli;

import dev.lightmeter.cli.outcome.CommandFailure;
import dev.lightmeter.cli.outcome.ExitCode;
import dev.lightmeter.cli.terminal.Surroundings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;

/**
 * Does once what people do most, and ends: while the launcher builds, so that the JVM can keep what it loaded and the next
 * start is quick. Of no use otherwise.
 */
@Command(name = "rehearse", hidden = true, description = "Prepares a fast start; the launcher calls it after a build.")
final class RehearseCommand implements Callable<Integer> {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int POLL_MILLIS = 50;
    private static final String REPORT = """
            {"asOf": "2026-01-01", "weaknesses": [{"id": "CVE-2021-44228", "cvss": 10, "epss": 0.9, "kev": true}],
             "devices": [{"id": "one", "group": "Some", "findings": [{"cve": "CVE-2021-44228", "rec": "update"}]}]}
            """;

    private final Surroundings quiet;

    RehearseCommand(Surroundings surroundings) {
        PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
        this.quiet = new Surroundings(
                Map.of(),
                surroundings.home(),
                surroundings.in(),
                nowhere,
                nowhere,
                false,
                false,
                surroundings.columns(),
                surroundings.clock());
    }

    @Override
    public Integer call() throws InterruptedException {
        try {
            Path folder = Files.createTempDirectory("lightmeter-rehearsal-");
            try {
                rehearse(folder);
            } finally {
                delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return ExitCode.DONE;
    }

    private void rehearse(Path folder) throws IOException, InterruptedException {
        Path report = Files.writeString(folder.resolve("report.json"), REPORT);
        run("score", report.toString());
        run("import", "--data", folder.resolve("own").toString(), report.toString());
        Path envFile = folder.resolve("env");
        String data = folder.resolve("demo").toString();
        Thread server = Thread.ofPlatform()
                .start(() -> run("demo", "--port", "0", "--data", data, "--env-file", envFile.toString()));
        try {
            Map<String, String> reach = await(envFile, server);
            get(reach.get("BASE") + "/health");
            run("explain", "organisation", "--data", data);
        } finally {
            server.interrupt();
            server.join();
        }
    }

    private void run(String... arguments) {
        int exitCode = Main.commandLine(quiet).execute(arguments);
        if (exitCode == ExitCode.FAILED) throw new CommandFailure("the rehearsal of " + arguments[0] + " failed");
    }

    private static Map<String, String> await(Path envFile, Thread server) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!Files.exists(envFile)) {
            if (!server.isAlive() || System.nanoTime() > deadline) {
                throw new CommandFailure("the rehearsed server did not start");
            }
            Thread.sleep(POLL_MILLIS);
        }
        return Files.readAllLines(envFile).stream()
                .map(line -> line.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    }

    private static void get(String address) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            client.send(HttpRequest.newBuilder(URI.create(address)).build(), BodyHandlers.discarding());
        }
    }

    private static void delete(Path folder) throws IOException {
        try (var inside = Files.walk(folder)) {
            for (Path path : inside.sorted(Comparator.reverseOrder()).toList()) Files.delete(path);
        }
    }
}
