package dev.lightmeter.server.odata;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Which fields of the rows go into an answer, in the order of the shape. */
record Selection<R>(EntitySet<R> set, List<Field<R>> fields) {

    Selection {
        fields = List.copyOf(fields);
    }

    /** Reads {@code $select}; all fields without it. */
    static <R> Selection<R> of(EntitySet<R> set, QueryOptions options) {
        List<Field<R>> all = set.shape().fields();
        return options.text(QueryOption.SELECT)
                .map(text -> new Selection<>(set, named(set.shape(), new OptionText(QueryOption.SELECT, text))))
                .orElseGet(() -> new Selection<>(set, all));
    }

    private static <R> List<Field<R>> named(Shape<R> shape, OptionText source) {
        Set<Field<R>> wanted = new HashSet<>();
        for (ListItem item : ListItem.split(source)) {
            if (item.text().equals("*")) wanted.addAll(shape.fields());
            else wanted.add(shape.field(source, item.at(), item.text()));
        }
        return shape.fields().stream().filter(wanted::contains).toList();
    }

    boolean isPart() {
        return fields.size() < set.shape().fields().size();
    }

    RowWriter<R> rows() {
        return isPart() ? new RowWriter<>(fields) : set.shape().rows();
    }

    RowWriter<R> listRows() {
        return set.namesTypes()
                ? new RowWriter<>(fields, "\"@odata.type\":\"#" + set.shape().typeName() + "\"")
                : rows();
    }

    String listContext() {
        return withFields(set.listContext());
    }

    String entityContext() {
        return withFields(set.entityContext());
    }

    /** {@code Machines(id,version)/$entity}; a context that does not start with the set's name has no place for fields. */
    private String withFields(String context) {
        String rest =
                context.startsWith(set.name()) ? context.substring(set.name().length()) : context;
        if (!isPart() || !(rest.isEmpty() || rest.equals("/$entity"))) return context;
        return set.name() + fields.stream().map(Field::name).collect(Collectors.joining(",", "(", ")")) + rest;
    }
}
