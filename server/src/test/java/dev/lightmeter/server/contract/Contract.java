package dev.lightmeter.server.contract;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The table in {@code contract.yaml}: what each address of the Defender API takes and answers. */
public final class Contract {

    private final Map<String, Map<String, String>> shapes;
    private final List<Endpoint> endpoints;

    private Contract(Map<String, Map<String, String>> shapes, List<Endpoint> endpoints) {
        this.shapes = shapes;
        this.endpoints = List.copyOf(endpoints);
    }

    /**
     * One row.
     *
     * @param name {@code M1}
     * @param path below {@code /api}, with names in braces for what a test fills in
     * @param context what stands behind {@code $metadata#}; null for what is no OData document
     * @param list name of the shape of the rows; null if it is no list
     * @param entity name of the shape; null if it is no single row
     * @param type what every row names as its {@code @odata.type}; null if none does
     * @param unknown error code for an id that does not exist; null if there is no id
     */
    public record Endpoint(
            String name,
            String method,
            String path,
            List<String> application,
            List<String> delegated,
            @Nullable String context,
            @Nullable String list,
            @Nullable String entity,
            OptionalInt page,
            boolean counted,
            @Nullable String type,
            String body,
            String parameters,
            @Nullable String unknown,
            boolean open) {

        @Override
        public String toString() {
            return name + " " + method + " /api/" + path;
        }
    }

    @SuppressWarnings("unchecked") // the file is ours; what is wrong in it fails every test
    public static Contract read() {
        try (InputStream file = Contract.class.getResourceAsStream("contract.yaml")) {
            if (file == null) throw new IllegalStateException("contract.yaml is missing");
            var document = (Map<String, Map<String, Object>>) new Load(LoadSettings.builder()
                            .setLabel("contract.yaml")
                            .setMaxAliasesForCollections(1_000)
                            .build())
                    .loadFromInputStream(file);
            Map<String, Map<String, String>> shapes = new LinkedHashMap<>();
            section(document, "shapes")
                    .forEach((name, shape) -> shapes.put(name, shape(shapes, (Map<String, Object>) shape)));
            List<Endpoint> endpoints = new ArrayList<>();
            section(document, "endpoints")
                    .forEach((name, row) -> endpoints.add(endpoint(name, (Map<String, Object>) row)));
            return new Contract(shapes, endpoints);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public List<Endpoint> endpoints() {
        return endpoints;
    }

    /** The properties of a shape, each with its type. */
    Map<String, String> shape(String name) {
        Map<String, String> shape = shapes.get(name);
        if (shape == null) throw new IllegalArgumentException("the contract has no shape " + name);
        return shape;
    }

    private static Map<String, Object> section(Map<String, Map<String, Object>> document, String name) {
        Map<String, Object> section = document.get(name);
        if (section == null) throw new IllegalStateException("contract.yaml has no " + name);
        return section;
    }

    /** A shape that is like another one with more properties says {@code as} and {@code and}. */
    @SuppressWarnings("unchecked")
    private static Map<String, String> shape(Map<String, Map<String, String>> known, Map<String, Object> written) {
        Map<String, String> shape = new LinkedHashMap<>();
        Object like = written.get("as");
        if (like != null) shape.putAll(known.getOrDefault(like.toString(), Map.of()));
        Map<String, Object> own = like == null ? written : (Map<String, Object>) written.getOrDefault("and", Map.of());
        own.forEach((name, type) ->
                shape.put(name, type instanceof List<?> list ? "[" + list.getFirst() + "]" : type.toString()));
        return shape;
    }

    private static Endpoint endpoint(String name, Map<String, Object> row) {
        String[] call = text(row, "call", "").split(" ", 2);
        return new Endpoint(
                name,
                call[0],
                call.length > 1 ? call[1] : "",
                texts(row, "application"),
                texts(row, "delegated"),
                textOrNull(row, "context"),
                textOrNull(row, "list"),
                textOrNull(row, "entity"),
                row.containsKey("page") ? OptionalInt.of(Integer.parseInt(text(row, "page", ""))) : OptionalInt.empty(),
                Boolean.parseBoolean(text(row, "counted", "false")),
                textOrNull(row, "typed"),
                text(row, "body", ""),
                text(row, "parameters", ""),
                textOrNull(row, "unknown"),
                Boolean.parseBoolean(text(row, "open", "false")));
    }

    private static List<String> texts(Map<String, Object> row, String name) {
        return row.get(name) instanceof List<?> list
                ? list.stream().map(Object::toString).toList()
                : List.of();
    }

    private static String text(Map<String, Object> row, String name, String otherwise) {
        Object value = row.get(name);
        return value == null ? otherwise : value.toString();
    }

    private static @Nullable String textOrNull(Map<String, Object> row, String name) {
        Object value = row.get(name);
        return value == null ? null : value.toString();
    }
}
