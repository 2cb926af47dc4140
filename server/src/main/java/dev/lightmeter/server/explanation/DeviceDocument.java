package dev.lightmeter.server.explanation;

import static dev.lightmeter.server.explanation.ScoreFields.decimal;

import dev.lightmeter.core.Control;
import dev.lightmeter.core.Device;
import dev.lightmeter.core.FindingPath;
import dev.lightmeter.core.ThreatFacts;
import dev.lightmeter.core.fleet.Scoreboard;
import dev.lightmeter.core.score.DeviceExplanation;
import dev.lightmeter.core.score.DeviceExplanation.Part;
import dev.lightmeter.core.score.Finding;
import dev.lightmeter.core.score.Formula;
import dev.lightmeter.server.http.Json;
import dev.lightmeter.storage.FindingPeriod;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.core.JsonGenerator;

/** Why a device has its score: every weakness with its facts, its paths and the numbers of the formula. */
final class DeviceDocument {

    /** The order in which reports arrived must not show: it would tell of devices that the caller does not see. */
    private static final Comparator<FindingPath> BY_SOFTWARE = Comparator.comparing(
                    (FindingPath path) -> path.software().vendor())
            .thenComparing(path -> path.software().product())
            .thenComparing(path -> path.software().version())
            .thenComparing(FindingPath::toString);

    private final Scoreboard board;
    private final int slot;
    private final int top;
    /** By weakness, who reports it. */
    private final Map<String, SortedSet<String>> sources = new HashMap<>();

    private final Formula formula;
    private final LocalDate day;

    /**
     * @param top how many weaknesses; the rest is summed up as {@code others}
     * @param periods all findings of the device
     */
    DeviceDocument(Scoreboard board, int slot, int top, List<FindingPeriod> periods) {
        this.board = board;
        this.slot = slot;
        this.top = top;
        this.formula = new Formula(board.parameters());
        for (FindingPeriod period : periods) {
            if (!period.isOpen()) continue;
            sources.computeIfAbsent(
                            board.fleet().dictionary().weaknessName(period.weakness()), weakness -> new TreeSet<>())
                    .add(period.source());
        }
        this.day = LocalDate.ofInstant(board.asOf(), ZoneOffset.UTC);
    }

    byte[] toJson() {
        DeviceExplanation explanation = board.explain(slot);
        Device device = explanation.device();
        List<Finding> findings = board.fleet().findings(slot);
        List<Part> parts = explanation.parts();
        return Json.object(json -> {
            json.writeStringProperty("kind", "device");
            ScoreFields.basis(json, board);
            json.writeStringProperty("id", device.id());
            json.writeStringProperty("name", device.name());
            json.writeStringProperty("group", board.fleet().groupOf(slot).name());
            json.writeStringProperty("deviceKind", device.kind().wire());
            json.writeStringProperty("state", explanation.state().wire());
            json.writeStringProperty("value", device.value().wire());
            json.writeBooleanProperty("internetFacing", device.internetFacing());
            LocalDate assessed = device.assessedOn();
            json.writeStringProperty("assessedOn", assessed == null ? null : assessed.toString());
            json.writeNumberProperty("hazardNano", explanation.hazardNano());
            decimal(json, "score", explanation.scoreE7() * 100L);
            json.writeStringProperty("level", explanation.level().wire());
            json.writeName("weaknesses");
            json.writeStartArray();
            parts.stream().limit(top).forEach(part -> part(json, part, findings));
            json.writeEndArray();
            json.writeName("weaknessesOthers");
            json.writeStartObject();
            json.writeNumberProperty("count", Math.max(0, parts.size() - top));
            decimal(
                    json,
                    "carries",
                    parts.stream().skip(top).mapToLong(Part::shareE7).sum() * 100);
            json.writeEndObject();
            hidden(json, findings);
        });
    }

    /** What the device has as far as sources say, and what a status or an exception takes all hazard from; controls last. */
    private void hidden(JsonGenerator json, List<Finding> findings) {
        Map<String, List<Finding>> hidden =
                findings.stream().collect(Collectors.groupingBy(Finding::weakness, TreeMap::new, Collectors.toList()));
        hidden.values().removeIf(all -> all.stream().anyMatch(finding -> formula.residualPct(finding.path(), day) > 0));
        json.writeName("hidden");
        json.writeStartArray();
        hidden.entrySet().stream().limit(top).forEach(entry -> {
            json.writeStartObject();
            json.writeStringProperty("id", entry.getKey());
            paths(json, entry.getKey(), entry.getValue());
            json.writeEndObject();
        });
        List<Control> controls = board.fleet().device(slot).orElseThrow().controls().stream()
                .filter(Control::isExcepted)
                .toList();
        controls.stream().limit(Math.max(0, top - hidden.size())).forEach(control -> control(json, control));
        json.writeEndArray();
        json.writeNumberProperty("hiddenOthers", Math.max(0, hidden.size() + controls.size() - top));
    }

    private void control(JsonGenerator json, Control control) {
        json.writeStartObject();
        json.writeStringProperty("id", control.id());
        json.writeNumberProperty("weight", control.weight());
        int group = board.fleet().groupOf(slot).id();
        ReasonFields.because(json, board.fleet().decisions().reasons(group, control));
        json.writeEndObject();
    }

    private void part(JsonGenerator json, Part part, List<Finding> findings) {
        json.writeStartObject();
        json.writeStringProperty("id", part.key());
        decimal(json, "carries", part.shareE7() * 100);
        decimal(json, "wouldSave", part.wouldSaveE7() * 100);
        json.writeNumberProperty("hazardNano", part.hazardNano());
        if (!part.key().equals(DeviceExplanation.CONFIGURATION)) {
            ThreatFacts facts = board.facts(part.key());
            boolean alert = findings.stream()
                    .anyMatch(finding -> finding.weakness().equals(part.key())
                            && finding.path().alert());
            WeaknessFields.facts(json, board, facts, alert);
            boolean facing =
                    board.fleet().device(slot).map(Device::internetFacing).orElse(false);
            Json.writeTexts(json, "sources", sources.getOrDefault(part.key(), Collections.emptySortedSet()));
            json.writeNumberProperty("contextPct", formula.contextPct(facts, facing));
            paths(json, part.key(), findings);
        }
        json.writeEndObject();
    }

    private void paths(JsonGenerator json, String weakness, List<Finding> findings) {
        json.writeName("paths");
        json.writeStartArray();
        findings.stream()
                .filter(finding -> finding.weakness().equals(weakness))
                .map(Finding::path)
                .sorted(BY_SOFTWARE)
                .forEach(path -> path(json, weakness, path));
        json.writeEndArray();
    }

    private void path(JsonGenerator json, String weakness, FindingPath path) {
        json.writeStartObject();
        json.writeStringProperty("vendor", path.software().vendor());
        json.writeStringProperty("product", path.software().product());
        json.writeStringProperty("version", path.software().version());
        json.writeStringProperty("recommendation", path.recommendation());
        json.writeStringProperty("status", path.status().wire());
        var exception = path.exception();
        if (exception != null) {
            json.writeStringProperty("exception", exception.justification().wire());
            LocalDate expires = exception.expires();
            json.writeStringProperty("expires", expires == null ? null : expires.toString());
        }
        json.writeNumberProperty("residualPct", formula.residualPct(path, day));
        Device device = board.fleet().device(slot).orElseThrow();
        int group = board.fleet().groupOf(slot).id();
        ReasonFields.because(json, board.fleet().decisions().reasons(device, group, weakness, path));
        json.writeEndObject();
    }
}
