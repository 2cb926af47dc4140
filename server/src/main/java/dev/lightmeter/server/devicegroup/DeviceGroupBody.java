package dev.lightmeter.server.devicegroup;

import dev.lightmeter.core.group.GroupRule;
import dev.lightmeter.core.group.GroupRule.Attribute;
import dev.lightmeter.core.group.GroupRule.Operator;
import dev.lightmeter.server.http.JsonBody;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Reads what clients send about device groups. */
final class DeviceGroupBody {

    private static final Set<String> RULE = Set.of("attribute", "operator", "value", "values");

    private DeviceGroupBody() {}

    /** A name that can stand in a line of a log and in a list. */
    static String name(JsonBody body) {
        String name = body.requiredText("name").strip();
        if (name.isEmpty() || name.length() > 200 || hasControls(name)) {
            throw body.refuse("name", "must be 1 to 200 characters on one line");
        }
        return name;
    }

    static Optional<String> description(JsonBody body) {
        Optional<String> description = body.text("description");
        if (description.isPresent() && (description.get().length() > 1000 || hasControls(description.get()))) {
            throw body.refuse("description", "must be at most 1000 characters on one line");
        }
        return description;
    }

    /** The principals of {@code assignedTo}; empty if the field is not there. */
    static Optional<List<String>> assignedTo(JsonBody body) {
        Optional<List<String>> principals = body.texts("assignedTo").map(List::copyOf);
        if (principals.isPresent()) {
            for (String principal : principals.get()) {
                if (principal.isBlank() || principal.length() > 300 || hasControls(principal)) {
                    throw body.refuse("assignedTo", "must list ids or names, none of them empty");
                }
            }
        }
        return principals;
    }

    static List<GroupRule> rules(JsonBody body) {
        List<JsonBody> objects = body.objects("rules", RULE).orElse(List.of());
        if (objects.isEmpty()) throw body.refuse("rules", "must list at least one rule");
        List<GroupRule> rules = new ArrayList<>();
        for (JsonBody object : objects) rules.add(rule(object));
        return rules;
    }

    private static GroupRule rule(JsonBody body) {
        Attribute attribute = Attribute.parse(body.requiredText("attribute"))
                .orElseThrow(() -> body.refuse(
                        "attribute",
                        "must be one of " + String.join(", ", wires(Attribute.values(), Attribute::wire))));
        Operator operator = Operator.parse(body.requiredText("operator"))
                .orElseThrow(() -> body.refuse(
                        "operator", "must be one of " + String.join(", ", wires(Operator.values(), Operator::wire))));
        List<String> values = body.has("values")
                ? List.copyOf(body.texts("values").orElse(Set.of()))
                : List.of(body.requiredText("value"));
        if (values.isEmpty() || values.stream().anyMatch(value -> value.isBlank() || hasControls(value))) {
            throw body.refuse(body.has("values") ? "values" : "value", "must not be empty");
        }
        return new GroupRule(attribute, operator, values);
    }

    private static <T> List<String> wires(T[] all, Function<T, String> wire) {
        return Arrays.stream(all).map(wire).toList();
    }

    private static boolean hasControls(String text) {
        return text.chars().anyMatch(Character::isISOControl)
                || !StandardCharsets.UTF_8.newEncoder().canEncode(text); // half a character
    }
}
