package dev.lightmeter.server.odata;

import dev.lightmeter.server.http.ProblemException;
import dev.lightmeter.storage.query.Property;
import dev.lightmeter.storage.query.Reader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What rows of one kind look like on the wire: the name of their type and their fields, in order. The JSON, {@code $select},
 * {@code $filter}, {@code $orderby} and {@code $metadata} all come from here.
 *
 * <pre>{@code
 * Shape<Machine> MACHINE = Shape.<Machine>named("Machine").with(ID).with(DNS_NAME).many("ipAddresses", IP_ADDRESS, Machine::addresses);
 * }</pre>
 */
public final class Shape<R> {

    /** The namespace of types that name none. */
    static final String NAMESPACE = "microsoft.windowsDefenderATP.api";

    private final String typeName;
    private final List<Field<R>> fields;
    private final Map<String, Field<R>> byName;
    private final RowWriter<R> rows;

    private Shape(String typeName, List<Field<R>> fields) {
        this.typeName = typeName;
        this.fields = List.copyOf(fields);
        this.byName = new HashMap<>();
        for (Field<R> field : fields) {
            if (byName.put(lower(field.name()), field) != null) {
                throw new IllegalArgumentException(typeName + " has two fields named " + field.name());
            }
        }
        this.rows = new RowWriter<>(fields);
    }

    /** A shape without fields, to begin with. A type name without a dot belongs to the namespace of the Defender API. */
    public static <R> Shape<R> named(String typeName) {
        return new Shape<>(typeName.contains(".") ? typeName : NAMESPACE + "." + typeName, List.of());
    }

    /** The same with one more property, which can be filtered, selected and, unless it is a list, ordered by. */
    public Shape<R> with(Property<R> property) {
        return plus(new Field.Plain<>(property));
    }

    /** The same with one more object inside, which can only be selected. */
    public <N> Shape<R> one(String name, Shape<N> shape, Reader<? super R, N> value) {
        return plus(new Field.One<>(name, shape, value));
    }

    /** The same with one more list of objects inside, which can only be selected. */
    public <N> Shape<R> many(String name, Shape<N> shape, Reader<? super R, List<N>> values) {
        return plus(new Field.Many<>(name, shape, values));
    }

    private Shape<R> plus(Field<R> field) {
        List<Field<R>> more = new ArrayList<>(fields);
        more.add(field);
        return new Shape<>(typeName, more);
    }

    /** With the namespace. */
    String typeName() {
        return typeName;
    }

    List<Field<R>> fields() {
        return fields;
    }

    /** Writes rows with all their fields. */
    public RowWriter<R> rows() {
        return rows;
    }

    /** The field of this name in any letter case; a problem if there is none. */
    Field<R> field(OptionText source, int at, String name) {
        return Optional.ofNullable(byName.get(lower(name)))
                .orElseThrow(() -> source.wrongAt(
                        at,
                        "expected a property of " + simpleName() + " ("
                                + fields.stream().map(Field::name).collect(Collectors.joining(", ")) + "), found '"
                                + QueryOptions.shown(name) + "'"));
    }

    /** The property of this name in any letter case; a problem if there is none, or if it is an object. */
    Property<R> property(OptionText source, int at, String name) {
        return switch (field(source, at, name)) {
            case Field.Plain<R> plain -> plain.property();
            case Field.One<R, ?> object -> throw isObject(source, at, object);
            case Field.Many<R, ?> objects -> throw isObject(source, at, objects);
        };
    }

    String namespace() {
        return typeName.substring(0, typeName.lastIndexOf('.'));
    }

    String simpleName() {
        return typeName.substring(typeName.lastIndexOf('.') + 1);
    }

    private static ProblemException isObject(OptionText source, int at, Field<?> field) {
        return source.wrongAt(at, "expected a property with a single value; " + field.name() + " holds objects");
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
