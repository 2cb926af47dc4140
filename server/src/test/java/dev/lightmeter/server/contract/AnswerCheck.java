package dev.lightmeter.server.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Holds JSON to the shapes of a contract. */
public final class AnswerCheck {

    private static final Pattern TIME =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{0,6}[1-9])?Z");
    private static final Pattern STAMP = Pattern.compile("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d(\\.\\d{1,7})?");
    private static final Pattern GUID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private final Contract contract;

    public AnswerCheck(Contract contract) {
        this.contract = contract;
    }

    /** An object has the properties of a shape and no others, but for names that start with {@code @odata.}. */
    public void object(String place, Map<?, ?> object, String shape) {
        Map<String, String> properties = contract.shape(shape);
        assertThat(object.keySet().stream().map(Object::toString).filter(name -> !name.startsWith("@odata.")))
                .as("%s as %s", place, shape)
                .containsExactlyInAnyOrderElementsOf(properties.keySet());
        properties.forEach((name, type) -> value(place + "." + name, object.get(name), type));
    }

    private void value(String place, @Nullable Object value, String type) {
        if (type.endsWith("?")) {
            if (value != null) value(place, value, type.substring(0, type.length() - 1));
        } else if (type.startsWith("[")) {
            assertThat(value).as(place).isInstanceOf(List.class);
            List<?> list = (List<?>) value;
            for (int i = 0; i < list.size(); i++) {
                value(place + "[" + i + "]", list.get(i), type.substring(1, type.length() - 1));
            }
        } else if (type.startsWith("(")) {
            assertThat(List.of(type.substring(1, type.length() - 1).split("\\|", -1)))
                    .as(place)
                    .contains(text(place, value));
        } else {
            plain(place, value, type);
        }
    }

    private void plain(String place, @Nullable Object value, String type) {
        switch (type) {
            case "string" -> text(place, value);
            case "time" -> assertThat(text(place, value)).as(place).matches(TIME);
            case "stamp" -> assertThat(text(place, value)).as(place).matches(STAMP);
            case "guid" -> assertThat(text(place, value)).as(place).matches(GUID);
            case "long" -> assertThat(value).as(place).isInstanceOf(Long.class);
            case "double" -> assertThat(value).as(place).isInstanceOf(Number.class);
            case "bool" -> assertThat(value).as(place).isInstanceOf(Boolean.class);
            default -> {
                assertThat(value).as(place).isInstanceOf(Map.class);
                object(place, (Map<?, ?>) value, type);
            }
        }
    }

    private static String text(String place, @Nullable Object value) {
        if (value instanceof String text) return text;
        return fail(place + " must be a text, got " + value);
    }
}
