package dev.lightmeter.importers.reading;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Which names occur where in the first JSON value of a head, which may end in the middle of it. */
final class JsonOutline {

    private static final int DEEPEST = 6;
    private static final int LONGEST_VALUE = 300;

    /** Each path, with the way in which its last name is written. */
    private final Map<String, String> paths = new HashMap<>();

    private final Map<String, String> values = new HashMap<>();
    /** Byte behind the end of the first root value; -1 if the head ends before it. */
    private long rootEnd = -1;

    private JsonOutline() {}

    static JsonOutline of(byte[] head) {
        JsonOutline outline = new JsonOutline();
        try (JsonParser parser = Json.parser(head, 0, head.length)) {
            outline.walk(parser);
        } catch (JacksonException _) {
            // the head ends in the middle, or is not JSON at all: what was seen so far is what there is to see
        }
        return outline;
    }

    boolean has(String path) {
        return paths.containsKey(path);
    }

    /** A path in the words of the file: {@code matches[].vulnerability.id}. */
    String written(String path) {
        StringBuilder written = new StringBuilder();
        for (int end = path.indexOf('/', 1); ; end = path.indexOf('/', end + 1)) {
            String here = end < 0 ? path : path.substring(0, end);
            if (!written.isEmpty()) written.append('.');
            written.append(paths.getOrDefault(here, here.substring(here.lastIndexOf('/') + 1)));
            if (end < 0) return written.toString();
        }
    }

    String value(String path) {
        return values.getOrDefault(path, "");
    }

    boolean firstRootEndsOn(int lineLength) {
        return rootEnd >= 0 && rootEnd <= lineLength && has("");
    }

    private void walk(JsonParser parser) {
        Deque<String> above = new ArrayDeque<>();
        String here = "";
        String name = "";
        String written = "";
        for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
            switch (token) {
                case PROPERTY_NAME -> {
                    written = parser.currentName();
                    name = "/" + Json.plainName(written);
                    if (above.size() <= DEEPEST) paths.putIfAbsent(here + name, written);
                }
                case START_OBJECT, START_ARRAY -> {
                    above.push(here);
                    String brackets = token == JsonToken.START_ARRAY ? "[]" : "";
                    here = here + name + brackets;
                    if (above.size() <= DEEPEST) paths.putIfAbsent(here, (name.isEmpty() ? "" : written) + brackets);
                    name = "";
                }
                case END_OBJECT, END_ARRAY -> {
                    here = above.pop();
                    name = "";
                }
                default -> {
                    if (above.size() <= DEEPEST) remember(here + name, parser);
                }
            }
            if (above.isEmpty()) {
                rootEnd = parser.currentLocation().getByteOffset();
                return;
            }
        }
    }

    private void remember(String path, JsonParser parser) {
        String value = parser.getString();
        if (value != null && value.length() <= LONGEST_VALUE) values.putIfAbsent(path, value);
    }
}
