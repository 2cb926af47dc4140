package dev.lightmeter.server.authority;

import dev.lightmeter.server.http.Json;
import dev.lightmeter.server.http.Reply;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Why no token is given, in the codes of Entra ID: programs look at {@code error} and people search for the number.
 *
 * @param number the digits after AADSTS
 */
record TokenError(int status, String error, int number, String message) {

    private static final Logger log = LoggerFactory.getLogger(TokenError.class);
    private static final DateTimeFormatter TIMESTAMP =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ssX").withZone(ZoneOffset.UTC);

    static TokenError missing(String field) {
        return new TokenError(400, "invalid_request", 900144, "The form lacks the field '" + field + "'.");
    }

    static TokenError malformedTenant(String tenant) {
        return new TokenError(
                400, "invalid_request", 900023, "'" + tenant + "' is neither the id nor the domain of a tenant.");
    }

    static TokenError unknownTenant(String tenant) {
        return new TokenError(400, "invalid_request", 90002, "The tenant '" + tenant + "' does not live here.");
    }

    static TokenError unknownClient(String id) {
        return new TokenError(400, "unauthorized_client", 700016, "No client with the id '" + id + "' is known here.");
    }

    static TokenError noSecret() {
        return new TokenError(401, "invalid_client", 7000216, "The request carries no client secret.");
    }

    static TokenError wrongSecret(String id) {
        return new TokenError(
                401,
                "invalid_client",
                7000215,
                "The secret is not that of client '" + id + "'. Send the secret itself, not its name or id.");
    }

    static TokenError unsupportedGrant(String grant) {
        return new TokenError(
                400,
                "unsupported_grant_type",
                70003,
                "The grant type '" + grant + "' is not supported; client_credentials is.");
    }

    static TokenError unknownResource(String resource) {
        return new TokenError(400, "invalid_resource", 500011, "No resource named '" + resource + "' is known here.");
    }

    static TokenError unusableScope(String scope) {
        return new TokenError(
                400,
                "invalid_scope",
                1002012,
                "The scope '" + scope + "' does not name one resource followed by /.default.");
    }

    /** The answer in the shape of Entra ID. The address in it leads to Microsoft's explanation of the number. */
    Reply reply(Instant now) {
        String trace = UUID.randomUUID().toString();
        String correlation = UUID.randomUUID().toString();
        String timestamp = TIMESTAMP.format(now);
        log.info("event=token-refused error={} number={} trace={}", error, number, trace);
        Reply reply = Reply.json(status, Json.object(json -> {
            json.writeStringProperty("error", error);
            json.writeStringProperty(
                    "error_description",
                    "AADSTS%d: %s Trace ID: %s Correlation ID: %s Timestamp: %s"
                            .formatted(number, message, trace, correlation, timestamp));
            json.writeName("error_codes");
            json.writeStartArray();
            json.writeNumber(number);
            json.writeEndArray();
            json.writeStringProperty("timestamp", timestamp);
            json.writeStringProperty("trace_id", trace);
            json.writeStringProperty("correlation_id", correlation);
            json.writeStringProperty("error_uri", "https://login.microsoftonline.com/error?code=" + number);
        }));
        return status == 401 ? reply.withHeader("WWW-Authenticate", "Basic realm=\"lightmeter\"") : reply;
    }
}
