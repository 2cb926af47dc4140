package dev.lightmeter.server.imports;

import dev.lightmeter.core.report.SkippedRow;
import dev.lightmeter.importers.ImportResult.Skipped;
import dev.lightmeter.importers.Recognition;
import dev.lightmeter.server.http.Json;
import dev.lightmeter.server.imports.FileImport.Outcome;
import dev.lightmeter.server.imports.FileImport.Rows;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;

/** The answer to an upload: what became of each file. */
public final class ImportDocument {

    private ImportDocument() {}

    /** {@code {"imports":[{files, format, outcome, …}]}}; the command line reads it back for its table. */
    public static byte[] toJson(List<FileImport> imports) {
        return toJson(imports, Integer.MAX_VALUE);
    }

    /** @param rows how many of the rows that were left out are named for each report; they are counted in any case */
    static byte[] toJson(List<FileImport> imports, int rows) {
        return Json.object(json -> {
            json.writeName("imports");
            json.writeStartArray();
            imports.forEach(each -> write(json, each, rows));
            json.writeEndArray();
        });
    }

    private static void write(JsonGenerator json, FileImport each, int rows) {
        json.writeStartObject();
        Json.writeTexts(json, "files", each.files());
        Recognition recognition = each.recognition();
        json.writeStringProperty("format", recognition.format());
        json.writeStringProperty("version", recognition.version());
        Json.writeTexts(json, "recognisedBy", recognition.clues());
        json.writeNumberProperty("bytes", each.bytes());
        json.writeNumberProperty("milliseconds", each.took().toMillis());
        switch (each.outcome()) {
            case Outcome.Report report -> {
                json.writeStringProperty("outcome", "report");
                json.writeStringProperty("source", report.source());
                json.writeNumberProperty("devicesNew", report.devicesNew());
                json.writeNumberProperty("devicesKnown", report.devicesKnown());
                json.writeNumberProperty("findingsNew", report.findingsNew());
                json.writeNumberProperty("findingsUnchanged", report.findingsUnchanged());
                json.writeNumberProperty("findingsFixed", report.findingsFixed());
                gaps(json, report.gaps());
            }
            case Outcome.Feed feed -> {
                json.writeStringProperty("outcome", "feed");
                json.writeStringProperty("feed", feed.feed());
                json.writeNumberProperty("weaknesses", feed.weaknesses());
            }
            case Outcome.Statements statements -> statements(json, statements, rows);
            case Outcome.Refused refused -> {
                json.writeStringProperty("outcome", "refused");
                json.writeStringProperty("why", refused.why());
            }
        }
        if (!each.isRefused()) rows(json, each.rows(), rows);
        json.writeEndObject();
    }

    private static void gaps(JsonGenerator json, WeaknessGaps gaps) {
        json.writeNumberProperty("weaknesses", gaps.weaknesses());
        json.writeNumberProperty("withoutCve", gaps.withoutCve());
        json.writeNumberProperty("withoutEpss", gaps.withoutEpss());
        json.writeNumberProperty("withoutCvss", gaps.withoutCvss());
    }

    private static void statements(JsonGenerator json, Outcome.Statements statements, int most) {
        StatementFit fit = statements.fit();
        json.writeStringProperty("outcome", "statements");
        json.writeStringProperty("document", statements.document());
        json.writeStringProperty("author", statements.author());
        json.writeStringProperty("kept", statements.kept().name().toLowerCase(Locale.ROOT));
        json.writeNumberProperty("statements", fit.statements());
        json.writeNumberProperty("fitting", fit.fitting());
        json.writeNumberProperty("weaknessNotFound", fit.weaknessNotFound());
        json.writeNumberProperty("productNotFound", fit.productNotFound());
        rows(json, "weaknessesNotFound", fit.weaknessesNotFound(), most);
        rows(json, "productsNotFound", fit.productsNotFound(), most);
    }

    private static void rows(JsonGenerator json, Rows rows, int most) {
        Skipped skipped = rows.skipped();
        json.writeNumberProperty("records", rows.records());
        json.writeNumberProperty("skipped", skipped.total());
        json.writeName("skippedByReason");
        json.writeStartObject();
        skipped.byReason().forEach(json::writeNumberProperty);
        json.writeEndObject();
        rows(json, "skippedRows", skipped.rows(), most);
    }

    private static void rows(JsonGenerator json, String name, List<SkippedRow> rows, int most) {
        json.writeName(name);
        json.writeStartArray();
        for (SkippedRow row : rows.subList(0, Math.min(most, rows.size()))) {
            json.writeStartObject();
            json.writeStringProperty("file", row.file());
            json.writeStringProperty("place", row.place());
            json.writeStringProperty("reason", row.reason());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
