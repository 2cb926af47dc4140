package dev.lightmeter.importers.feed;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Fetches a file unless the server says that it is still the one we have. Remembers what the server said ({@code ETag},
 * {@code Last-Modified}) in a small file beside the downloads. Tries again when the server is busy or out of reach.
 */
final class ConditionalDownload {

    private static final int ATTEMPTS = 4;
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(60);
    private static final String MEMORY = "downloads.properties";

    private final Path folder;
    private final HttpClient client;
    private final Duration firstPause;
    /** What the server said of files that are not yet found good. */
    private final Map<String, HttpResponse<Path>> answers = new HashMap<>();

    ConditionalDownload(Path folder, HttpClient client, Duration firstPause) {
        this.folder = folder;
        this.client = client;
        this.firstPause = firstPause;
    }

    /** The text of a small file; empty if there is no such file. */
    Optional<String> text(URI address) throws IOException {
        HttpResponse<String> response = send(request(address).build(), BodyHandlers.ofString());
        if (response.statusCode() == 404) return Optional.empty();
        require(response, 200);
        return Optional.of(response.body());
    }

    /**
     * Fetches into a file.
     *
     * @param name what the download is remembered by
     * @param onlyIfNewer false to fetch it whatever is remembered
     */
    Answer fetch(URI address, String name, boolean onlyIfNewer, Path into) throws IOException {
        HttpRequest.Builder request = request(address);
        if (onlyIfNewer) {
            Properties memory = memory();
            header(request, "If-None-Match", memory.getProperty(address + ".etag"));
            header(request, "If-Modified-Since", memory.getProperty(address + ".last-modified"));
        }
        HttpResponse<Path> response = send(request.build(), BodyHandlers.ofFile(into));
        if (response.statusCode() == 304) return Answer.NOT_MODIFIED;
        require(response, 200);
        answers.put(name, response);
        return Answer.FETCHED;
    }

    /** Remembers what the server said of a file which was found good. */
    void remember(String name) throws IOException {
        HttpResponse<Path> response = answers.remove(name);
        if (response == null) return;
        Properties memory = memory();
        remember(memory, response, "etag");
        remember(memory, response, "last-modified");
        Path written = Files.createTempFile(folder, MEMORY, ".part");
        try (OutputStream out = Files.newOutputStream(written)) {
            memory.store(out, null);
        }
        Files.move(written, folder.resolve(MEMORY), StandardCopyOption.REPLACE_EXISTING);
    }

    private static void remember(Properties memory, HttpResponse<Path> response, String header) {
        // the address that was asked for, which may have led to another one
        HttpRequest asked = response.request();
        for (var previous = response.previousResponse(); previous.isPresent(); ) {
            asked = previous.get().request();
            previous = previous.get().previousResponse();
        }
        String key = asked.uri() + "." + header;
        response.headers()
                .firstValue(header)
                .ifPresentOrElse(value -> memory.setProperty(key, value), () -> memory.remove(key));
    }

    private Properties memory() throws IOException {
        Properties memory = new Properties();
        Path file = folder.resolve(MEMORY);
        if (!Files.exists(file)) return memory;
        try (InputStream in = Files.newInputStream(file)) {
            memory.load(in);
        } catch (IllegalArgumentException _) {
            return new Properties(); // a damaged memory costs a download, no more
        }
        return memory;
    }

    private <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> body) throws IOException {
        Duration pause = firstPause;
        for (int attempt = 1; ; attempt++) {
            try {
                HttpResponse<T> response = client.send(request, body);
                boolean busy = response.statusCode() == 429 || response.statusCode() >= 500;
                if (!busy || attempt == ATTEMPTS) return response;
            } catch (IOException e) {
                if (attempt == ATTEMPTS) {
                    String reason = e.getMessage() == null ? "no connection" : e.getMessage();
                    throw new IOException(request.uri() + " cannot be fetched: " + reason, e);
                }
            } catch (InterruptedException e) {
                throw interrupted(request, e);
            }
            pause(request, pause);
            pause = pause.multipliedBy(2);
        }
    }

    private static void pause(HttpRequest request, Duration pause) throws IOException {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            throw interrupted(request, e);
        }
    }

    private static IOException interrupted(HttpRequest request, InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IOException(request.uri() + " was not fetched: interrupted", e);
    }

    private static void require(HttpResponse<?> response, int status) throws IOException {
        if (response.statusCode() == status) return;
        throw new IOException(response.uri() + " answered with status " + response.statusCode());
    }

    private static HttpRequest.Builder request(URI address) {
        return HttpRequest.newBuilder(address).timeout(ANSWER_WITHIN).header("User-Agent", "Lightmeter");
    }

    private static void header(HttpRequest.Builder request, String name, @Nullable String value) {
        if (value != null) request.header(name, value);
    }

    /** What came of asking. */
    enum Answer {
        FETCHED,
        NOT_MODIFIED
    }
}
