package dev.lightmeter.importers.reading;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Which names occur where in the first JSON value of a head, which may end in the middle of it. */
final class JsonOutline {

    private static final int DEEPEST = 6;
    private static final int LONGEST_VALUE = 300;

    private final Set<String> paths = new HashSet<>();
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
        return paths.contains(path);
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
        for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
            switch (token) {
                case PROPERTY_NAME -> {
                    name = "/" + Json.plainName(parser.currentName());
                    if (above.size() <= DEEPEST) paths.add(here + name);
                }
                case START_OBJECT, START_ARRAY -> {
                    above.push(here);
                    here = here + name + (token == JsonToken.START_ARRAY ? "[]" : "");
                    if (above.size() <= DEEPEST) paths.add(here);
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
