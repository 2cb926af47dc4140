package dev.lightmeter.cli.gate;

import dev.lightmeter.cli.gate.Limits.Check;
import dev.lightmeter.cli.outcome.ExitCode;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What a gate answers. */
sealed interface Verdict {

    /** Every limit was looked at. */
    record Checked(Reading group, List<Check> checks) implements Verdict {
        public Checked {
            checks = List.copyOf(checks);
        }
    }

    /** Nothing could be looked at; the sentence says why. */
    record CannotTell(String group, String why) implements Verdict {}

    /** A limit that is broken closes the gate, whatever else is not known. */
    default int exitCode() {
        return switch (this) {
            case CannotTell unknown -> ExitCode.CANNOT_TELL;
            case Checked(var group, var checks) ->
                checks.stream().anyMatch(Check.NotMet.class::isInstance)
                        ? ExitCode.NO
                        : checks.stream().anyMatch(Check.Unknown.class::isInstance)
                                ? ExitCode.CANNOT_TELL
                                : ExitCode.DONE;
        };
    }

    /** {@code PASS Servers: score 12.5 of at most 40}: what closes the gate, or else all that was looked at. */
    default String line() {
        return switch (this) {
            case CannotTell(var name, var why) -> word() + " " + name + ": " + why;
            case Checked(var group, var checks) -> {
                List<Check> reasons = checks.stream()
                        .filter(exitCode() == ExitCode.NO ? Check.NotMet.class::isInstance : _ -> true)
                        .toList();
                yield word() + " " + group.name() + ": "
                        + reasons.stream().map(Check::phrase).collect(Collectors.joining("; "));
            }
        };
    }

    /** The same for programs. */
    default String json() {
        ObjectNode json = new JsonMapper().createObjectNode();
        json.put("verdict", wire());
        ArrayNode checks = json.arrayNode();
        switch (this) {
            case CannotTell(var name, var why) -> json.put("group", name).put("why", why);
            case Checked(var group, var looked) -> {
                json.put("group", group.name()).put("asOf", group.asOf());
                json.put("score", group.score() == null ? null : group.score().toPlainString());
                for (Check check : looked) {
                    ObjectNode one = checks.addObject();
                    switch (check) {
                        case Check.Met(var name, var phrase) -> put(one, name, "met", phrase);
                        case Check.NotMet(var name, var phrase) -> put(one, name, "not-met", phrase);
                        case Check.Unknown(var name, var phrase) -> put(one, name, "unknown", phrase);
                    }
                }
            }
        }
        json.set("limits", checks);
        return json.toString();
    }

    private static void put(ObjectNode one, String name, String outcome, String phrase) {
        one.put("limit", name).put("outcome", outcome).put("says", phrase);
    }

    private String word() {
        return switch (exitCode()) {
            case ExitCode.DONE -> "PASS";
            case ExitCode.NO -> "FAIL";
            default -> "CANNOT TELL";
        };
    }

    private String wire() {
        return switch (exitCode()) {
            case ExitCode.DONE -> "pass";
            case ExitCode.NO -> "fail";
            default -> "cannot-tell";
        };
    }
}
