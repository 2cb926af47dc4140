package dev.lightmeter.server.http;

import dev.lightmeter.server.http.About.Parameter;
import dev.lightmeter.server.http.About.ParameterType;

/**
 * One thing that the server does. Declared with {@link #get} and its likes, then described.
 *
 * @param path literal segments, matched in any letter case, and parameters: {@code /{tenant}/oauth2/token}. A path under
 *     {@code /api} is served under {@code /api/v1.0} too.
 * @param about for the OpenAPI document
 * @param rate how often one application may call it while throttling is on
 */
public record Route(String method, String path, Access access, Handler handler, About about, Rate rate) {

    /** Answers one request, or throws {@link ProblemException}. */
    @FunctionalInterface
    public interface Handler {
        Reply handle(Call call);
    }

    public static Route get(String path, Access access, Handler handler) {
        return of("GET", path, access, handler);
    }

    public static Route post(String path, Access access, Handler handler) {
        return of("POST", path, access, handler);
    }

    public static Route put(String path, Access access, Handler handler) {
        return of("PUT", path, access, handler);
    }

    public static Route patch(String path, Access access, Handler handler) {
        return of("PATCH", path, access, handler);
    }

    public static Route delete(String path, Access access, Handler handler) {
        return of("DELETE", path, access, handler);
    }

    /** The same with one line about what it does. */
    public Route about(String summary) {
        return described(new About(summary, about.query(), about.request(), about.status(), about.answer()));
    }

    /** The same with a parameter of the query string. */
    public Route takes(String name, ParameterType type, String meaning) {
        return described(about.with(new Parameter(name, type, meaning)));
    }

    /** The same with an example of the JSON that it reads. */
    public Route reads(String example) {
        return described(new About(about.summary(), about.query(), example.strip(), about.status(), about.answer()));
    }

    /** The same with the status of a good answer and an example of its JSON, empty if there is none. */
    public Route answers(int status, String example) {
        return described(new About(about.summary(), about.query(), about.request(), status, example.strip()));
    }

    /** The same with a rate of its own. */
    public Route rate(int perMinute, int perHour) {
        return new Route(method, path, access, handler, about, new Rate(perMinute, perHour));
    }

    private Route described(About other) {
        return new Route(method, path, access, handler, other, rate);
    }

    private static Route of(String method, String path, Access access, Handler handler) {
        Rate rate = path.startsWith("/api/") ? Rate.DEFENDER : Rate.UNLIMITED;
        return new Route(method, path, access, handler, About.NOTHING, rate);
    }
}
