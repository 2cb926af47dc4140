package dev.lightmeter.server.http;

/**
 * One thing that the server does.
 *
 * @param path literal segments, matched in any letter case, and parameters: {@code /{tenant}/oauth2/token}. A path under
 *     {@code /api} is served under {@code /api/v1.0} too.
 */
public record Route(String method, String path, Access access, Handler handler) {

    /** Answers one request, or throws {@link ProblemException}. */
    @FunctionalInterface
    public interface Handler {
        Reply handle(Call call);
    }

    public static Route get(String path, Access access, Handler handler) {
        return new Route("GET", path, access, handler);
    }

    public static Route post(String path, Access access, Handler handler) {
        return new Route("POST", path, access, handler);
    }

    public static Route put(String path, Access access, Handler handler) {
        return new Route("PUT", path, access, handler);
    }

    public static Route patch(String path, Access access, Handler handler) {
        return new Route("PATCH", path, access, handler);
    }

    public static Route delete(String path, Access access, Handler handler) {
        return new Route("DELETE", path, access, handler);
    }
}
