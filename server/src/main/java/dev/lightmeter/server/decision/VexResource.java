package dev.lightmeter.server.decision;

import dev.lightmeter.core.decision.VexDocument;
import dev.lightmeter.core.decision.VexStatement;
import dev.lightmeter.server.audit.AuditLog;
import dev.lightmeter.server.auth.Caller;
import dev.lightmeter.server.auth.Permission;
import dev.lightmeter.server.exposure.LiveExposure;
import dev.lightmeter.server.http.Access;
import dev.lightmeter.server.http.Call;
import dev.lightmeter.server.http.Json;
import dev.lightmeter.server.http.Problem;
import dev.lightmeter.server.http.ProblemException;
import dev.lightmeter.server.http.Reply;
import dev.lightmeter.server.http.Route;
import dev.lightmeter.storage.Store;
import java.util.List;
import java.util.function.Supplier;
import tools.jackson.core.JsonGenerator;

/**
 * Shows stored documents of statements (VEX) and takes them away. They come in like reports. They are about products, whoever
 * has them, so they are for callers who see every device group.
 */
public final class VexResource {

    public static final String PATH = "/lightmeter/v1/vex";

    private static final Access READ = Access.needs(Permission.READ);
    private static final Access MANAGE = Access.needs(Permission.MANAGE);
    private static final String DOCUMENT = """
            {"id":"7d0c4a0e-0a7f-3d59-9d2e-0f7b7a2b6a52","name":"https://example.org/vex/7","author":"Acme",
             "version":"2","writtenAt":"2026-10-01T00:00:00Z","file":"acme.vex.json","statements":1}
            """;

    private final Store store;
    private final Supplier<LiveExposure> exposure;
    private final AuditLog audit;

    /** @param exposure throws a problem while the fleet is being loaded */
    public VexResource(Store store, Supplier<LiveExposure> exposure, AuditLog audit) {
        this.store = store;
        this.exposure = exposure;
        this.audit = audit;
    }

    public List<Route> routes() {
        return List.of(
                Route.get(PATH, READ, this::list)
                        .about("The stored documents of statements (VEX)")
                        .answers(200, "{\"documents\":[" + DOCUMENT.strip() + "]}"),
                Route.get(PATH + "/{id}", READ, this::one)
                        .about("One document with what it states")
                        .answers(200, DOCUMENT.strip().replace("\"statements\":1", """
                                "statements":[{"weakness":"CVE-2026-0001","status":"not_affected","product":"pkg:oci/shop",
                                "justification":"vulnerable_code_not_present","statedAt":"2026-10-01T00:00:00Z","place":"line 12"}]""")),
                Route.delete(PATH + "/{id}", MANAGE, this::remove)
                        .about("Takes a document away; what it stated counts no more")
                        .answers(204, ""));
    }

    private Reply list(Call call) {
        var _ = call.callerWhoSeesEverything();
        List<VexDocument> documents = store.vex().all();
        return Reply.json(200, Json.object(json -> {
            json.writeName("documents");
            json.writeStartArray();
            for (VexDocument document : documents) {
                json.writeStartObject();
                write(json, document);
                json.writeNumberProperty("statements", document.statements().size());
                json.writeEndObject();
            }
            json.writeEndArray();
        }));
    }

    private Reply one(Call call) {
        var _ = call.callerWhoSeesEverything();
        VexDocument document = wanted(call);
        return Reply.json(200, Json.object(json -> {
            write(json, document);
            json.writeName("statements");
            json.writeStartArray();
            document.statements().forEach(statement -> write(json, statement));
            json.writeEndArray();
        }));
    }

    private Reply remove(Call call) {
        Caller caller = call.callerWhoSeesEverything();
        VexDocument document = wanted(call);
        store.vex().remove(document.id());
        exposure.get().takeDecisions("statements taken away: " + document.name());
        audit.record(caller, "vex.delete", document.id().toString(), document.name());
        return Reply.empty(204);
    }

    private VexDocument wanted(Call call) {
        String id = call.parameter("id");
        return store.vex().all().stream()
                .filter(document -> document.id().toString().equalsIgnoreCase(id))
                .findFirst()
                .orElseThrow(() -> new ProblemException(Problem.resourceNotFound("document", id)));
    }

    private static void write(JsonGenerator json, VexDocument document) {
        json.writeStringProperty("id", document.id().toString());
        json.writeStringProperty("name", document.name());
        json.writeStringProperty("author", document.author());
        json.writeStringProperty("version", document.version());
        json.writeStringProperty("writtenAt", document.writtenAt().toString());
        json.writeStringProperty("file", document.file());
    }

    private static void write(JsonGenerator json, VexStatement statement) {
        json.writeStartObject();
        json.writeStringProperty("weakness", statement.weakness());
        json.writeStringProperty("status", statement.status().wire());
        json.writeStringProperty("product", statement.product());
        json.writeStringProperty("justification", statement.justification());
        json.writeStringProperty("statedAt", statement.at().toString());
        json.writeStringProperty("place", statement.place());
        json.writeEndObject();
    }
}
