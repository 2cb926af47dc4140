package dev.lightmeter.server.audit;

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
import dev.lightmeter.storage.AuditEntry;
import dev.lightmeter.storage.Journal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;

/** Tells who changed what. */
public final class AuditResource {

    static final Access ACCESS = Access.needs(Permission.of("Lightmeter.Audit.Read.All", "Lightmeter.Audit.Read"));

    private static final String PATH = "/lightmeter/v1/audit";
    private static final int USUAL = 100;
    private static final int MOST = 1000;

    private final Journal journal;

    public AuditResource(Journal journal) {
        this.journal = journal;
    }

    public List<Route> routes() {
        return List.of(Route.get(PATH, ACCESS, this::entries)
                .about("Who changed what, newest first")
                .takes("since", ParameterType.INSTANT, "no entry before this time")
                .takes("before", ParameterType.NUMBER, "only entries with smaller numbers; the next link uses it")
                .takes("top", ParameterType.NUMBER, "how many entries, 1 to 1000; 100 without it")
                .answers(200, """
                        {"entries":[{"number":2,"at":"2026-03-04T05:06:07.120Z",
                          "by":{"kind":"user","appId":"5f0d…","objectId":"9b1c…","user":"anna@example.org"},
                          "action":"deviceGroup.create","object":"Servers","detail":"rank 1, 2 rules"}],
                         "nextLink":null}
                        """));
    }

    private Reply entries(Call call) {
        var _ = call.callerWhoSeesEverything();
        Instant since = call.query().first("since").map(AuditResource::instant).orElse(Instant.EPOCH);
        long before = call.number("before", Long.MAX_VALUE, 1, Long.MAX_VALUE);
        int top = (int) call.number("top", USUAL, 1, MOST);
        List<AuditEntry> entries = journal.entries(since, before, top);
        return Reply.json(200, Json.object(json -> {
            json.writeName("entries");
            json.writeStartArray();
            entries.forEach(entry -> write(json, entry));
            json.writeEndArray();
            if (entries.size() < top) {
                json.writeNullProperty("nextLink");
            } else {
                json.writeStringProperty(
                        "nextLink",
                        call.baseUrl() + PATH + "?since=" + since + "&top=" + top + "&before="
                                + entries.getLast().number());
            }
        }));
    }

    private static void write(JsonGenerator json, AuditEntry entry) {
        json.writeStartObject();
        json.writeNumberProperty("number", entry.number());
        json.writeStringProperty("at", entry.at().toString());
        writeActor(json, entry.actor());
        json.writeStringProperty("action", entry.action());
        json.writeStringProperty("object", entry.object());
        json.writeStringProperty("detail", entry.detail());
        json.writeEndObject();
    }

    /** The property {@code by}: who did it. */
    public static void writeActor(JsonGenerator json, Actor actor) {
        json.writeName("by");
        json.writeStartObject();
        json.writeStringProperty("kind", word(actor.kind()));
        json.writeStringProperty("appId", actor.appId());
        json.writeStringProperty("objectId", actor.objectId());
        json.writeStringProperty("user", actor.user());
        json.writeEndObject();
    }

    /** {@code commandLine} for {@code COMMAND_LINE}. */
    private static String word(Actor.Kind kind) {
        return kind == Actor.Kind.COMMAND_LINE ? "commandLine" : kind.name().toLowerCase(Locale.ROOT);
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw new ProblemException(
                    Problem.invalidInput("since must be a time such as 2026-03-04T05:06:07Z, got " + text));
        }
    }
}
