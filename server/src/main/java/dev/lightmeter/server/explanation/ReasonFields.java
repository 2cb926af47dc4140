package dev.lightmeter.server.explanation;

import dev.lightmeter.core.decision.DecisionSubject;
import dev.lightmeter.core.decision.Reason;
import dev.lightmeter.core.decision.RiskException;
import dev.lightmeter.core.decision.VexDocument;
import dev.lightmeter.core.decision.VexStatement;
import java.time.LocalDate;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/** What was decided about a path, by whom and until when. */
final class ReasonFields {

    private ReasonFields() {}

    /** {@code "because":[…]}; nothing where nobody decided anything. */
    static void because(JsonGenerator json, List<Reason> reasons) {
        if (reasons.isEmpty()) return;
        json.writeName("because");
        json.writeStartArray();
        for (Reason reason : reasons) {
            json.writeStartObject();
            switch (reason) {
                case Reason.Stated(var document, var statement) -> stated(json, document, statement);
                case Reason.Excepted(var exception) -> excepted(json, exception);
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void stated(JsonGenerator json, VexDocument document, VexStatement statement) {
        json.writeStringProperty("kind", "statement");
        json.writeStringProperty("document", document.name());
        json.writeStringProperty("author", document.author());
        json.writeStringProperty("status", statement.status().wire());
        json.writeStringProperty("justification", statement.justification());
        json.writeStringProperty("statedAt", statement.at().toString());
    }

    private static void excepted(JsonGenerator json, RiskException exception) {
        boolean ofWeakness = exception.subject() instanceof DecisionSubject.Weakness;
        json.writeStringProperty("kind", "exception");
        json.writeStringProperty("id", exception.id().toString());
        json.writeStringProperty(
                ofWeakness ? "cveId" : "recommendationId", exception.subject().id());
        json.writeStringProperty("justification", exception.justification().wire());
        LocalDate lastDay = exception.lastDay();
        json.writeStringProperty("lastDay", lastDay == null ? null : lastDay.toString());
        json.writeStringProperty("createdBy", exception.created().name());
        json.writeStringProperty("note", exception.note());
    }
}
