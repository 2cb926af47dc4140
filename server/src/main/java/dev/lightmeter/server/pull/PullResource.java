package dev.lightmeter.server.pull;

import dev.lightmeter.server.audit.AuditLog;
import dev.lightmeter.server.auth.Permission;
import dev.lightmeter.server.http.About.ParameterType;
import dev.lightmeter.server.http.Access;
import dev.lightmeter.server.http.Call;
import dev.lightmeter.server.http.Json;
import dev.lightmeter.server.http.Problem;
import dev.lightmeter.server.http.ProblemException;
import dev.lightmeter.server.http.Reply;
import dev.lightmeter.server.http.Route;
import dev.lightmeter.storage.Actor;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Tells how the last pull from a tenant ended, and pulls when asked. */
public final class PullResource {

    private static final String PATH = "/lightmeter/v1/pull";
    private static final Access READ = Access.needs(Permission.READ);
    private static final Access MANAGE = Access.needs(Permission.MANAGE);

    private static final String EXAMPLE = """
            {"configured":true,"running":false,
             "last":{"startedAt":"2026-03-04T05:00:00Z","finishedAt":"2026-03-04T05:00:42Z","outcome":"changes",
               "detail":"upload 12: 1 devices new, 7 findings new, 3 fixed","fullAt":"2026-03-01T05:00:00Z"}}
            """;

    private final Pull pull;

    public PullResource(Pull pull) {
        this.pull = pull;
    }

    public List<Route> routes() {
        return List.of(
                Route.get(PATH, READ, this::tell)
                        .about("How the last pull from a Defender tenant ended")
                        .answers(200, EXAMPLE),
                Route.post(PATH, MANAGE, this::start)
                        .about("Pulls from the Defender tenant of the configuration")
                        .takes("full", ParameterType.TRUTH, "true to fetch everything, not only changes")
                        .takes("wait", ParameterType.TRUTH, "true to get the answer when all is done")
                        .answers(202, EXAMPLE));
    }

    private Reply tell(Call call) {
        var _ = call.callerWhoSeesEverything();
        return Reply.json(200, document());
    }

    private Reply start(Call call) {
        Actor actor = AuditLog.actor(call.callerWhoSeesEverything());
        if (!pull.isConfigured()) {
            throw new ProblemException(new Problem(
                    409, "DisallowedOperation", "There is no tenant to pull from: set pull.tenant and pull.client-id"));
        }
        if (pull.isRunning()) {
            throw new ProblemException(new Problem(409, "DisallowedOperation", "A pull is running already"));
        }
        boolean full = isTrue(call, "full");
        if (isTrue(call, "wait")) {
            var _ = pull.run(actor, full);
            return Reply.json(200, document());
        }
        var _ = Thread.ofVirtual().name("pull").start(() -> {
            var _ = pull.run(actor, full);
        });
        return Reply.json(202, document());
    }

    private static boolean isTrue(Call call, String name) {
        return call.query().first(name).filter("true"::equalsIgnoreCase).isPresent();
    }

    private byte[] document() {
        Optional<PullState> last = pull.last();
        return Json.object(json -> {
            json.writeBooleanProperty("configured", pull.isConfigured());
            json.writeBooleanProperty("running", pull.isRunning());
            json.writeName("last");
            if (last.isEmpty()) {
                json.writeNull();
                return;
            }
            PullState state = last.get();
            json.writeStartObject();
            json.writeStringProperty("startedAt", state.startedAt().toString());
            json.writeStringProperty("finishedAt", state.finishedAt().toString());
            json.writeStringProperty("outcome", state.outcome().name().toLowerCase(Locale.ROOT));
            json.writeStringProperty("detail", state.detail());
            if (state.fullAt() == null) {
                json.writeNullProperty("fullAt");
            } else {
                json.writeStringProperty("fullAt", state.fullAt().toString());
            }
            json.writeEndObject();
        });
    }
}
