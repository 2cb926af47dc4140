package dev.lightmeter.server.http;

import io.helidon.http.DirectHandler;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.http.DirectHandlers;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns problems into answers, the same way everywhere: the documented body, with a fresh id that also stands in the log
 * line, so that who complains can be helped.
 */
final class ProblemReplies {

    private static final Logger log = LoggerFactory.getLogger(ProblemReplies.class);

    private ProblemReplies() {}

    static Reply of(Problem problem, String request) {
        String target = UUID.randomUUID().toString();
        log.info(
                "event=refused status={} code={} target={} request=\"{}\" message=\"{}\"",
                problem.status(),
                problem.code(),
                target,
                printable(request),
                printable(problem.message()));
        Reply reply = Reply.odataError(problem.status(), body(problem.code(), problem.message(), target));
        return problem.status() == 401 ? reply.withHeader("WWW-Authenticate", challenge(problem.message())) : reply;
    }

    /** For whatever a handler threw. */
    static Reply of(Exception thrown, String request) {
        return thrown instanceof ProblemException told ? of(told.problem(), request) : ofFailure(thrown, request);
    }

    /** For what should not have happened: the cause goes to the log, the client learns the id only. */
    private static Reply ofFailure(Throwable failure, String request) {
        String target = UUID.randomUUID().toString();
        log.error("event=failed status=500 target={} request=\"{}\"", target, printable(request), failure);
        return Reply.odataError(
                500, body("InternalServerError", "The server failed; its log says more under this target", target));
    }

    /** Answers to what the web server refuses before any route is asked: broken request lines, headers too long. */
    static DirectHandlers forTransport() {
        DirectHandlers.Builder handlers = DirectHandlers.builder();
        for (DirectHandler.EventType type : DirectHandler.EventType.values()) {
            handlers.addHandler(type, ProblemReplies::transport);
        }
        return handlers.build();
    }

    private static DirectHandler.TransportResponse transport(
            DirectHandler.TransportRequest request,
            DirectHandler.EventType type,
            Status status,
            ServerResponseHeaders headers,
            @Nullable String message) {
        String line = request.method() + " " + request.path();
        Reply reply = of(new Problem(status.code(), transportCode(status), transportMessage(status)), line);
        DirectHandler.TransportResponse.Builder response = DirectHandler.TransportResponse.builder()
                .status(status)
                .headers(headers)
                .keepAlive(type.keepAlive())
                .entity(bytes(reply));
        reply.headers().forEach(response::header);
        return response.build();
    }

    private static String transportCode(Status status) {
        if (status.code() == 404) return "NotFound";
        return status.code() >= 500 ? "InternalServerError" : "BadRequest";
    }

    private static String transportMessage(Status status) {
        return "The request could not be read as HTTP: " + status.reasonPhrase().toLowerCase(Locale.ROOT);
    }

    private static byte[] bytes(Reply problem) {
        return problem.body() instanceof Reply.Body.Whole(byte[] bytes) ? bytes : new byte[0];
    }

    private static byte[] body(String code, String message, String target) {
        return Json.object(json -> {
            json.writeName("error");
            json.writeStartObject();
            json.writeStringProperty("code", code);
            json.writeStringProperty("message", message);
            json.writeStringProperty("target", target);
            json.writeEndObject();
        });
    }

    private static String challenge(String reason) {
        return "Bearer realm=\"lightmeter\", error=\"invalid_token\", error_description=\""
                + printable(reason).replace('"', '\'') + "\"";
    }

    /** What a client wrote must not be able to write log lines or headers of its own. */
    static String printable(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < Math.min(text.length(), 300); i++) {
            char c = text.charAt(i);
            plain.append(c < ' ' || c > '~' || c == '\\' ? '?' : c);
        }
        return plain.toString();
    }
}
