package dev.lightmeter.server.imports;

import dev.lightmeter.server.audit.AuditResource;
import dev.lightmeter.storage.ImportRun;
import java.time.Duration;
import tools.jackson.core.JsonGenerator;

/** An upload as JSON. */
final class ImportRunDocument {

    private ImportRunDocument() {}

    /** Its properties, without what became of each file. */
    static void write(JsonGenerator json, ImportRun run, boolean isGoing) {
        json.writeNumberProperty("id", run.number());
        json.writeStringProperty("name", run.name());
        json.writeStringProperty("state", state(run, isGoing));
        json.writeNumberProperty("bytes", run.bytes());
        AuditResource.writeActor(json, run.actor());
        json.writeStringProperty("startedAt", run.startedAt().toString());
        if (run.finishedAt() == null) {
            json.writeNullProperty("finishedAt");
            json.writeNullProperty("milliseconds");
        } else {
            json.writeStringProperty("finishedAt", run.finishedAt().toString());
            json.writeNumberProperty(
                    "milliseconds",
                    Duration.between(run.startedAt(), run.finishedAt()).toMillis());
        }
        json.writeNumberProperty("reports", run.outcome().reports());
        json.writeNumberProperty("feeds", run.outcome().feeds());
        json.writeNumberProperty("refused", run.outcome().refused());
    }

    /** Adds what became of each file; null while it is not known, or if there were too many. */
    static void writeResult(JsonGenerator json, ImportRun run) {
        json.writeName("result");
        if (run.document().isEmpty()) {
            json.writeNull();
        } else {
            json.writeRawValue(run.document());
        }
    }

    private static String state(ImportRun run, boolean isGoing) {
        if (run.finishedAt() == null) return isGoing ? "running" : "interrupted";
        boolean nothing = run.outcome().reports() + run.outcome().feeds() == 0;
        return nothing && run.outcome().refused() > 0 ? "refused" : "finished";
    }
}
