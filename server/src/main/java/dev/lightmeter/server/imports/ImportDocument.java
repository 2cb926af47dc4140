package dev.lightmeter.server.imports;

import dev.lightmeter.core.report.SkippedRow;
import dev.lightmeter.importers.ImportResult.Skipped;
import dev.lightmeter.server.http.Json;
import dev.lightmeter.server.imports.FileImport.Outcome;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/** The answer to an upload: what became of each file. */
public final class ImportDocument {

    private ImportDocument() {}

    /** {@code {"imports":[{files, format, outcome, …}]}}; the command line reads it back for its table. */
    public static byte[] toJson(List<FileImport> imports) {
        return Json.object(json -> {
            json.writeName("imports");
            json.writeStartArray();
            imports.forEach(each -> write(json, each));
            json.writeEndArray();
        });
    }

    private static void write(JsonGenerator json, FileImport each) {
        json.writeStartObject();
        json.writeName("files");
        json.writeStartArray();
        each.files().forEach(json::writeString);
        json.writeEndArray();
        json.writeStringProperty("format", each.format());
        switch (each.outcome()) {
            case Outcome.Report report -> {
                json.writeStringProperty("outcome", "report");
                json.writeStringProperty("source", report.source());
                json.writeNumberProperty("devicesNew", report.devicesNew());
                json.writeNumberProperty("devicesKnown", report.devicesKnown());
                json.writeNumberProperty("findingsNew", report.findingsNew());
                json.writeNumberProperty("findingsUnchanged", report.findingsUnchanged());
                json.writeNumberProperty("findingsFixed", report.findingsFixed());
            }
            case Outcome.Feed feed -> {
                json.writeStringProperty("outcome", "feed");
                json.writeStringProperty("feed", feed.feed());
                json.writeNumberProperty("weaknesses", feed.weaknesses());
            }
            case Outcome.Refused refused -> {
                json.writeStringProperty("outcome", "refused");
                json.writeStringProperty("why", refused.why());
            }
        }
        if (!each.isRefused()) skipped(json, each.skipped());
        json.writeEndObject();
    }

    private static void skipped(JsonGenerator json, Skipped skipped) {
        json.writeNumberProperty("skipped", skipped.total());
        json.writeName("skippedByReason");
        json.writeStartObject();
        skipped.byReason().forEach(json::writeNumberProperty);
        json.writeEndObject();
        json.writeName("skippedRows");
        json.writeStartArray();
        for (SkippedRow row : skipped.rows()) {
            json.writeStartObject();
            json.writeStringProperty("file", row.file());
            json.writeStringProperty("place", row.place());
            json.writeStringProperty("reason", row.reason());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
