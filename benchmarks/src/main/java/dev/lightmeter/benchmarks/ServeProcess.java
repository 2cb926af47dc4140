package dev.lightmeter.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code ./lightmeter serve} as users start it. */
final class ServeProcess implements AutoCloseable {

    private static final Path LAUNCHER = Path.of("lightmeter").toAbsolutePath();
    private static final long PATIENCE_NANOS = 300_000_000_000L;
    private static final Pattern HEAP_USED = Pattern.compile("used (\\d+)K");
    private static final Pattern ACCESS_TOKEN = Pattern.compile("\"access_token\"\\s*:\\s*\"([^\"]+)\"");

    private final Process process;
    private final Path envFile;
    private final URI base;
    private final long nanosUntilHealthy;

    /** Starts a server and waits until it has scores to tell. */
    ServeProcess(Course course, Path data) throws IOException, InterruptedException {
        Path files = Files.createDirectories(course.freshFolder("serve"));
        Path log = files.resolve("log");
        envFile = files.resolve("env");
        int port = Program.freePort();
        base = URI.create("http://127.0.0.1:" + port);
        long start = System.nanoTime();
        process = new ProcessBuilder(
                        LAUNCHER.toString(),
                        "serve",
                        "--data",
                        data.toString(),
                        "--port",
                        Integer.toString(port),
                        "--env-file",
                        envFile.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            while (!isHealthy(port)) {
                if (!process.isAlive()) throw new IllegalStateException("serve ended: " + Files.readString(log));
                if (System.nanoTime() - start > PATIENCE_NANOS) {
                    throw new IllegalStateException("serve never answered: " + Files.readString(log));
                }
                Thread.sleep(1);
            }
            nanosUntilHealthy = System.nanoTime() - start;
        } catch (IOException | InterruptedException | RuntimeException e) {
            Program.stop(process);
            throw e;
        }
    }

    /** Builds the program if its sources are newer, so that no start has to. */
    static void build() throws IOException, InterruptedException {
        Program.output(List.of(LAUNCHER.toString(), "--version"));
    }

    URI base() {
        return base;
    }

    /** From exec until {@code /health} said 200. */
    long nanosUntilHealthy() {
        return nanosUntilHealthy;
    }

    /** A token from the embedded authority, for the client that the environment file names. */
    String token() throws IOException, InterruptedException {
        Properties env = new Properties();
        for (int attempt = 0; !Files.exists(envFile); attempt++) {
            if (attempt == 1000) throw new IllegalStateException("serve wrote no environment file");
            Thread.sleep(10);
        }
        try (var lines = Files.newBufferedReader(envFile)) {
            env.load(lines);
        }
        String form = "grant_type=client_credentials&client_id=" + env.getProperty("CLIENT_ID") + "&client_secret="
                + URLEncoder.encode(env.getProperty("CLIENT_SECRET"), StandardCharsets.UTF_8) + "&scope="
                + URLEncoder.encode("https://api.securitycenter.microsoft.com/.default", StandardCharsets.UTF_8);
        try (HttpClient http = HttpClient.newHttpClient()) {
            String answer = http.send(
                            HttpRequest.newBuilder(base.resolve("/" + env.getProperty("TENANT") + "/oauth2/v2.0/token"))
                                    .header("Content-Type", "application/x-www-form-urlencoded")
                                    .POST(HttpRequest.BodyPublishers.ofString(form))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
            Matcher token = ACCESS_TOKEN.matcher(answer);
            if (!token.find()) throw new IllegalStateException("no token was given: " + answer);
            return token.group(1);
        }
    }

    /** Heap in use after a full collection. */
    long heapBytes() throws IOException, InterruptedException {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        String pid = Long.toString(process.pid());
        Program.output(List.of(jcmd, pid, "GC.run"));
        Matcher used = HEAP_USED.matcher(Program.output(List.of(jcmd, pid, "GC.heap_info")));
        if (!used.find()) throw new IllegalStateException("jcmd does not tell the heap");
        return Long.parseLong(used.group(1)) * 1024;
    }

    long rssBytes() throws IOException {
        return status("VmRSS");
    }

    long peakRssBytes() throws IOException {
        return status("VmHWM");
    }

    @Override
    public void close() {
        Program.stop(process);
    }

    /** A client from the library would take longer to start than the server. */
    private static boolean isHealthy(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream()
                    .write("GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            byte[] status = socket.getInputStream().readNBytes("HTTP/1.1 200".length());
            return new String(status, StandardCharsets.US_ASCII).equals("HTTP/1.1 200");
        } catch (IOException e) {
            return false; // it does not listen yet
        }
    }

    /** A line of what Linux tells of a process. */
    private long status(String name) throws IOException {
        try (var lines = Files.lines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
            return lines.filter(line -> line.startsWith(name + ":"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                    .findFirst()
                    .orElseThrow();
        }
    }
}
