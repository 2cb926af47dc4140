package dev.lightmeter.server.http;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds the route of a request. Paths match in any letter case, with or without one slash at the end; {@code /api/v1.0}
 * is {@code /api}. A path without parameters wins over one with.
 */
final class Router {

    private static final String VERSIONED = "/api/v1.0";

    /** What was found for a method and a path. */
    sealed interface Match {
        record Found(Route route, Map<String, String> parameters) implements Match {}

        record OtherMethod(String allowed) implements Match {}

        record Nothing() implements Match {}
    }

    private final Map<String, Map<String, Route>> literal = new HashMap<>();
    private final List<Template> templates = new ArrayList<>();

    Router(List<Route> routes) {
        for (Route route : routes) {
            Map<String, Route> methods = route.path().contains("{")
                    ? template(route.path()).methods
                    : literal.computeIfAbsent(plain(route.path()), path -> new LinkedHashMap<>());
            if (methods.put(route.method(), route) != null) {
                throw new IllegalArgumentException("two routes for " + route.method() + " " + route.path());
            }
        }
    }

    Match match(String method, String path) {
        Map<String, Route> methods = literal.get(plain(path));
        if (methods != null) return choose(methods, method, Map.of());
        List<String> segments = segments(path);
        for (Template template : templates) {
            Map<String, String> parameters = template.parameters(segments);
            if (parameters != null) return choose(template.methods, method, parameters);
        }
        return new Match.Nothing();
    }

    private static Match choose(Map<String, Route> methods, String method, Map<String, String> parameters) {
        // who may GET may ask for the HEAD of it
        Route route = methods.get(method.equals("HEAD") ? "GET" : method);
        if (route != null) return new Match.Found(route, parameters);
        TreeSet<String> allowed = new TreeSet<>(methods.keySet());
        if (allowed.contains("GET")) allowed.add("HEAD");
        return new Match.OtherMethod(String.join(", ", allowed));
    }

    private Template template(String path) {
        List<String> segments = segments(path);
        for (Template template : templates) {
            if (template.segments.equals(segments)) return template;
        }
        Template template = new Template(segments, new LinkedHashMap<>());
        templates.add(template);
        return template;
    }

    private static String plain(String path) {
        return canonical(path).toLowerCase(Locale.ROOT);
    }

    private static List<String> segments(String path) {
        return List.of(canonical(path).split("/", -1));
    }

    /** The path without a version, without a slash at its end and with a plain dollar sign, letters as they are. */
    private static String canonical(String path) {
        int end = path.length() > 1 && path.endsWith("/") ? path.length() - 1 : path.length();
        String whole = path.substring(0, end).replace("%24", "$");
        boolean versioned = whole.regionMatches(true, 0, VERSIONED, 0, VERSIONED.length());
        boolean segmentEnds = whole.length() == VERSIONED.length() || whole.startsWith("/", VERSIONED.length());
        return versioned && segmentEnds ? "/api" + whole.substring(VERSIONED.length()) : whole;
    }

    private record Template(List<String> segments, Map<String, Route> methods) {

        /** The values of the parameters; null if the path is not of this shape. */
        @Nullable
        Map<String, String> parameters(List<String> path) {
            if (path.size() != segments.size()) return null;
            Map<String, String> parameters = new HashMap<>();
            for (int i = 0; i < path.size(); i++) {
                String segment = segments.get(i);
                if (segment.startsWith("{")) {
                    if (path.get(i).isEmpty()) return null;
                    parameters.put(segment.substring(1, segment.length() - 1), path.get(i));
                } else if (!segment.equalsIgnoreCase(path.get(i))) {
                    return null;
                }
            }
            return parameters;
        }
    }
}
