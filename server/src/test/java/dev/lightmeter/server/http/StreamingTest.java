package dev.lightmeter.server.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.lightmeter.server.RunningServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Answers that are written while they are sent. */
class StreamingTest {

    private static final Access ANYBODY = Access.open("a test");
    private static final byte[] ROW = "0123456789abcde\n".getBytes(UTF_8);
    private static final int ROWS = 1_000_000;

    private final CountDownLatch firstPieceRead = new CountDownLatch(1);
    private final CompletableFuture<Exception> endOfEndless = new CompletableFuture<>();

    @TempDir
    Path folder;

    private RunningServer server;

    @BeforeEach
    void start() {
        server = RunningServer.start(
                folder,
                List.of(
                        Route.get("/test/rows", ANYBODY, call -> Reply.streaming("text/plain", this::rows)),
                        Route.get("/test/odata", ANYBODY, call -> Reply.odataStreaming(out -> out.write('{'))),
                        Route.get(
                                "/test/file",
                                ANYBODY,
                                call -> Reply.file("application/gzip", "rows.json.gz", out -> out.write(ROW))),
                        Route.get("/test/waits", ANYBODY, call -> Reply.streaming("text/plain", this::waiting)),
                        Route.get("/test/endless", ANYBODY, call -> Reply.streaming("text/plain", this::endless)),
                        Route.get(
                                "/test/fails",
                                ANYBODY,
                                call -> Reply.streaming("text/plain", out -> {
                                    out.write(ROW);
                                    throw new ProblemException(new Problem(400, "InvalidInput", "that was not it"));
                                })),
                        Route.get(
                                "/test/breaks",
                                ANYBODY,
                                call -> Reply.streaming("text/plain", out -> {
                                    rows(out);
                                    throw new IllegalStateException("the store has gone");
                                }))));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void sendsALongAnswerInChunks() throws IOException {
        HttpResponse<InputStream> answer =
                server.send(HttpRequest.newBuilder(server.uri("/test/rows")).build(), BodyHandlers.ofInputStream());
        assertThat(answer.headers().firstValue("content-type")).hasValue("text/plain");
        assertThat(answer.headers().firstValue("content-length")).isEmpty();
        try (InputStream body = answer.body()) {
            assertThat(countRows(body)).isEqualTo(ROWS);
        }
    }

    @Test
    void compressesWhatItStreams() throws IOException {
        HttpResponse<InputStream> answer = server.send(
                HttpRequest.newBuilder(server.uri("/test/rows"))
                        .header("Accept-Encoding", "gzip")
                        .build(),
                BodyHandlers.ofInputStream());
        assertThat(answer.headers().firstValue("content-encoding")).hasValue("gzip");
        try (InputStream body = new GZIPInputStream(answer.body())) {
            assertThat(countRows(body)).isEqualTo(ROWS);
        }
    }

    @Test
    void sendsAFileAsItIsWhateverIsAccepted() throws IOException {
        HttpResponse<byte[]> answer = server.send(
                HttpRequest.newBuilder(server.uri("/test/file"))
                        .header("Accept-Encoding", "gzip")
                        .build(),
                BodyHandlers.ofByteArray());
        assertThat(answer.headers().firstValue("content-encoding")).isEmpty();
        assertThat(answer.headers().firstValue("content-disposition"))
                .hasValue("attachment; filename=\"rows.json.gz\"");
        assertThat(new ByteArrayInputStream(answer.body()).readAllBytes()).isEqualTo(ROW);
    }

    @Test
    void refusesAFileNameThatCouldEndTheHeader() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Reply.file("text/plain", "a\"b", out -> {}))
                .withMessage("a file to be saved needs a plain name, got a\"b");
    }

    @Test
    void streamsTheDefenderApiWithItsHeaders() {
        HttpResponse<String> answer = server.getWithoutToken("/test/odata");
        assertThat(answer.body()).isEqualTo("{");
        assertThat(answer.headers().firstValue("odata-version")).hasValue("4.0");
    }

    @Test
    void sendsTheFirstPieceBeforeTheLastIsWritten() throws IOException {
        HttpResponse<InputStream> answer =
                server.send(HttpRequest.newBuilder(server.uri("/test/waits")).build(), BodyHandlers.ofInputStream());
        try (InputStream body = answer.body()) {
            assertThat(body.readNBytes(ROW.length)).isEqualTo(ROW);
            firstPieceRead.countDown();
            assertThat(countRows(body)).isEqualTo(2 * ROWS - 1);
        }
    }

    @Test
    void answersWithAProblemIfTheBodyFailsEarly() {
        HttpResponse<String> answer = server.getWithoutToken("/test/fails");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("\"message\":\"that was not it\"");
        assertThat(answer.headers().firstValue("content-type").orElse("")).startsWith("application/json");
    }

    @Test
    void breaksOffSoThatNobodyTakesHalfAnAnswerForAWholeOne() throws IOException {
        HttpResponse<InputStream> answer =
                server.send(HttpRequest.newBuilder(server.uri("/test/breaks")).build(), BodyHandlers.ofInputStream());
        assertThat(answer.statusCode()).isEqualTo(200);
        try (InputStream body = answer.body()) {
            assertThatIOException().isThrownBy(body::readAllBytes);
        }
        assertThat(server.getWithoutToken("/health").statusCode()).isEqualTo(200);
    }

    @Test
    void stopsWritingWhenTheClientHasGone() throws Exception {
        try (Socket socket = new Socket("127.0.0.1", server.server().baseUri().getPort())) {
            socket.getOutputStream().write("GET /test/endless HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(UTF_8));
            assertThat(socket.getInputStream().readNBytes(12)).isEqualTo("HTTP/1.1 200".getBytes(UTF_8));
        }
        assertThat(endOfEndless.get(30, TimeUnit.SECONDS)).isNotNull();
        assertThat(server.getWithoutToken("/health").statusCode()).isEqualTo(200);
    }

    @Test
    void answersHeadWithoutWritingTheBody() throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(server.uri("/test/endless")).HEAD().build(), BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("content-length")).isEmpty();
        }
        assertThat(endOfEndless).isNotDone();
    }

    private void rows(OutputStream out) throws IOException {
        for (int row = 0; row < ROWS; row++) out.write(ROW);
    }

    private void waiting(OutputStream out) throws IOException {
        rows(out);
        try {
            assertThat(firstPieceRead.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
        rows(out);
    }

    private void endless(OutputStream out) throws IOException {
        try {
            while (true) {
                out.write(ROW);
                out.flush();
            }
        } catch (IOException | RuntimeException e) {
            endOfEndless.complete(e);
            throw e;
        }
    }

    private static long countRows(InputStream body) throws IOException {
        byte[] buffer = new byte[1 << 16];
        long bytes = 0;
        for (int read; (read = body.read(buffer)) >= 0; ) bytes += read;
        assertThat(bytes % ROW.length).isZero();
        return bytes / ROW.length;
    }
}
