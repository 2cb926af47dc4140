package dev.lightmeter.server.whatif;

import dev.lightmeter.core.Decimals;
import dev.lightmeter.core.DeviceValue;
import dev.lightmeter.core.Evidence;
import dev.lightmeter.core.ThreatFacts;
import dev.lightmeter.core.fleet.Change;
import dev.lightmeter.core.fleet.ScoreShape;
import dev.lightmeter.core.fleet.Scoreboard;
import dev.lightmeter.core.score.Parameters;
import dev.lightmeter.server.http.JsonBody;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What somebody asks to be otherwise.
 *
 * @param shape the shape of the scores then; today's are always in ours
 * @param top how many devices are told that move most
 */
record WhatIfRequest(List<Change> changes, ScoreShape shape, int top) {

    private static final int MOST_CHANGES = 100;
    private static final int MOST_RECOMMENDATIONS = 1000;
    private static final int TOP = 10;
    private static final int MOST_TOP = 1000;
    private static final Set<String> KNOWN = Set.of("changes", "shape", "top");
    private static final Set<String> KNOWN_IN_CHANGE = Set.of(
            "apply",
            "remove",
            "device",
            "value",
            "internetFacing",
            "group",
            "weakness",
            "epss",
            "cvss",
            "kev",
            "ransomware",
            "exploitInKit",
            "exploitVerified",
            "publicExploit",
            "parameters");
    private static final Set<String> KNOWN_IN_PARAMETERS = Set.of(
            "scalePct", "breadthPct", "internetPct", "staleDays", "tailPct", "lowWeight", "normalWeight", "highWeight");

    WhatIfRequest {
        changes = List.copyOf(changes);
    }

    static WhatIfRequest of(byte[] body, Scoreboard board) {
        JsonBody json = JsonBody.of(body, KNOWN);
        List<JsonBody> listed = json.objects("changes", KNOWN_IN_CHANGE).orElse(List.of());
        if (listed.size() > MOST_CHANGES) {
            throw json.refuse("changes", "may hold " + MOST_CHANGES + " changes, not " + listed.size());
        }
        List<Change> changes = new ArrayList<>();
        for (JsonBody change : listed) changes.addAll(changes(change, board));
        String shape = json.text("shape").orElse(ScoreShape.LIGHTMETER.id());
        return new WhatIfRequest(
                changes,
                ScoreShape.parse(shape)
                        .orElseThrow(() -> json.refuse(
                                "shape",
                                "must be one of "
                                        + Stream.of(ScoreShape.values())
                                                .map(ScoreShape::id)
                                                .collect(Collectors.joining(", ")))),
                json.wholeNumber("top", 0, MOST_TOP).orElse(TOP));
    }

    /** One object tells of one subject: recommendations, a device, a weakness or the model. */
    private static List<Change> changes(JsonBody json, Scoreboard board) {
        List<String> subjects = Stream.of("apply", "remove", "device", "weakness", "parameters")
                .filter(json::has)
                .toList();
        if (subjects.size() != 1) {
            throw json.refuse("apply", "or one of remove, device, weakness, parameters must stand there, and only one");
        }
        return switch (subjects.getFirst()) {
            case "apply" -> List.of(apply(json, board));
            case "remove" -> List.of(new Change.Remove(json.requiredText("remove")));
            case "device" -> ofDevice(json);
            case "weakness" -> ofWeakness(json, board);
            default -> List.of(new Change.Model(parameters(json, board.parameters())));
        };
    }

    private static Change apply(JsonBody json, Scoreboard board) {
        Set<String> recommendations = json.texts("apply").orElse(Set.of());
        if (recommendations.isEmpty() || recommendations.size() > MOST_RECOMMENDATIONS) {
            throw json.refuse("apply", "must name 1 to " + MOST_RECOMMENDATIONS + " recommendations");
        }
        return new Change.Apply(recommendations.stream()
                .map(id -> board.census()
                        .concern(id)
                        .orElseThrow(() -> json.refuse(
                                "apply", "names the recommendation " + id + ", which no device that counts needs"))
                        .recommendation())
                .collect(Collectors.toSet()));
    }

    private static List<Change> ofDevice(JsonBody json) {
        String device = json.requiredText("device");
        List<Change> changes = new ArrayList<>();
        json.text("value")
                .ifPresent(value -> changes.add(new Change.Value(
                        device,
                        DeviceValue.parse(value)
                                .orElseThrow(() -> json.refuse("value", "must be Low, Normal or High")))));
        json.truth("internetFacing").ifPresent(facing -> changes.add(new Change.Facing(device, facing)));
        json.text("group").ifPresent(group -> changes.add(new Change.Move(device, group)));
        if (changes.isEmpty()) throw json.refuse("device", "needs a value, internetFacing or a group beside it");
        return changes;
    }

    private static List<Change> ofWeakness(JsonBody json, Scoreboard board) {
        String weakness = json.requiredText("weakness");
        var known = board.fleet().dictionary().findWeakness(weakness);
        if (known.isEmpty() || board.census().devicesExposedTo(known.getAsInt()) == 0) {
            throw json.refuse("weakness", "names " + weakness + ", which no device that counts has");
        }
        List<Change> changes = new ArrayList<>();
        json.text("epss")
                .ifPresent(text -> changes.add(new Change.Epss(weakness, scaled(json, "epss", text, 5, 100_000))));
        json.text("cvss").ifPresent(text -> changes.add(new Change.Cvss(weakness, scaled(json, "cvss", text, 1, 100))));
        if (Stream.of("kev", "ransomware", "exploitInKit", "exploitVerified", "publicExploit")
                .anyMatch(json::has)) {
            Evidence now = board.facts(weakness).evidence();
            changes.add(new Change.Exploits(
                    weakness,
                    new Evidence(
                            json.truth("kev").orElse(now.kev()),
                            json.truth("ransomware").orElse(now.kevRansomware()),
                            json.truth("exploitInKit").orElse(now.exploitInKit()),
                            json.truth("exploitVerified").orElse(now.exploitVerified()),
                            json.truth("publicExploit").orElse(now.publicExploit()))));
        }
        if (changes.isEmpty()) throw json.refuse("weakness", "needs epss, cvss or evidence such as kev beside it");
        return changes;
    }

    private static int scaled(JsonBody json, String name, String text, int scale, int top) {
        if (text.equals("none")) return ThreatFacts.MISSING;
        return Decimals.scaled(text, scale, top)
                .orElseThrow(() -> json.refuse(name, "must be a number such as \"0.9\", or \"none\""));
    }

    private static Parameters parameters(JsonBody json, Parameters now) {
        JsonBody said = json.object("parameters", KNOWN_IN_PARAMETERS)
                .orElseThrow(() -> json.refuse("parameters", "must be an object"));
        try {
            return new Parameters(
                    now.version() + " changed",
                    said.wholeNumber("scalePct", 0, 900).orElse(now.scalePct()),
                    said.wholeNumber("breadthPct", 0, 100).orElse(now.breadthPct()),
                    said.wholeNumber("internetPct", 100, 900).orElse(now.internetPct()),
                    now.floors(),
                    now.priorP5(),
                    now.labelImpactPct(),
                    now.endOfSupportOsP5(),
                    now.endOfSupportAppP5(),
                    now.knownExploitedImpactPct(),
                    now.residualPct(),
                    now.configurationMaxNano(),
                    new Parameters.Weights(
                            said.wholeNumber("lowWeight", 1, 1000)
                                    .orElse(now.weights().low()),
                            said.wholeNumber("normalWeight", 1, 1000)
                                    .orElse(now.weights().normal()),
                            said.wholeNumber("highWeight", 1, 1000)
                                    .orElse(now.weights().high())),
                    said.wholeNumber("staleDays", 1, 3650).orElse(now.staleDays()),
                    said.wholeNumber("tailPct", 1, 100).orElse(now.tailPct()),
                    now.hidesExceptedWeaknesses());
        } catch (IllegalArgumentException e) {
            throw json.refuse("parameters", "do not fit: " + e.getMessage());
        }
    }
}
