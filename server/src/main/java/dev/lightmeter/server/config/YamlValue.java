package dev.lightmeter.server.config;

import dev.lightmeter.core.Spelling;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * A value in the configuration file that knows its place, so that every refusal can name it.
 *
 * @param name the key, e.g. {@code device-groups[2].rules}
 */
record YamlValue(String file, String name, Node node) {

    private static final Duration LONGEST = Duration.ofDays(365);

    ConfigurationException refuse(String why) {
        String line = node.getStartMark()
                .map(mark -> ", line " + (mark.getLine() + 1))
                .orElse("");
        return new ConfigurationException(file + line + ": " + (name.isEmpty() ? "the file" : name) + " " + why, null);
    }

    boolean isNothing() {
        return node.getTag().equals(Tag.NULL);
    }

    boolean isMapping() {
        return node instanceof MappingNode;
    }

    /** A text that is not blank. Numbers and truths count as the text they are written as. */
    String text() {
        if (!(node instanceof ScalarNode scalar) || isNothing()) throw refuse("must be a text");
        if (scalar.getValue().isBlank()) throw refuse("must not be empty");
        return scalar.getValue().strip();
    }

    int wholeNumber(int least, int most) {
        String text = text();
        try {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) return number;
        } catch (NumberFormatException e) {
            // refused below with the same words
        }
        throw refuse("must be a whole number from " + least + " to " + most + ", got '" + text + "'");
    }

    boolean truth() {
        return switch (text()) {
            case "true" -> true;
            case "false" -> false;
            default -> throw refuse("must be true or false, got '" + text() + "'");
        };
    }

    /** A number with a unit: {@code 90s}, {@code 30m}, {@code 6h}, {@code 1d}. */
    Duration duration(Duration least) {
        String text = text();
        try {
            long number = Long.parseLong(text.substring(0, text.length() - 1).strip());
            Duration duration =
                    switch (text.charAt(text.length() - 1)) {
                        case 's' -> Duration.ofSeconds(number);
                        case 'm' -> Duration.ofMinutes(number);
                        case 'h' -> Duration.ofHours(number);
                        case 'd' -> Duration.ofDays(number);
                        default -> throw new NumberFormatException(text);
                    };
            if (duration.compareTo(least) >= 0 && duration.compareTo(LONGEST) <= 0) return duration;
        } catch (NumberFormatException | ArithmeticException e) {
            // refused below with the same words
        }
        throw refuse("must be a time such as 90s, 30m, 6h or 1d, at least " + least.toSeconds()
                + "s and at most 365d, got '" + text + "'");
    }

    /** An address that starts with http:// or https:// and names a host. */
    URI webAddress() {
        try {
            URI address = URI.create(text());
            boolean web = "http".equalsIgnoreCase(address.getScheme()) || "https".equalsIgnoreCase(address.getScheme());
            if (web && address.getHost() != null) return address;
        } catch (IllegalArgumentException e) {
            // refused below with the same words
        }
        throw refuse("must be an address that starts with http:// or https://, got '" + text() + "'");
    }

    /** The elements of a list; a single value stands for a list of one. */
    List<YamlValue> list() {
        if (isNothing()) return List.of();
        if (!(node instanceof SequenceNode sequence)) return List.of(this);
        List<YamlValue> elements = new ArrayList<>();
        for (Node element : sequence.getValue()) {
            elements.add(new YamlValue(file, name + "[" + (elements.size() + 1) + "]", element));
        }
        return elements;
    }

    List<String> texts() {
        return list().stream().map(YamlValue::text).toList();
    }

    /** The fields of a mapping; keys without a value are left out. */
    Map<String, YamlValue> fields() {
        if (!(node instanceof MappingNode mapping)) throw refuse("must hold keys with values");
        Map<String, YamlValue> fields = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) throw refuse("has a key that is not a text");
            String full = name.isEmpty() ? key.getValue() : name + "." + key.getValue();
            YamlValue field = new YamlValue(file, full, tuple.getValueNode());
            YamlValue place = new YamlValue(file, full, key);
            if (fields.put(key.getValue(), field) != null) throw place.refuse("is given twice");
        }
        fields.values().removeIf(YamlValue::isNothing);
        return fields;
    }

    /** The fields of a mapping that may hold these keys and no others. */
    Map<String, YamlValue> fields(Set<String> known) {
        Map<String, YamlValue> fields = fields();
        fields.forEach((key, value) -> {
            if (!known.contains(key)) throw value.refuse("is unknown" + Spelling.suggestion(key, known));
        });
        return fields;
    }

    /** A field that has to be there. */
    YamlValue required(Map<String, YamlValue> fields, String key) {
        YamlValue value = fields.get(key);
        if (value == null) throw refuse("lacks the key '" + key + "'");
        return value;
    }
}
