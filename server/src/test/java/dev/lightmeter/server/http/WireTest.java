package dev.lightmeter.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.lightmeter.server.RunningServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** What goes over the wire beside the content of the answers. */
class WireTest {

    private static final String SCORE = "/api/exposureScore";

    @TempDir
    Path folder;

    private RunningServer server;

    @BeforeEach
    void start() {
        server = RunningServer.start(folder);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void compressesWithGzipWhenAsked() throws IOException {
        HttpResponse<byte[]> answer = getAccepting("gzip");
        assertThat(answer.headers().firstValue("content-encoding")).hasValue("gzip");
        assertThat(text(new GZIPInputStream(new ByteArrayInputStream(answer.body()))))
                .contains("\"score\":33.491554051");
    }

    @Test
    void compressesWithDeflateWhenAsked() throws IOException {
        HttpResponse<byte[]> answer = getAccepting("deflate");
        assertThat(answer.headers().firstValue("content-encoding")).hasValue("deflate");
        assertThat(text(new InflaterInputStream(new ByteArrayInputStream(answer.body()))))
                .contains("\"score\":33.491554051");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gzip, deflate, br|gzip",
                "deflate;q=0.9, gzip;q=0.5|deflate",
                "*|gzip",
                "gzip;q=0, *|deflate",
                "GZIP|gzip",
            })
    void choosesTheCodingThatTheClientPrefers(String accepted, String coding) {
        assertThat(getAccepting(accepted).headers().firstValue("content-encoding"))
                .hasValue(coding);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip;q=0", "identity", "br", "gzip;q=abc", ";;,", "gzip;q=0, deflate;q=0"})
    void sendsPlainBytesToWhoDoesNotAskForMore(String accepted) {
        HttpResponse<byte[]> answer = getAccepting(accepted);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-encoding")).isEmpty();
        assertThat(new String(answer.body(), StandardCharsets.UTF_8)).startsWith("{\"@odata.context\"");
    }

    @Test
    void answersHeadLikeGetWithoutTheBody() {
        HttpResponse<String> answer = server.send(HttpRequest.newBuilder(server.uri(SCORE))
                .HEAD()
                .header("Authorization", "Bearer " + server.tokenWith("Score.Read.All")));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.headers().firstValueAsLong("content-length").orElse(0))
                .isGreaterThan(50);
    }

    @Test
    void namesTheAllowedMethods() {
        HttpResponse<String> answer =
                server.send(HttpRequest.newBuilder(server.uri(SCORE)).POST(HttpRequest.BodyPublishers.ofString("{}")));
        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("allow")).hasValue("GET, HEAD");
        assertThat(answer.body()).contains("\"message\":\"This address answers to GET, HEAD only\"");
    }

    @Test
    void writesTheTargetOfAnErrorIntoTheLog() {
        Logger logger = (Logger) LoggerFactory.getLogger(ProblemReplies.class);
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        Level before = logger.getLevel();
        logger.setLevel(Level.INFO);
        lines.start();
        logger.addAppender(lines);
        try {
            String body = server.getWithoutToken("/api/nothing?secret=1").body();
            Matcher target = Pattern.compile("\"target\":\"([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})\"")
                    .matcher(body);
            assertThat(target.find()).as(body).isTrue();
            assertThat(lines.list)
                    .extracting(ILoggingEvent::getFormattedMessage)
                    .anySatisfy(line -> assertThat(line)
                            .contains(target.group(1), "status=404", "request=\"GET /api/nothing\"")
                            .doesNotContain("secret"));
        } finally {
            logger.detachAppender(lines);
            logger.setLevel(before);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /api/exposureScore HTTP/1.1\r\n\r\n",
                "GET /api/exposureScore HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
                "GET /api/<x> HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET /api/exposureScore?$top=<1> HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET /api/%zz HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET /api/exposureScore HTTP/1.1\r\nHost: bad host\r\n\r\n",
                "GET /api/exposureScore HTTP/1.1\r\nHost: localhost\r\nbroken\r\n\r\n",
                "POST /x/oauth2/token HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n",
            })
    void answersWhatIsNoProperRequestWithAProblemAndNoStackTrace(String request) throws IOException {
        String answer = sendRaw(request);
        assertThat(answer).matches("(?s)HTTP/1.1 [45]\\d\\d .*");
        assertThat(answer).contains("{\"error\":{\"code\":\"", "\"target\":\"").doesNotContain("\tat ", "Exception");
    }

    @ParameterizedTest
    @ValueSource(strings = {"NONSENSE\r\n\r\n", "GET nonsense\r\n\r\n", "GET / HTTP/9.9\r\nHost: localhost\r\n\r\n"})
    void closesAConnectionThatDoesNotSpeakHttp(String request) throws IOException {
        assertThat(sendRaw(request)).isEmpty();
    }

    @Test
    void refusesHeadersThatAreTooLong() throws IOException {
        String answer = sendRaw("GET / HTTP/1.1\r\nHost: localhost\r\nX: " + "x".repeat(40_000) + "\r\n\r\n");
        assertThat(answer)
                .startsWith("HTTP/1.1 4")
                .contains("\"code\":\"BadRequest\"")
                .doesNotContain("\tat ");
    }

    @Test
    void staysUpAfterABadRequest() throws IOException {
        sendRaw("NONSENSE\r\n\r\n");
        assertThat(server.get(SCORE).statusCode()).isEqualTo(200);
    }

    @Test
    void tellsItsHealth() {
        HttpResponse<String> up = server.getWithoutToken("/health");
        assertThat(up.statusCode()).isEqualTo(200);
        assertThat(up.body()).isEqualTo("{\"status\":\"up\"}");
        server.publish(java.util.Optional.empty());
        HttpResponse<String> starting = server.getWithoutToken("/health");
        assertThat(starting.statusCode()).isEqualTo(503);
        assertThat(starting.body()).isEqualTo("{\"status\":\"starting\"}");
    }

    private HttpResponse<byte[]> getAccepting(String encodings) {
        return server.send(
                HttpRequest.newBuilder(server.uri(SCORE))
                        .header("Authorization", "Bearer " + server.tokenWith("Score.Read.All"))
                        .header("Accept-Encoding", encodings)
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
    }

    private String sendRaw(String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", server.server().baseUri().getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.shutdownOutput();
            return text(socket.getInputStream());
        }
    }

    private static String text(InputStream in) throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
}
