package dev.lightmeter.server.http;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * A small JSON object that came as the body of a request. Every misfit is a problem that names the field: one that is not
 * known, stands twice, or holds something else than it should.
 */
public final class JsonBody {

    private static final int LONGEST = 64 * 1024;
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final String place;
    private final Map<String, @Nullable Object> fields;

    private JsonBody(String place, Map<String, @Nullable Object> fields) {
        this.place = place;
        this.fields = fields;
    }

    /** Reads the body of a call, which may hold these fields and no others. */
    public static JsonBody of(Call call, Set<String> known) {
        return of(call.body(LONGEST), known);
    }

    /** Reads a body that came in another way. */
    public static JsonBody of(byte[] body, Set<String> known) {
        try (JsonParser json = FACTORY.createParser(ObjectReadContext.empty(), body)) {
            if (json.nextToken() != JsonToken.START_OBJECT) throw wrong("The body must be a JSON object");
            Map<String, @Nullable Object> fields = object(json);
            if (json.nextToken() != null) throw wrong("The body goes on after the JSON object");
            return checked("", fields, known);
        } catch (JacksonException e) {
            throw wrong("The body is not JSON: " + e.getOriginalMessage());
        }
    }

    /** True if the field is there, even if it holds null. */
    public boolean has(String name) {
        return fields.containsKey(name);
    }

    public Optional<String> text(String name) {
        Object value = fields.get(name);
        if (value == null) return Optional.empty();
        if (value instanceof String text) return Optional.of(text);
        throw wrong("The field '" + place + name + "' must be a text");
    }

    public String requiredText(String name) {
        return text(name)
                .orElseThrow(() -> new ProblemException(new Problem(
                        400, "MissingRequiredParameter", "The body lacks the field '" + place + name + "'")));
    }

    public Optional<Boolean> truth(String name) {
        Object value = fields.get(name);
        if (value == null) return Optional.empty();
        if (value instanceof Boolean truth) return Optional.of(truth);
        throw wrong("The field '" + place + name + "' must be true or false");
    }

    /** A list of texts in its order, each once. */
    public Optional<Set<String>> texts(String name) {
        Object value = fields.get(name);
        if (value == null) return Optional.empty();
        Set<String> texts = new LinkedHashSet<>();
        if (value instanceof List<?> list) {
            for (Object element : list) {
                if (element instanceof String text) texts.add(text);
            }
            if (list.stream().allMatch(String.class::isInstance)) return Optional.of(texts);
        }
        throw wrong("The field '" + place + name + "' must be a list of texts");
    }

    /** An object within the object, which may hold these fields and no others. */
    public Optional<JsonBody> object(String name, Set<String> known) {
        Object value = fields.get(name);
        if (value == null) return Optional.empty();
        if (value instanceof JsonBody inner) return Optional.of(checked(place + name + ".", inner.fields, known));
        throw wrong("The field '" + place + name + "' must be an object");
    }

    /** A list of objects, each of which may hold these fields and no others. */
    public Optional<List<JsonBody>> objects(String name, Set<String> known) {
        Object value = fields.get(name);
        if (value == null) return Optional.empty();
        List<JsonBody> objects = new ArrayList<>();
        if (value instanceof List<?> list) {
            for (Object element : list) {
                if (!(element instanceof JsonBody inner)) break;
                objects.add(checked(place + name + "[" + (objects.size() + 1) + "].", inner.fields, known));
            }
            if (objects.size() == list.size()) return Optional.of(objects);
        }
        throw wrong("The field '" + place + name + "' must be a list of objects");
    }

    public OptionalInt wholeNumber(String name, int least, int most) {
        Object value = fields.get(name);
        if (value == null) return OptionalInt.empty();
        if (value instanceof Integer number && number >= least && number <= most) return OptionalInt.of(number);
        throw wrong("The field '" + place + name + "' must be a whole number from " + least + " to " + most);
    }

    /** A problem with a field, told with its place. */
    public ProblemException refuse(String name, String why) {
        return wrong("The field '" + place + name + "' " + why);
    }

    private static JsonBody checked(String place, Map<String, @Nullable Object> fields, Set<String> known) {
        for (String name : fields.keySet()) {
            if (known.contains(name)) continue;
            throw wrong("The field '" + place + name + "' is unknown; known are "
                    + String.join(", ", known.stream().sorted().toList()));
        }
        return new JsonBody(place, Collections.unmodifiableMap(fields));
    }

    private static Map<String, @Nullable Object> object(JsonParser json) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = json.currentName();
            json.nextToken();
            fields.put(name, value(json));
        }
        return fields;
    }

    private static @Nullable Object value(JsonParser json) {
        return switch (json.currentToken()) {
            case START_OBJECT -> new JsonBody("", object(json));
            case START_ARRAY -> {
                List<Object> elements = new ArrayList<>();
                while (json.nextToken() != JsonToken.END_ARRAY) {
                    Object element = value(json);
                    elements.add(element == null ? Optional.empty() : element); // null is no text either
                }
                yield elements;
            }
            case VALUE_STRING -> printable(json.getString());
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> json.getNumberValue();
        };
    }

    /** Texts are shown to people, in terminals too, where a control character could do more than that. */
    private static String printable(String text) {
        if (text.chars().noneMatch(each -> Character.isISOControl(each) && "\t\r\n".indexOf(each) < 0)) return text;
        throw wrong("The body holds a control character within a text");
    }

    private static ProblemException wrong(String message) {
        return new ProblemException(new Problem(400, "InvalidRequestBody", message));
    }
}
