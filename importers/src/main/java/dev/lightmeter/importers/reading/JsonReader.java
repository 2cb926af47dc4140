package dev.lightmeter.importers.reading;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamContext;
import tools.jackson.core.exc.StreamConstraintsException;

/**
 * Walks through a JSON text of any size as it streams by. A value is read with {@link #object}, {@link #array} or
 * {@link #text}, each of which ignores a value of another kind; a value that nobody reads is passed over.
 *
 * <pre>{@code
 * json.object(name -> {
 *     switch (name) {
 *         case "id" -> id = json.text();
 *         case "tags" -> json.array(() -> tags.add(json.text()));
 *     }
 * });
 * }</pre>
 */
public final class JsonReader implements Closeable {

    private static final int REMEMBERED_NAMES = 5_000;

    private final JsonParser parser;
    private final Map<String, String> plainNames = new HashMap<>();

    public JsonReader(InputStream in) {
        this.parser = Json.parser(in);
    }

    /** Reads a file that is a sequence of JSON values. */
    public void eachRoot(ElementReader root) throws IOException {
        try {
            while (parser.nextToken() != null) root.element();
        } catch (StreamConstraintsException e) {
            throw Json.tooMuch(parser, e);
        }
    }

    /** Reads a file that is one JSON value; refuses one that goes on behind it. */
    public void onlyRoot(ElementReader root) throws IOException {
        int[] roots = new int[1];
        eachRoot(() -> {
            if (roots[0]++ > 0) {
                throw new UnreadableException(place(), "a second JSON value begins where the file should end");
            }
            root.element();
        });
    }

    /** True if the value is an object. */
    public boolean isObject() {
        return parser.currentToken() == JsonToken.START_OBJECT;
    }

    /** True if the value is an array. */
    public boolean isArray() {
        return parser.currentToken() == JsonToken.START_ARRAY;
    }

    /** True if the value is an explicit null. */
    public boolean isNull() {
        return parser.currentToken() == JsonToken.VALUE_NULL;
    }

    /** Calls back at each value of an object, with its name in lower case and without underscores. */
    public void object(FieldReader fields) throws IOException {
        if (!isObject()) return;
        for (String name = parser.nextName(); name != null; name = parser.nextName()) {
            parser.nextToken();
            fields.field(plain(name));
            passOver();
        }
    }

    /** Calls back at each element if the value is an array. */
    public void array(ElementReader elements) throws IOException {
        if (!isArray()) return;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            elements.element();
            passOver();
        }
    }

    /**
     * Calls back at each element of an array; null counts as an empty one.
     *
     * @throws UnreadableException for anything else: findings that cannot be read must not pass for none
     */
    public void list(ElementReader elements) throws IOException {
        if (!isArray() && !isNull()) throw new UnreadableException(place(), "a list is missing where one must stand");
        array(elements);
    }

    /** The text of a value as it is written, numbers and booleans too; null for null, an object or an array. */
    public @Nullable String text() {
        return switch (parser.currentToken()) {
            case VALUE_STRING, VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT, VALUE_TRUE, VALUE_FALSE -> parser.getString();
            case null, default -> null;
        };
    }

    /** The value as JSON without blanks. */
    public String json() {
        return Json.copy(parser);
    }

    /** A text to be shown, see {@link Texts#label}; empty where {@link #text} is null. */
    public String label() {
        return Texts.label(text());
    }

    /** True for {@code true} and for the text {@code "true"} in any letter case. */
    public boolean isTrue() {
        return Boolean.parseBoolean(text());
    }

    /** Where the reading is, such as {@code devices[3].findings[0]}. */
    public String place() {
        StringBuilder place = new StringBuilder();
        for (TokenStreamContext at = parser.streamReadContext(); at != null && !at.inRoot(); at = at.getParent()) {
            if (at.inArray()) place.insert(0, "[" + at.getCurrentIndex() + "]");
            else if (at.currentName() != null) place.insert(0, "." + at.currentName());
        }
        if (place.isEmpty()) return "line " + parser.currentTokenLocation().getLineNr();
        return place.charAt(0) == '.' ? place.substring(1) : place.toString();
    }

    @Override
    public void close() {
        parser.close();
    }

    /** A value that was read is at its end; at the start of one that was not, this goes to its end. */
    private void passOver() {
        parser.skipChildren();
    }

    private String plain(String name) {
        String known = plainNames.get(name);
        if (known != null) return known;
        String plain = Json.plainName(name).intern(); // so that a switch over names compares at a glance
        if (plainNames.size() < REMEMBERED_NAMES) plainNames.put(name, plain);
        return plain;
    }

    /** Is called at the value of a field. */
    @FunctionalInterface
    public interface FieldReader {
        void field(String name) throws IOException;
    }

    /** Is called at an element of an array. */
    @FunctionalInterface
    public interface ElementReader {
        void element() throws IOException;
    }
}
