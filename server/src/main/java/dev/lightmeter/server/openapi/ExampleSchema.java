package dev.lightmeter.server.openapi;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The JSON schema that an example implies, so that generated clients get types for whatever a route shows. A property that
 * the example shows as null may be anything; none is required, because an example cannot tell.
 */
final class ExampleSchema {

    private static final JsonFactory FACTORY = new JsonFactory();

    private ExampleSchema() {}

    /** Writes the property {@code schema} for an example. */
    static void write(String example, JsonGenerator json) {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), example)) {
            parser.nextToken();
            json.writeName("schema");
            write(Shape.of(parser), json);
        }
    }

    /** What a value looks like. */
    private sealed interface Shape {

        record Plain(String type) implements Shape {}

        record Anything() implements Shape {}

        record ListOf(Shape element) implements Shape {}

        record Properties(Map<String, Shape> byName) implements Shape {}

        static Shape of(JsonParser json) {
            return switch (json.currentToken()) {
                case START_OBJECT -> {
                    Map<String, Shape> properties = new LinkedHashMap<>();
                    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                        String name = json.currentName();
                        json.nextToken();
                        properties.put(name, of(json));
                    }
                    yield new Properties(properties);
                }
                case START_ARRAY -> {
                    Shape element = new Anything();
                    while (json.nextToken() != JsonToken.END_ARRAY) element = richer(element, of(json));
                    yield new ListOf(element);
                }
                case VALUE_STRING -> new Plain("string");
                case VALUE_NUMBER_INT -> new Plain("integer");
                case VALUE_NUMBER_FLOAT -> new Plain("number");
                case VALUE_TRUE, VALUE_FALSE -> new Plain("boolean");
                default -> new Anything();
            };
        }

        /** What covers two elements of one list. */
        private static Shape richer(Shape one, Shape other) {
            if (one instanceof Anything) return other;
            if (other instanceof Anything || one.equals(other)) return one;
            if (one instanceof Properties(var ones) && other instanceof Properties(var others)) {
                Map<String, Shape> both = new LinkedHashMap<>(ones);
                others.forEach((name, shape) -> both.merge(name, shape, Shape::richer));
                return new Properties(both);
            }
            boolean numbers = List.of(one, other).stream()
                    .allMatch(each -> each.equals(new Plain("integer")) || each.equals(new Plain("number")));
            return numbers ? new Plain("number") : new Anything();
        }
    }

    private static void write(Shape shape, JsonGenerator json) {
        json.writeStartObject();
        switch (shape) {
            case Shape.Anything() -> {}
            case Shape.Plain(var type) -> json.writeStringProperty("type", type);
            case Shape.ListOf(var element) -> {
                json.writeStringProperty("type", "array");
                json.writeName("items");
                write(element, json);
            }
            case Shape.Properties(var byName) -> {
                json.writeStringProperty("type", "object");
                json.writeName("properties");
                json.writeStartObject();
                byName.forEach((name, property) -> {
                    json.writeName(name);
                    write(property, json);
                });
                json.writeEndObject();
            }
        }
        json.writeEndObject();
    }
}
