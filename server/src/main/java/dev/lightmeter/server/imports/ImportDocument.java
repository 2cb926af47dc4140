package dev.lightmeter.server.imports;

import dev.lightmeter.core.report.SkippedRow;
import dev.lightmeter.importers.ImportResult.Skipped;
import dev.lightmeter.server.http.Json;
import dev.lightmeter.server.imports.FileImport.Outcome;
import java.util.List;
import java.util.Locale;
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
            case Outcome.Statements statements -> statements(json, statements);
            case Outcome.Refused refused -> {
                json.writeStringProperty("outcome", "refused");
                json.writeStringProperty("why", refused.why());
            }
        }
        if (!each.isRefused()) skipped(json, each.skipped());
        json.writeEndObject();
    }

    private static void statements(JsonGenerator json, Outcome.Statements statements) {
        StatementFit fit = statements.fit();
        json.writeStringProperty("outcome", "statements");
        json.writeStringProperty("document", statements.document());
        json.writeStringProperty("author", statements.author());
        json.writeStringProperty("kept", statements.kept().name().toLowerCase(Locale.ROOT));
        json.writeNumberProperty("statements", fit.statements());
        json.writeNumberProperty("fitting", fit.fitting());
        json.writeNumberProperty("weaknessNotFound", fit.weaknessNotFound());
        json.writeNumberProperty("productNotFound", fit.productNotFound());
        rows(json, "weaknessesNotFound", fit.weaknessesNotFound());
        rows(json, "productsNotFound", fit.productsNotFound());
    }

    private static void skipped(JsonGenerator json, Skipped skipped) {
        json.writeNumberProperty("skipped", skipped.total());
        json.writeName("skippedByReason");
        json.writeStartObject();
        skipped.byReason().forEach(json::writeNumberProperty);
        json.writeEndObject();
        rows(json, "skippedRows", skipped.rows());
    }

    private static void rows(JsonGenerator json, String name, List<SkippedRow> rows) {
        json.writeName(name);
        json.writeStartArray();
        for (SkippedRow row : rows) {
            json.writeStartObject();
            json.writeStringProperty("file", row.file());
            json.writeStringProperty("place", row.place());
            json.writeStringProperty("reason", row.reason());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
