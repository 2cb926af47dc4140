package dev.lightmeter.server.decision;

import dev.lightmeter.core.decision.DecisionScope;
import dev.lightmeter.core.decision.DecisionSubject;
import dev.lightmeter.core.decision.RiskException;
import dev.lightmeter.core.decision.RiskException.Act;
import dev.lightmeter.core.group.DeviceGroup;
import dev.lightmeter.server.http.Json;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/** Exceptions as JSON, as far as somebody may know of them. */
public final class ExceptionDocument {

    private final Collection<DeviceGroup> inSight;
    private final LocalDate today;

    /** @param inSight the device groups that are told; an exception for others besides does not show it */
    public ExceptionDocument(Collection<DeviceGroup> inSight, LocalDate today) {
        this.inSight = inSight;
        this.today = today;
    }

    /** {@code {"exceptions":[…]}}. */
    public byte[] of(List<RiskException> exceptions) {
        return Json.object(json -> {
            json.writeName("exceptions");
            json.writeStartArray();
            for (RiskException exception : exceptions) {
                json.writeStartObject();
                write(json, exception);
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }

    /** One exception. */
    public byte[] of(RiskException exception) {
        return Json.object(json -> write(json, exception));
    }

    void write(JsonGenerator json, RiskException exception) {
        boolean ofWeakness = exception.subject() instanceof DecisionSubject.Weakness;
        json.writeStringProperty("id", exception.id().toString());
        json.writeStringProperty(
                "recommendationId", ofWeakness ? null : exception.subject().id());
        json.writeStringProperty("cveId", ofWeakness ? exception.subject().id() : null);
        json.writeStringProperty("justification", exception.justification().wire());
        json.writeStringProperty("state", exception.on(today).wire());
        json.writeStringProperty("scope", exception.isGlobal() ? "global" : "deviceGroups");
        Json.writeTexts(json, "deviceGroups", groups(exception.scope()));
        json.writeStringProperty("firstDay", exception.firstDay().toString());
        LocalDate lastDay = exception.lastDay();
        json.writeStringProperty("lastDay", lastDay == null ? null : lastDay.toString());
        json.writeStringProperty("note", exception.note());
        json.writeStringProperty("createdAt", exception.created().at().toString());
        json.writeStringProperty("createdBy", exception.created().name());
        Act cancelled = exception.cancelled();
        json.writeStringProperty(
                "cancelledAt", cancelled == null ? null : cancelled.at().toString());
        json.writeStringProperty("cancelledBy", cancelled == null ? null : cancelled.name());
    }

    private List<String> groups(DecisionScope scope) {
        if (scope instanceof DecisionScope.Global) return List.of();
        return inSight.stream()
                .filter(group -> scope.covers(group.id()))
                .map(DeviceGroup::name)
                .toList();
    }
}
