package dev.lightmeter.storage.query;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A condition on rows. It is true or false, never unknown: a missing value is not equal to, not less and not greater than
 * any other, and does not match; it is different from every other. {@code not} turns exactly that around.
 *
 * @param <R> the rows
 */
public sealed interface Filter<R> {

    /** Whether a row fulfils the condition. */
    boolean test(R row);

    /** The properties that the condition looks at, in the order of their appearance. */
    default Set<Property<R>> properties() {
        Set<Property<R>> properties = new LinkedHashSet<>();
        collect(properties);
        return properties;
    }

    /** Adds the properties that the condition looks at. */
    void collect(Set<Property<R>> properties);

    /** The conditions that must all hold: the parts of an {@link And}, else this one alone. */
    default List<Filter<R>> conjuncts() {
        return List.of(this);
    }

    /** The part that looks at nothing but these properties. What holds for the whole holds for the part. */
    default Filter<R> conjunctsOver(Set<Property<R>> properties) {
        return conjunctsWhere(part -> properties.containsAll(part.properties()));
    }

    /** The part that {@link #conjunctsOver} leaves; both together are the whole. */
    default Filter<R> conjunctsBeyond(Set<Property<R>> properties) {
        return conjunctsWhere(part -> !properties.containsAll(part.properties()));
    }

    /** The part that can be written as SQL, see {@link SqlFilter}. What holds for the whole holds for the part. */
    default Filter<R> pushable() {
        return conjunctsWhere(part -> part.properties().stream()
                .allMatch(property -> property.column().isPresent()));
    }

    /**
     * The same condition on other rows.
     *
     * @param same the property of those rows that stands for one of these
     */
    default <S> Filter<S> over(Function<Property<R>, Property<S>> same) {
        return switch (this) {
            case And(var parts) ->
                new And<>(parts.stream().map(part -> part.over(same)).toList());
            case Or(var parts) ->
                new Or<>(parts.stream().map(part -> part.over(same)).toList());
            case Not(var part) -> new Not<>(part.over(same));
            case Compare(var property, var comparison, var value) ->
                new Compare<>(same.apply(property), comparison, value);
            case IsNull(var property) -> new IsNull<>(same.apply(property));
            case In(var property, var values) -> new In<>(same.apply(property), values);
            case Matches(var property, var place, var text) -> new Matches<>(same.apply(property), place, text);
            case AnyOf(var property, var each) -> new AnyOf<>(same.apply(property), each);
            case Constant(var value) -> new Constant<>(value);
        };
    }

    private Filter<R> conjunctsWhere(Predicate<Filter<R>> wanted) {
        return all(conjuncts().stream().filter(wanted).toList());
    }

    /**
     * The same condition on other rows.
     *
     * @param counterpart names for each property that the condition looks at the one of the other rows
     */
    default <S> Filter<S> on(Function<Property<R>, Property<S>> counterpart) {
        return switch (this) {
            case And<R>(var parts) ->
                new And<>(parts.stream().map(part -> part.on(counterpart)).toList());
            case Or<R>(var parts) ->
                new Or<>(parts.stream().map(part -> part.on(counterpart)).toList());
            case Not<R>(var part) -> new Not<>(part.on(counterpart));
            case Compare<R>(var property, var comparison, var value) ->
                new Compare<>(counterpart.apply(property), comparison, value);
            case IsNull<R>(var property) -> new IsNull<>(counterpart.apply(property));
            case In<R>(var property, var values) -> new In<>(counterpart.apply(property), values);
            case Matches<R>(var property, var place, var text) ->
                new Matches<>(counterpart.apply(property), place, text);
            case AnyOf<R>(var property, var each) -> new AnyOf<>(counterpart.apply(property), each);
            case Constant<R>(var value) -> new Constant<>(value);
        };
    }

    /** True for every row. */
    static <R> Filter<R> everything() {
        return new Constant<>(true);
    }

    /** True for no row. */
    static <R> Filter<R> nothing() {
        return new Constant<>(false);
    }

    /** All of these; everything if there are none. */
    static <R> Filter<R> all(List<Filter<R>> parts) {
        List<Filter<R>> flat = parts.stream()
                .flatMap(part -> part.conjuncts().stream())
                .filter(part -> !part.equals(everything()))
                .toList();
        if (flat.isEmpty()) return everything();
        return flat.size() == 1 ? flat.getFirst() : new And<>(flat);
    }

    /**
     * A comparison with a value. Words out of a list are less or greater by their place in it.
     *
     * @param value of the class that the property's type names
     */
    static <R> Filter<R> compare(Property<R> property, Comparison comparison, Object value) {
        if (property.words().isEmpty() || comparison.isEquality()) return new Compare<>(property, comparison, value);
        int place = property.place((String) value)
                .orElseThrow(() -> new IllegalArgumentException(
                        value + " is not a value of " + property + ": " + property.words()));
        Set<Object> matching = new LinkedHashSet<>();
        for (int i = 0; i < property.words().size(); i++) {
            if (comparison.holds(Integer.compare(i, place)))
                matching.add(property.words().get(i));
        }
        return new In<>(property, matching);
    }

    /** All parts hold. */
    record And<R>(List<Filter<R>> parts) implements Filter<R> {
        public And {
            parts = List.copyOf(parts);
        }

        @Override
        public boolean test(R row) {
            for (Filter<R> part : parts) {
                if (!part.test(row)) return false;
            }
            return true;
        }

        @Override
        public void collect(Set<Property<R>> properties) {
            for (Filter<R> part : parts) part.collect(properties);
        }

        @Override
        public List<Filter<R>> conjuncts() {
            List<Filter<R>> all = new ArrayList<>();
            for (Filter<R> part : parts) all.addAll(part.conjuncts());
            return all;
        }
    }

    /** At least one part holds. */
    record Or<R>(List<Filter<R>> parts) implements Filter<R> {
        public Or {
            parts = List.copyOf(parts);
        }

        @Override
        public boolean test(R row) {
            for (Filter<R> part : parts) {
                if (part.test(row)) return true;
            }
            return false;
        }

        @Override
        public void collect(Set<Property<R>> properties) {
            for (Filter<R> part : parts) part.collect(properties);
        }
    }

    /** The part does not hold. */
    record Not<R>(Filter<R> part) implements Filter<R> {
        @Override
        public boolean test(R row) {
            return !part.test(row);
        }

        @Override
        public void collect(Set<Property<R>> properties) {
            part.collect(properties);
        }
    }

    /** A value stands so to another; {@link #compare(Property, Comparison, Object)} also knows lists of words. */
    record Compare<R>(Property<R> property, Comparison comparison, Object value) implements Filter<R> {
        public Compare {
            property.type().check(value);
            boolean defined = comparison.isEquality() || property.type().isOrdered();
            if (property.type() == Type.TEXTS || !defined) {
                throw new IllegalArgumentException(property + " cannot be compared by " + comparison);
            }
        }

        @Override
        public boolean test(R row) {
            Object actual = property.value(row);
            if (actual == null) return comparison == Comparison.NE;
            return comparison.holds(property.type().compare(actual, value));
        }

        @Override
        public void collect(Set<Property<R>> properties) {
            properties.add(property);
        }
    }

    /** The row has no such value. */
    record IsNull<R>(Property<R> property) implements Filter<R> {
        public IsNull {
            if (property.type() == Type.TEXTS) {
                throw new IllegalArgumentException(property + " is a list and never missing");
            }
        }

        @Override
        public boolean test(R row) {
            return property.value(row) == null;
        }

        @Override
        public void collect(Set<Property<R>> properties) {
            properties.add(property);
        }
    }

    /** The value is one of these. */
    record In<R>(Property<R> property, Set<Object> values) implements Filter<R> {
        public In {
            if (property.type() == Type.TEXTS) throw new IllegalArgumentException(property + " is a list");
            Set<Object> canonical = new LinkedHashSet<>();
            for (Object value : values) {
                property.type().check(value);
                canonical.add(property.type().canonical(value));
            }
            values = Set.copyOf(canonical);
        }

        @Override
        public boolean test(R row) {
            Object actual = property.value(row);
            return actual != null && values.contains(property.type().canonical(actual));
        }

        @Override
        public void collect(Set<Property<R>> properties) {
            properties.add(property);
        }
    }

    /** The text holds another one at the place that is named. */
    record Matches<R>(Property<R> property, Place place, String text) implements Filter<R> {
        public Matches {
            if (!property.type().isTextual()) throw new IllegalArgumentException(property + " is no text");
            text = (String) property.type().canonical(text);
        }

        @Override
        public boolean test(R row) {
            Object actual = property.value(row);
            return actual != null && place.matches((String) property.type().canonical(actual), text);
        }

        @Override
        public void collect(Set<Property<R>> properties) {
            properties.add(property);
        }
    }

    /** At least one text of a list fulfils a condition of its own, made of {@link #ELEMENT}. */
    record AnyOf<R>(Property<R> property, Filter<String> each) implements Filter<R> {

        /** The text itself. */
        public static final Property<String> ELEMENT =
                Property.<String>text("element", text -> text).in("list.line");

        public AnyOf {
            if (property.type() != Type.TEXTS) throw new IllegalArgumentException(property + " is no list");
        }

        @Override
        public boolean test(R row) {
            Object texts = property.value(row);
            return texts != null && ((List<?>) texts).stream().anyMatch(text -> each.test((String) text));
        }

        @Override
        public void collect(Set<Property<R>> properties) {
            properties.add(property);
        }
    }

    /** Always the same. */
    record Constant<R>(boolean value) implements Filter<R> {
        @Override
        public boolean test(R row) {
            return value;
        }

        @Override
        public void collect(Set<Property<R>> properties) {
            // looks at none
        }
    }
}
