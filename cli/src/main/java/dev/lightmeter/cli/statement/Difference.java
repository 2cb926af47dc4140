package dev.lightmeter.cli.statement;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** Where two documents tell different things. */
final class Difference {

    private final List<String> found = new ArrayList<>();

    private Difference() {}

    /** One line for each place, e.g. {@code organisation.score: stated 12.5, recomputed 13}. */
    static List<String> between(JsonNode stated, JsonNode recomputed) {
        Difference difference = new Difference();
        difference.look("", stated, recomputed);
        return difference.found;
    }

    private void look(String place, JsonNode stated, JsonNode recomputed) {
        if (stated.equals(recomputed)) return;
        if (stated.isObject() && recomputed.isObject()) {
            TreeSet<String> names = new TreeSet<>(stated.propertyNames());
            names.addAll(recomputed.propertyNames());
            for (String name : names) {
                look(place.isEmpty() ? name : place + "." + name, stated.path(name), recomputed.path(name));
            }
        } else if (stated.isArray() && recomputed.isArray() && stated.size() == recomputed.size()) {
            for (int i = 0; i < stated.size(); i++) {
                String name = stated.path(i).path("name").asString(Integer.toString(i + 1));
                look(place + "[" + name + "]", stated.path(i), recomputed.path(i));
            }
        } else {
            found.add(place + ": stated " + shown(stated) + ", recomputed " + shown(recomputed));
        }
    }

    private static String shown(JsonNode value) {
        if (value.isArray()) return value.size() + " entries";
        return value.isMissingNode() ? "nothing" : value.asString(value.toString());
    }
}
