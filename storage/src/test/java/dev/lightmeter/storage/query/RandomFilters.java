package dev.lightmeter.storage.query;

import dev.lightmeter.storage.query.Filter.And;
import dev.lightmeter.storage.query.Filter.AnyOf;
import dev.lightmeter.storage.query.Filter.Constant;
import dev.lightmeter.storage.query.Filter.In;
import dev.lightmeter.storage.query.Filter.IsNull;
import dev.lightmeter.storage.query.Filter.Matches;
import dev.lightmeter.storage.query.Filter.Not;
import dev.lightmeter.storage.query.Filter.Or;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Makes filters on {@link Row}s, with values that often occur in them. */
final class RandomFilters {

    private final Random random;

    RandomFilters(Random random) {
        this.random = random;
    }

    Filter<Row> next() {
        return next(Row.PROPERTIES, 3);
    }

    private <R> Filter<R> next(List<Property<R>> properties, int depth) {
        if (depth == 0) return leaf(properties);
        return switch (random.nextInt(7)) {
            case 0 -> new And<>(parts(properties, depth));
            case 1 -> new Or<>(parts(properties, depth));
            case 2 -> new Not<>(next(properties, depth - 1));
            case 3 -> Filter.all(parts(properties, depth));
            default -> leaf(properties);
        };
    }

    private <R> List<Filter<R>> parts(List<Property<R>> properties, int depth) {
        List<Filter<R>> parts = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) parts.add(next(properties, depth - 1));
        return parts;
    }

    private <R> Filter<R> leaf(List<Property<R>> properties) {
        if (random.nextInt(30) == 0) return new Constant<>(random.nextBoolean());
        Property<R> property = properties.get(random.nextInt(properties.size()));
        if (property.type() == Type.TEXTS) return new AnyOf<>(property, next(List.of(AnyOf.ELEMENT), 1));
        return switch (random.nextInt(5)) {
            case 0 -> new IsNull<>(property);
            case 1 -> new In<>(property, values(property));
            case 2 -> property.type().isTextual() ? matches(property) : compare(property);
            default -> compare(property);
        };
    }

    private <R> Filter<R> matches(Property<R> property) {
        return new Matches<>(property, Place.values()[random.nextInt(3)], Row.someText(random));
    }

    private <R> Filter<R> compare(Property<R> property) {
        int comparisons = property.type().isOrdered() ? Comparison.values().length : 2;
        Comparison comparison = Comparison.values()[random.nextInt(comparisons)];
        Object value = property.words().isEmpty()
                ? value(property)
                : property.words().get(random.nextInt(property.words().size()));
        return Filter.compare(property, comparison, value);
    }

    private Set<Object> values(Property<?> property) {
        Set<Object> values = new LinkedHashSet<>();
        for (int i = random.nextInt(4); i > 0; i--) values.add(value(property));
        return values;
    }

    private Object value(Property<?> property) {
        return switch (property.type()) {
            case TEXT -> Row.someText(random);
            case WORD -> property.words().isEmpty() ? Row.someText(random) : Row.someLevel(random);
            case WHOLE -> Row.someWhole(random);
            case NUMBER -> Row.someReal(random);
            case TRUTH -> random.nextBoolean();
            case INSTANT -> Row.someInstant(random);
            case TEXTS -> throw new IllegalArgumentException("a list has no single value");
        };
    }
}
