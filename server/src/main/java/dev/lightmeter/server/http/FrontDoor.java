package dev.lightmeter.server.http;

import dev.lightmeter.server.auth.BearerTokens;
import dev.lightmeter.server.auth.Caller;
import dev.lightmeter.server.auth.Verdict;
import dev.lightmeter.server.auth.Verdict.Admitted;
import dev.lightmeter.server.auth.Verdict.Refused;
import dev.lightmeter.server.auth.Verdict.Undecided;
import io.helidon.http.HeaderNames;
import io.helidon.http.RequestException;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;
import java.util.Optional;

/**
 * What every request passes: find the route, check the token, check the permission, answer.
 */
public final class FrontDoor implements Handler {

    private final Router router;
    private final BearerTokens tokens;
    private final PublicAddress publicAddress;
    private final Optional<Throttle> throttle;

    /**
     * A door to some routes.
     *
     * @param throttle empty if nobody is ever slowed down
     */
    public FrontDoor(
            List<Route> routes, BearerTokens tokens, PublicAddress publicAddress, Optional<Throttle> throttle) {
        this.throttle = throttle;
        this.router = new Router(routes);
        this.tokens = tokens;
        this.publicAddress = publicAddress;
    }

    /** The answers of a listener to what is no proper request. */
    public static DirectHandlers transportProblems() {
        return ProblemReplies.forTransport();
    }

    @Override
    public void handle(ServerRequest request, ServerResponse response) {
        String method = request.prologue().method().text();
        String path = request.prologue().uriPath().rawPath();
        new Outgoing(request, response, method + " " + path).send(reply(request, method, path));
    }

    private Reply reply(ServerRequest request, String method, String path) {
        try {
            return switch (router.match(method, path)) {
                case Router.Match.Found(var route, var parameters) ->
                    answer(route, new Call(request, parameters, admit(route, request), publicAddress));
                case Router.Match.OtherMethod(var allowed) ->
                    ProblemReplies.of(
                                    new Problem(405, "BadRequest", "This address answers to " + allowed + " only"),
                                    method + " " + path)
                            .withHeader("Allow", allowed);
                case Router.Match.Nothing() ->
                    ProblemReplies.of(Problem.notFound("There is nothing at this address"), method + " " + path);
            };
        } catch (Throttle.Exceeded e) {
            return ProblemReplies.of(e.problem(), method + " " + path)
                    .withHeader("Retry-After", Long.toString(e.waitSeconds()));
        } catch (RequestException | CloseConnectionException e) {
            throw e; // the connection is broken or speaks no HTTP: the listener answers
        } catch (RuntimeException e) {
            return ProblemReplies.of(e, method + " " + path);
        }
    }

    private Reply answer(Route route, Call call) {
        if (throttle.isPresent() && call.caller().isPresent()) {
            throttle.get().count(route, call.caller().get());
        }
        return route.handler().handle(call);
    }

    private Optional<Caller> admit(Route route, ServerRequest request) {
        return switch (route.access()) {
            case Access.Open open -> Optional.empty();
            case Access.Needs(var permission) -> {
                Caller caller = caller(request);
                permission.missingFor(caller).ifPresent(missing -> {
                    throw new ProblemException(Problem.forbidden(missing));
                });
                yield Optional.of(caller);
            }
        };
    }

    private Caller caller(ServerRequest request) {
        Verdict verdict =
                tokens.check(request.headers().first(HeaderNames.AUTHORIZATION).orElse(null));
        return switch (verdict) {
            case Admitted(var caller, var expires) -> caller;
            case Refused(var why) -> throw new ProblemException(Problem.unauthorized(why));
            case Undecided(var why) -> throw new ProblemException(Problem.unavailable(why));
        };
    }
}
