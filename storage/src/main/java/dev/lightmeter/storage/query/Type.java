package dev.lightmeter.storage.query;

import java.time.Instant;
import java.util.List;

/**
 * What a property holds, and so how its values are compared. The orders are those of DuckDB and of PostgreSQL, so that a
 * condition has one meaning in memory and in SQL.
 */
public enum Type {

    /** Text, {@link String}: every letter counts; in the order of code points. */
    TEXT(String.class),

    /** An id or a word out of a list, {@link String}: A to Z are a to z; other letters are as they are. */
    WORD(String.class),

    /** A whole number, any {@link Number} that is a {@code long}. */
    WHOLE(Number.class),

    /** A {@link Double}: both zeros are equal, NaN equals itself and is greater than every number. */
    NUMBER(Double.class),

    /** True or false, {@link Boolean}; has no order. */
    TRUTH(Boolean.class),

    /** An {@link Instant}, to the nanosecond in memory, to the microsecond in a column. */
    INSTANT(Instant.class),

    /** A list of text, {@link List}; a missing list is an empty one. */
    TEXTS(List.class);

    private final Class<?> javaType;

    Type(Class<?> javaType) {
        this.javaType = javaType;
    }

    /** True for what {@code startswith}, {@code endswith} and {@code contains} can look into. */
    public boolean isTextual() {
        return this == TEXT || this == WORD;
    }

    /** True if one value can be less than another. */
    public boolean isOrdered() {
        return this != TRUTH && this != TEXTS;
    }

    /**
     * Less than, equal to or greater than 0, like {@link java.util.Comparator}. False comes before true, for who sorts by it.
     *
     * @throws IllegalArgumentException for lists
     */
    public int compare(Object one, Object other) {
        return switch (this) {
            case TEXT -> Letters.compare((String) one, (String) other);
            case WORD -> Letters.compareIgnoringCase((String) one, (String) other);
            case WHOLE -> Long.compare(((Number) one).longValue(), ((Number) other).longValue());
            // adding 0.0 makes a positive zero of a negative one
            case NUMBER -> Double.compare((Double) one + 0.0, (Double) other + 0.0);
            case TRUTH -> Boolean.compare((Boolean) one, (Boolean) other);
            case INSTANT -> ((Instant) one).compareTo((Instant) other);
            case TEXTS -> throw new IllegalArgumentException("lists have no order");
        };
    }

    /** The one object that stands for all values which are equal under {@link #compare}. */
    Object canonical(Object value) {
        return switch (this) {
            case WORD -> Letters.lower((String) value);
            case WHOLE -> ((Number) value).longValue();
            case NUMBER -> (Double) value + 0.0;
            case TEXT, TRUTH, INSTANT, TEXTS -> value;
        };
    }

    void check(Object value) {
        if (!javaType.isInstance(value)) {
            throw new IllegalArgumentException(
                    this + " cannot be compared with the " + value.getClass().getSimpleName() + " " + value);
        }
    }
}
