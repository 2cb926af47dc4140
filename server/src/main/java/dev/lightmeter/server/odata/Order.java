package dev.lightmeter.server.odata;

import dev.lightmeter.storage.query.Property;
import dev.lightmeter.storage.query.Type;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One property by which rows are ordered. A missing value comes before all others, or after them if descending. */
record Order<R>(Property<R> property, boolean descending) implements Comparator<R> {

    /** Reads {@code $orderby}; the key comes last, so that no two rows stand at the same place. */
    static <R> List<Order<R>> of(EntitySet<R> set, QueryOptions options) {
        List<Order<R>> order = new ArrayList<>();
        options.text(QueryOption.ORDERBY)
                .map(text -> new OptionText(QueryOption.ORDERBY, text))
                .ifPresent(source -> ListItem.split(source).forEach(item -> order.add(of(set, source, item))));
        if (order.stream().noneMatch(part -> part.property() == set.key())) order.add(new Order<>(set.key(), false));
        return List.copyOf(order);
    }

    private static <R> Order<R> of(EntitySet<R> set, OptionText source, ListItem item) {
        String[] words = item.text().split(" +", 2);
        Property<R> property = set.shape().property(source, item.at(), words[0]);
        if (property.type() == Type.TEXTS) {
            throw source.wrongAt(item.at(), "expected a property with an order; " + property.name() + " is a list");
        }
        if (!set.ordered() && property != set.key()) {
            throw source.wrongAt(
                    item.at(), "this list comes in the order of " + set.key().name() + " only");
        }
        String direction = words.length == 1 ? "asc" : words[1];
        if (direction.equalsIgnoreCase("asc")) return new Order<>(property, false);
        if (direction.equalsIgnoreCase("desc")) return new Order<>(property, true);
        throw source.expectedAt(
                item.at() + item.text().length() - direction.length(),
                "asc or desc",
                "'" + QueryOptions.shown(direction) + "'");
    }

    @Override
    public int compare(R one, R other) {
        return compareValues(property.value(one), property.value(other));
    }

    int compareValues(@Nullable Object one, @Nullable Object other) {
        int order = property.compareValues(one, other);
        return descending ? -order : order;
    }

    /** The value in a row as a text that {@link #read} understands. */
    @Nullable
    String text(R row) {
        Object value = property.value(row);
        return value == null ? null : value.toString();
    }

    /** The value that was written as a text; a {@link RuntimeException} if the text is none of ours. */
    @Nullable
    Object read(@Nullable String text) {
        if (text == null) return null;
        return switch (property.type()) {
            case TEXT, WORD -> text;
            case WHOLE -> Long.valueOf(text);
            case NUMBER -> Double.valueOf(text);
            case TRUTH -> Boolean.valueOf(text);
            case INSTANT -> Instant.parse(text);
            case TEXTS -> throw new IllegalArgumentException("lists have no order");
        };
    }
}
