package dev.lightmeter.importers.vex;

import dev.lightmeter.core.decision.ProductName;
import dev.lightmeter.importers.reading.JsonReader;
import dev.lightmeter.importers.reading.Times;
import dev.lightmeter.importers.reading.UnreadableException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The product tree of a CSAF document. */
final class CsafProducts {

    private static final int MOST = 200_000;
    private static final int MOST_NAMES = 100;

    private final Map<String, List<ProductName>> names = new HashMap<>();
    private final Map<String, Within> relationships = new HashMap<>();

    static void document(JsonReader json, VexStatements into) throws IOException {
        json.object(part -> {
            switch (part) {
                case "publisher" ->
                    json.object(field -> {
                        if (field.equals("name")) into.author(json.text());
                    });
                case "tracking" -> json.object(field -> tracking(field, json, into));
                default -> {}
            }
        });
    }

    private static void tracking(String field, JsonReader json, VexStatements into) {
        switch (field) {
            case "id" -> into.name(json.text());
            case "version" -> into.version(json.text());
            case "currentreleasedate" -> Times.parse(json.text()).ifPresent(into::writtenAt);
            default -> {}
        }
    }

    void tree(JsonReader json) throws IOException {
        json.object(part -> {
            switch (part) {
                case "branches" -> json.array(() -> branch(json));
                case "fullproductnames" -> json.array(() -> product(json));
                case "relationships" -> json.array(() -> relationship(json));
                default -> {}
            }
        });
    }

    /** The product with this id; null if the tree has none. */
    @Nullable
    Product product(String id) {
        Within within = relationships.get(id);
        if (within == null) return names.containsKey(id) ? new Product(names.get(id), List.of()) : null;
        List<ProductName> parts = names.get(within.part);
        List<ProductName> wholes = names.get(within.whole);
        return parts == null || wholes == null ? null : new Product(wholes, parts);
    }

    private void branch(JsonReader json) throws IOException {
        json.object(field -> {
            switch (field) {
                case "branches" -> json.array(() -> branch(json));
                case "product" -> product(json);
                default -> {}
            }
        });
    }

    private void product(JsonReader json) throws IOException {
        @Nullable String[] id = new String[1];
        List<ProductName> known = new ArrayList<>();
        json.object(field -> {
            switch (field) {
                case "productid" -> id[0] = json.text();
                case "name" -> name(json.text(), known);
                case "productidentificationhelper" ->
                    json.object(kind -> {
                        if (kind.equals("purl") || kind.equals("cpe")) name(json.text(), known);
                        if (kind.equals("purls")) json.array(() -> name(json.text(), known));
                    });
                default -> {}
            }
        });
        if (id[0] == null) return;
        if (names.size() == MOST) throw new UnreadableException(json.place(), "more than " + MOST + " products");
        names.put(id[0], List.copyOf(known));
    }

    private static void name(@Nullable String text, List<ProductName> known) {
        if (known.size() < MOST_NAMES) ProductNames.parse(text).ifPresent(known::add);
    }

    private void relationship(JsonReader json) throws IOException {
        @Nullable String[] told = new String[3];
        json.object(field -> {
            switch (field) {
                case "fullproductname" ->
                    json.object(name -> {
                        if (name.equals("productid")) told[0] = json.text();
                    });
                case "productreference" -> told[1] = json.text();
                case "relatestoproductreference" -> told[2] = json.text();
                default -> {}
            }
        });
        if (told[0] == null || told[1] == null || told[2] == null) return;
        if (relationships.size() == MOST)
            throw new UnreadableException(json.place(), "more than " + MOST + " relations");
        relationships.put(told[0], new Within(told[1], told[2]));
    }

    /** Ids of a component and of the product that it is in. */
    private record Within(String part, String whole) {}

    /** A product as statements name it. */
    record Product(List<ProductName> wholes, List<ProductName> parts) {}
}
