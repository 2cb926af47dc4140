package dev.lightmeter.server.identity;

import dev.lightmeter.server.audit.AuditLog;
import dev.lightmeter.server.auth.Caller;
import dev.lightmeter.server.auth.Permission;
import dev.lightmeter.server.exposure.Views;
import dev.lightmeter.server.http.About.ParameterType;
import dev.lightmeter.server.http.Access;
import dev.lightmeter.server.http.Call;
import dev.lightmeter.server.http.JsonBody;
import dev.lightmeter.server.http.Problem;
import dev.lightmeter.server.http.ProblemException;
import dev.lightmeter.server.http.Reply;
import dev.lightmeter.server.http.Route;
import dev.lightmeter.server.identity.DeviceIdentities.RefusedException;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** Lets people find devices that are one, merge them and take that back. */
public final class IdentityResource {

    private static final Access READ = Access.needs(new Permission(
            List.of("Machine.Read.All", "Machine.ReadWrite.All"), List.of("Machine.Read", "Machine.ReadWrite")));
    private static final Access CHANGE = Access.needs(Permission.of("Machine.ReadWrite.All", "Machine.ReadWrite"));

    private static final String PATH = "/lightmeter/v1/devices/";
    private static final int TOP = 100;
    private static final int MOST = 10_000;
    private static final int MOST_AT_ONCE = 500;

    private final Views views;
    private final DeviceIdentities identities;

    public IdentityResource(Views views, DeviceIdentities identities) {
        this.views = views;
        this.identities = identities;
    }

    public List<Route> routes() {
        return List.of(
                Route.get(PATH + "suggestions", READ, this::suggestions)
                        .rate(10, 200) // each reads the whole inventory
                        .about("Pairs of devices that may be one, with what suggests it")
                        .takes("top", ParameterType.NUMBER, "how many, 1 to 10000; 100 without it")
                        .answers(200, """
                                {"suggestions":[{"into":{"id":"d1","name":"web.example.org"},"other":{"id":"n1","name":"web"},
                                 "evidence":["shortName"]}]}
                                """),
                Route.get(PATH + "merges", READ, this::merges)
                        .about("The devices that were merged into others")
                        .answers(200, """
                                {"merges":[{"device":{"id":"n1","name":"web"},"into":{"id":"d1","name":"web.example.org"},
                                 "mergedAt":"2026-10-01T12:00:00Z"}]}
                                """),
                Route.post(PATH + "merge", CHANGE, this::merge)
                        .about("Declares devices to be one; for callers who see every device group")
                        .reads("{\"into\":\"d1\",\"ids\":[\"n1\"]}")
                        .answers(200, "{\"id\":\"d1\",\"merged\":[\"n1\"]}"),
                Route.post(PATH + "split", CHANGE, this::split)
                        .about("Takes merges back; for callers who see every device group")
                        .reads("{\"ids\":[\"n1\"]}")
                        .answers(200, "{\"split\":[\"n1\"]}"));
    }

    private Reply suggestions(Call call) {
        int top = (int) call.number("top", TOP, 1, MOST);
        return Reply.json(200, identities.suggestions(views.of(call.knownCaller()), top));
    }

    private Reply merges(Call call) {
        return Reply.json(200, identities.merges(views.of(call.knownCaller())));
    }

    /** Body: {@code {"into": "id", "ids": ["id"]}}. */
    private Reply merge(Call call) {
        Caller caller = call.callerWhoSeesEverything();
        JsonBody body = JsonBody.of(call, Set.of("into", "ids"));
        String into = body.requiredText("into");
        Set<String> ids = ids(body);
        return answer(() -> identities.merge(views.of(caller), AuditLog.actor(caller), into, ids));
    }

    /** Body: {@code {"ids": ["id"]}}. */
    private Reply split(Call call) {
        Caller caller = call.callerWhoSeesEverything();
        Set<String> ids = ids(JsonBody.of(call, Set.of("ids")));
        return answer(() -> identities.split(AuditLog.actor(caller), ids));
    }

    private static Set<String> ids(JsonBody body) {
        Set<String> ids = body.texts("ids")
                .orElseThrow(() -> new ProblemException(
                        new Problem(400, "MissingRequiredParameter", "The body lacks the field 'ids'")));
        if (ids.size() <= MOST_AT_ONCE) return ids;
        throw new ProblemException(Problem.invalidInput(
                "At most %d devices can be named at once, got %d".formatted(MOST_AT_ONCE, ids.size())));
    }

    private static Reply answer(Supplier<byte[]> change) {
        try {
            return Reply.json(200, change.get());
        } catch (RefusedException e) {
            throw new ProblemException(Problem.invalidInput(e.why()));
        }
    }
}
