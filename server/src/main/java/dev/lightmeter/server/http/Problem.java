package dev.lightmeter.server.http;

/**
 * An answer that is not the one asked for, in the words of the Defender API.
 *
 * @param status HTTP status
 * @param code what programs look at, e.g. {@code ODataError}
 * @param message what people read
 */
public record Problem(int status, String code, String message) {

    /** The query string holds an option that cannot be honoured; the message names it. */
    public static Problem odata(String message) {
        return new Problem(400, "ODataError", message);
    }

    public static Problem badRequest(String message) {
        return new Problem(400, "BadRequest", message);
    }

    public static Problem unauthorized(String message) {
        return new Problem(401, "Unauthorized", message);
    }

    public static Problem forbidden(String message) {
        return new Problem(403, "Forbidden", message);
    }

    public static Problem notFound(String message) {
        return new Problem(404, "NotFound", message);
    }

    /** The operation is not allowed here, whoever asks; the message says why. */
    public static Problem disallowed(String message) {
        return new Problem(403, "DisallowedOperation", message);
    }

    /** The body holds what cannot be used; the message names it. */
    public static Problem invalidBody(String message) {
        return new Problem(400, "InvalidRequestBody", message);
    }

    /** A parameter cannot be used; the message names it. */
    public static Problem invalidInput(String message) {
        return new Problem(400, "InvalidInput", message);
    }

    /** What the address names does not exist; the message names it. */
    public static Problem unknownResource(String message) {
        return new Problem(404, "ResourceNotFound", message);
    }

    /** There is no such thing, or the caller must not know that there is. */
    public static Problem resourceNotFound(String kind, String id) {
        return unknownResource("There is no " + kind + " " + shown(id));
    }

    private static String shown(String id) {
        return id.length() <= 200 ? id : id.substring(0, 200) + "...";
    }

    public static Problem unavailable(String message) {
        return new Problem(503, "ServiceUnavailable", message);
    }
}
