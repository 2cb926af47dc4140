package dev.lightmeter.server.http;

import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts the reply to one request on the wire: status, headers, coding, body. */
final class Outgoing {

    private static final Logger LOG = LoggerFactory.getLogger(Outgoing.class);
    private static final Header VARY = HeaderValues.createCached(HeaderNames.VARY, "Accept-Encoding");
    private static final Header HSTS =
            HeaderValues.createCached(HeaderNames.STRICT_TRANSPORT_SECURITY, "max-age=31536000");

    private final ServerRequest request;
    private final ServerResponse response;
    private final String line;

    /** @param line method and path, for the log */
    Outgoing(ServerRequest request, ServerResponse response, String line) {
        this.request = request;
        this.response = response;
        this.line = line;
    }

    void send(Reply reply) {
        switch (reply.body()) {
            case Reply.Body.Whole(var bytes) -> sendWhole(reply, bytes);
            case Reply.Body.Streamed(var writing) -> stream(reply, writing, wantedCoding());
            case Reply.Body.AsItIs(var writing) -> stream(reply, writing, Optional.empty());
        }
    }

    private void sendWhole(Reply reply, byte[] bytes) {
        Optional<ContentCoding> coding = bytes.length == 0 ? Optional.empty() : wantedCoding();
        head(reply, coding);
        byte[] body = coding.map(chosen -> chosen.compress(bytes)).orElse(bytes);
        if (isHead()) {
            response.header(HeaderNames.CONTENT_LENGTH, Integer.toString(body.length));
            response.send();
        } else {
            response.send(body);
        }
    }

    private void stream(Reply reply, Reply.Writing writing, Optional<ContentCoding> coding) {
        if (isHead()) {
            head(reply, coding);
            response.header(HeaderValues.TRANSFER_ENCODING_CHUNKED); // the length is not known
            response.send();
            return;
        }
        LateOutput late = new LateOutput(() -> {
            head(reply, coding);
            return response.outputStream();
        });
        try {
            OutputStream out = coding.isPresent() ? coding.get().compressing(late) : late;
            writing.to(out);
            out.close();
        } catch (IOException | RuntimeException e) {
            if (late.isClientGone()) {
                LOG.debug("event=client-gone request=\"{}\"", ProblemReplies.printable(line));
                throw new CloseConnectionException("the client has gone away", e);
            }
            Reply instead = ProblemReplies.of(e, line);
            if (late.isOpen()) {
                // no last chunk: the client must not take half an answer for a whole one
                throw new CloseConnectionException("the answer broke off", e);
            }
            send(instead);
        }
    }

    private void head(Reply reply, Optional<ContentCoding> coding) {
        response.status(Status.create(reply.status()));
        reply.headers().forEach(response::header);
        response.header(VARY);
        coding.ifPresent(chosen -> response.header(HeaderNames.CONTENT_ENCODING, chosen.token()));
        if (request.headers().contains(HeaderValues.CONNECTION_CLOSE)) response.header(HeaderValues.CONNECTION_CLOSE);
        if (request.isSecure()) response.header(HSTS);
    }

    private boolean isHead() {
        return request.prologue().method().text().equals("HEAD");
    }

    private Optional<ContentCoding> wantedCoding() {
        return request.headers().value(HeaderNames.ACCEPT_ENCODING).flatMap(ContentCoding::preferred);
    }
}
