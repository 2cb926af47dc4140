package dev.lightmeter.server.openapi;

import dev.lightmeter.server.auth.Permission;
import dev.lightmeter.server.http.Access;
import dev.lightmeter.server.http.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A route as its description sees it. */
record Operation(Route route) {

    private static final List<String> PREFIXES = List.of("/lightmeter/v1", "/api");

    /** The routes that the description is about: Defender's API and our own. */
    static List<Operation> of(List<Route> routes) {
        return routes.stream()
                .filter(route -> PREFIXES.stream().anyMatch(prefix -> isBelow(route.path(), prefix)))
                .map(Operation::new)
                .toList();
    }

    /** The family of addresses it belongs to: {@code machines}, {@code deviceGroups}. */
    String family() {
        return isDescription() ? "description" : segments().getFirst();
    }

    /** True for what tells of the API itself. */
    boolean isDescription() {
        String first = segments().getFirst();
        return first.isEmpty() || first.startsWith("$") || first.startsWith("docs") || first.startsWith("openapi");
    }

    boolean isDefenders() {
        return isBelow(route.path(), "/api");
    }

    /** Names the operation for generated clients: {@code getMachinesByIdSoftware}. */
    String id() {
        StringBuilder id = new StringBuilder(route.method().toLowerCase(Locale.ROOT));
        if (!isDefenders()) id.append("Lightmeter");
        for (String segment : segments()) {
            boolean parameter = segment.startsWith("{");
            if (parameter) id.append("By");
            for (String word : segment.split("[^A-Za-z0-9]+", -1)) {
                if (!word.isEmpty())
                    id.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
            }
        }
        return id.toString();
    }

    /** The names of the parameters in the path. */
    List<String> pathParameters() {
        List<String> names = new ArrayList<>();
        for (String segment : segments()) {
            if (segment.startsWith("{")) names.add(segment.substring(1, segment.length() - 1));
        }
        return names;
    }

    /** What a caller needs; empty for an open route. */
    Optional<Permission> permission() {
        return route.access() instanceof Access.Needs(var permission) ? Optional.of(permission) : Optional.empty();
    }

    private List<String> segments() {
        String prefix = isDefenders() ? "/api" : "/lightmeter/v1";
        return List.of((route.path() + "/").substring(prefix.length() + 1).split("/"));
    }

    private static boolean isBelow(String path, String prefix) {
        return (path + "/").startsWith(prefix + "/");
    }
}
