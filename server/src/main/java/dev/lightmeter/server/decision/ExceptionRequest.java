package dev.lightmeter.server.decision;

import dev.lightmeter.core.RemediationException.Justification;
import dev.lightmeter.core.decision.DecisionScope;
import dev.lightmeter.core.decision.DecisionSubject;
import dev.lightmeter.core.group.DeviceGroup;
import dev.lightmeter.server.http.JsonBody;
import dev.lightmeter.server.http.Problem;
import dev.lightmeter.server.http.ProblemException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The words in which somebody asks for an exception, and the draft that they mean. */
final class ExceptionRequest {

    private static final Set<String> FIELDS =
            Set.of("recommendationId", "cveId", "justification", "deviceGroups", "firstDay", "lastDay", "note");

    private final JsonBody body;

    private ExceptionRequest(JsonBody body) {
        this.body = body;
    }

    /** @param json an object with the fields that docs/api.md names; anything else is a problem with status 400 */
    static ExceptionRequest of(byte[] json) {
        return new ExceptionRequest(JsonBody.of(json, FIELDS));
    }

    /**
     * The draft that is meant; a problem with status 400 if it cannot be.
     *
     * @param groups the device groups that may be named
     */
    ExceptionDraft draft(List<DeviceGroup> groups, LocalDate today) {
        DecisionScope scope = scope(groups);
        LocalDate firstDay = day("firstDay").orElse(today);
        LocalDate lastDay = day("lastDay").orElse(null);
        refusePast(lastDay, today);
        try {
            return new ExceptionDraft(
                    subject(),
                    justification(),
                    scope,
                    body.text("note").map(String::strip).orElse(""),
                    firstDay,
                    lastDay);
        } catch (IllegalArgumentException e) {
            throw wrong("This exception cannot be made: " + e.getMessage());
        }
    }

    private static void refusePast(@Nullable LocalDate lastDay, LocalDate today) {
        if (lastDay != null && lastDay.isBefore(today)) {
            throw wrong("lastDay must not be in the past, got " + lastDay);
        }
    }

    private DecisionSubject subject() {
        Optional<String> recommendation = body.text("recommendationId").filter(id -> !id.isBlank());
        Optional<String> weakness = body.text("cveId").filter(id -> !id.isBlank());
        if (recommendation.isPresent() == weakness.isPresent()) {
            throw wrong("An exception is about one recommendationId or one cveId");
        }
        return recommendation
                .<DecisionSubject>map(id -> new DecisionSubject.Recommendation(id.strip()))
                .orElseGet(() -> ExceptionDraft.weakness(weakness.orElseThrow()));
    }

    private Justification justification() {
        String text = body.requiredText("justification");
        return Justification.parse(text)
                .orElseThrow(() -> body.refuse(
                        "justification",
                        "must be one of "
                                + Stream.of(Justification.values())
                                        .map(Justification::wire)
                                        .collect(Collectors.joining(", "))));
    }

    private DecisionScope scope(List<DeviceGroup> groups) {
        Optional<Set<String>> names = body.texts("deviceGroups");
        if (names.isEmpty()) return DecisionScope.GLOBAL;
        if (names.get().isEmpty()) throw body.refuse("deviceGroups", "must name at least one; leave it out for all");
        return DecisionScope.Groups.of(names.get().stream()
                .map(name -> groups.stream()
                        .filter(group -> group.name().equalsIgnoreCase(name))
                        .findFirst()
                        .orElseThrow(() -> wrong("There is no device group " + name)))
                .map(DeviceGroup::id)
                .collect(Collectors.toSet()));
    }

    private Optional<LocalDate> day(String name) {
        try {
            return body.text(name).map(LocalDate::parse);
        } catch (DateTimeParseException e) {
            throw body.refuse(name, "must be a day such as 2026-12-31");
        }
    }

    private static ProblemException wrong(String message) {
        return new ProblemException(Problem.invalidInput(message));
    }
}
