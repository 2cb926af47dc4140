package dev.lightmeter.server.odata;

import dev.lightmeter.storage.query.Property;
import dev.lightmeter.storage.query.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The description of all lists in the terms of OData: types by namespace, and sets of entities. A list whose context is a
 * {@code Collection(...)} is described by its type alone.
 *
 * @param types by namespace, in the order of their first appearance
 */
record Csdl(Map<String, Map<String, TypeEntry>> types, List<EntitySet<?>> sets) {

    /** The one container of sets, in the namespace of the Defender API. */
    static final String CONTAINER = "Container";

    /** @param key name of the property that tells entities apart; a type without one is a complex type */
    record TypeEntry(Shape<?> shape, Optional<String> key) {}

    /** @param type {@code Edm.String} or the full name of another type here */
    record FieldEntry(String name, String type, boolean isCollection, boolean isNullable) {}

    static Csdl of(List<EntitySet<?>> sets) {
        Map<String, Map<String, TypeEntry>> types = new TreeMap<>();
        List<EntitySet<?>> named = new ArrayList<>();
        for (EntitySet<?> set : sets) {
            Optional<String> key = set.isCollectionOfValues()
                    ? Optional.empty()
                    : Optional.of(set.key().name());
            add(types, new TypeEntry(set.shape(), key));
            if (!set.isCollectionOfValues()) named.add(set);
        }
        return new Csdl(types, named);
    }

    private static void add(Map<String, Map<String, TypeEntry>> types, TypeEntry entry) {
        Shape<?> shape = entry.shape();
        TypeEntry known = types.computeIfAbsent(shape.namespace(), namespace -> new LinkedHashMap<>())
                .merge(shape.simpleName(), entry, (one, other) -> one.key().isPresent() ? one : other);
        if (known.shape() != shape) {
            throw new IllegalArgumentException("there are two shapes named " + shape.typeName());
        }
        for (Field<?> field : shape.fields()) {
            nested(field).ifPresent(inner -> add(types, new TypeEntry(inner, Optional.empty())));
        }
    }

    private static Optional<Shape<?>> nested(Field<?> field) {
        return switch (field) {
            case Field.Plain<?> plain -> Optional.empty();
            case Field.One<?, ?> one -> Optional.of(one.shape());
            case Field.Many<?, ?> many -> Optional.of(many.shape());
        };
    }

    static List<FieldEntry> fields(TypeEntry type) {
        return type.shape().fields().stream()
                .map(field -> entry(field, type.key()))
                .toList();
    }

    private static FieldEntry entry(Field<?> field, Optional<String> key) {
        return switch (field) {
            case Field.One<?, ?> one -> new FieldEntry(one.name(), one.shape().typeName(), false, true);
            case Field.Many<?, ?> many ->
                new FieldEntry(many.name(), many.shape().typeName(), true, false);
            case Field.Plain<?> plain -> {
                Property<?> property = plain.property();
                boolean isList = property.type() == Type.TEXTS;
                boolean isKey = key.filter(property.name()::equals).isPresent();
                yield new FieldEntry(
                        property.name(), edm(property.type()), isList, !isList && !isKey && !property.isAlways());
            }
        };
    }

    private static String edm(Type type) {
        return switch (type) {
            case TEXT, WORD, TEXTS -> "Edm.String";
            case WHOLE -> "Edm.Int64";
            case NUMBER -> "Edm.Double";
            case TRUTH -> "Edm.Boolean";
            case INSTANT -> "Edm.DateTimeOffset";
        };
    }
}
