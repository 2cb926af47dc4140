package dev.lightmeter.server.authority;

import dev.lightmeter.server.http.Json;
import dev.lightmeter.server.http.Reply;
import java.time.Duration;
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
                "The grant type '" + grant + "' is not supported; known are " + String.join(", ", GrantType.words())
                        + ".");
    }

    static TokenError secretOfPublicClient() {
        return new TokenError(
                401, "invalid_client", 700025, "The client is public: it has no secret and must not send one.");
    }

    static TokenError signsNobodyIn(String client) {
        return new TokenError(
                400, "unauthorized_client", 700016, "The client '" + client + "' may not sign people in.");
    }

    static TokenError takesNoPasswords(String client) {
        return new TokenError(
                400, "unauthorized_client", 7000218, "The client '" + client + "' may not send passwords of people.");
    }

    static TokenError unregisteredRedirect(String address) {
        return new TokenError(
                400,
                "invalid_request",
                50011,
                "The redirect address '" + address + "' is not one of those registered for the client.");
    }

    static TokenError unreadable(String why) {
        return new TokenError(400, "invalid_request", 900144, why);
    }

    static TokenError unsupportedResponse(String type) {
        return new TokenError(
                400,
                "unsupported_response_type",
                700054,
                "The response type '" + type + "' is not supported; code is.");
    }

    static TokenError noChallenge() {
        return new TokenError(
                400,
                "invalid_request",
                9002325,
                "A public client has to prove itself with PKCE: code_challenge with the method S256.");
    }

    static TokenError cancelled() {
        return new TokenError(400, "access_denied", 65004, "The user cancelled the sign-in.");
    }

    static TokenError signInNeeded() {
        return new TokenError(
                400, "login_required", 50058, "Nobody is signed in, and the request forbids to ask (prompt=none).");
    }

    static TokenError severalResources(String scope) {
        return new TokenError(400, "invalid_scope", 28000, "The scope '" + scope + "' names more than one resource.");
    }

    static TokenError unknownScope(String scope) {
        return new TokenError(400, "invalid_scope", 70011, "The scope '" + scope + "' is not one of this API.");
    }

    static TokenError scopeBeyondClient(String scope) {
        return new TokenError(400, "invalid_scope", 650053, "The client may not ask for the scope '" + scope + "'.");
    }

    static TokenError badCode() {
        return new TokenError(
                400,
                "invalid_grant",
                70008,
                "The code is unknown, has expired or was used before, or was given for another client.");
    }

    static TokenError wrongVerifier() {
        return new TokenError(400, "invalid_grant", 501481, "The code_verifier does not fit the code_challenge.");
    }

    static TokenError badRefreshToken() {
        return new TokenError(
                400,
                "invalid_grant",
                700082,
                "The refresh token is unknown, has expired, was used before or was withdrawn. Sign in again.");
    }

    static TokenError signInEnded() {
        return new TokenError(
                400,
                "invalid_grant",
                50173,
                "The sign-in no longer counts: the user is gone or disabled, or has a new password. Sign in again.");
    }

    static TokenError authorizationPending() {
        return new TokenError(
                400, "authorization_pending", 70016, "The user has not signed in yet. Ask again in a moment.");
    }

    static TokenError authorizationDeclined() {
        return new TokenError(400, "authorization_declined", 70018, "The user declined.");
    }

    static TokenError badDeviceCode() {
        return new TokenError(400, "bad_verification_code", 70019, "The device code is unknown or was used before.");
    }

    static TokenError expiredDeviceCode() {
        return new TokenError(400, "expired_token", 70020, "The device code has expired. Start again.");
    }

    static TokenError tooManyDevices() {
        return new TokenError(
                429, "temporarily_unavailable", 90033, "Too many devices wait for a sign-in. Try again in a while.");
    }

    static TokenError wrongPassword() {
        return new TokenError(400, "invalid_grant", 50126, "User name and password do not belong together.");
    }

    static TokenError disabledUser() {
        return new TokenError(400, "invalid_grant", 50057, "The user is disabled.");
    }

    static TokenError tooManyFailures(Duration wait) {
        return new TokenError(
                400,
                "invalid_grant",
                50053,
                "Too many failures with this user name from this address. Wait " + (wait.toSeconds() + 1)
                        + " seconds.");
    }

    static TokenError busy() {
        return new TokenError(
                503, "temporarily_unavailable", 90033, "Too many people sign in at this moment. Try again.");
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

    /** The sentence with its number in front. */
    String description() {
        return "AADSTS" + number + ": " + message;
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
                    "%s Trace ID: %s Correlation ID: %s Timestamp: %s"
                            .formatted(description(), trace, correlation, timestamp));
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
