package dev.lightmeter.importers.scanner;

import dev.lightmeter.importers.reading.Json;
import dev.lightmeter.importers.reading.Texts;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** The columns of one row as texts, and its tags. Filled again for each row. */
final class DefenderRow {

    private final DefenderColumn.ByName columns;
    private final RecentTexts texts = new RecentTexts();
    /** A column that the row has with an explicit null is there with a null. */
    private final Map<DefenderColumn, @Nullable String> values = new EnumMap<>(DefenderColumn.class);

    private @Nullable List<String> tags;

    DefenderRow(DefenderColumn.ByName columns) {
        this.columns = columns;
    }

    /** Reads an object whose start the parser has reached, up to its end. Columns that nobody reads cost no text. */
    void read(JsonParser parser) {
        values.clear();
        tags = null;
        for (String name = parser.nextName(); name != null; name = parser.nextName()) {
            JsonToken token = parser.nextToken();
            DefenderColumn column = columns.find(name);
            if (column == null) {
                parser.skipChildren();
            } else if (column == DefenderColumn.TAGS) {
                tags = tags(parser, token);
            } else {
                values.put(column, text(parser, token));
            }
        }
    }

    /** The text of a column; null if the row has none, or an explicit null. */
    @Nullable
    String get(DefenderColumn column) {
        return values.get(column);
    }

    /** The text of a column, fit to be shown; empty if there is none. */
    String label(DefenderColumn column) {
        String value = values.get(column);
        if (value == null) return "";
        return value.length() <= Texts.LONGEST ? value : Texts.label(value);
    }

    /** True if the row has the column, be it null. */
    boolean tells(DefenderColumn column) {
        return values.containsKey(column);
    }

    /** Null if the row has no tags column. */
    @Nullable
    List<String> tags() {
        return tags;
    }

    private @Nullable String text(JsonParser parser, JsonToken token) {
        return switch (token) {
            case VALUE_STRING -> texts.of(parser.getString());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT, VALUE_TRUE, VALUE_FALSE -> parser.getString();
            default -> {
                parser.skipChildren();
                yield null;
            }
        };
    }

    /** An array of texts, or a text that holds such an array, as tables exported by others have it. */
    private static @Nullable List<String> tags(JsonParser parser, JsonToken token) {
        if (token == JsonToken.START_ARRAY) return elements(parser);
        if (token != JsonToken.VALUE_STRING) {
            parser.skipChildren();
            return null;
        }
        String text = parser.getString().strip();
        if (!text.startsWith("[")) return text.isEmpty() ? List.of() : List.of(Texts.label(text));
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        try (JsonParser inner = Json.parser(bytes, 0, bytes.length)) {
            inner.nextToken();
            return elements(inner);
        } catch (JacksonException _) {
            return List.of(Texts.label(text)); // a tag that merely begins with a bracket
        }
    }

    private static List<String> elements(JsonParser parser) {
        List<String> elements = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            if (token == JsonToken.VALUE_STRING) elements.add(Texts.label(parser.getString()));
            else parser.skipChildren();
        }
        return elements;
    }
}
