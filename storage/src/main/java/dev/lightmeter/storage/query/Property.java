package dev.lightmeter.storage.query;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * One named value of every row: how to read it from a row in memory and, if the rows also lie in a table, its column.
 * Two properties are equal only if they are the same object; a resource keeps its own as constants.
 *
 * @param <R> the rows
 */
public final class Property<R> {

    private final String name;
    private final Type type;
    private final List<String> words;
    private final Reader<? super R, ?> value;
    private final Optional<String> column;
    private final boolean always;

    private Property(
            String name,
            Type type,
            List<String> words,
            Reader<? super R, ?> value,
            Optional<String> column,
            boolean always) {
        if (name.isBlank()) throw new IllegalArgumentException("a property needs a name");
        this.name = name;
        this.type = type;
        this.words = List.copyOf(words);
        this.value = value;
        this.column = column;
        this.always = always;
    }

    /** Text in which the case of letters counts. */
    public static <R> Property<R> text(String name, Reader<? super R, String> value) {
        return new Property<>(name, Type.TEXT, List.of(), value, Optional.empty(), false);
    }

    /** An id: text in which the case of A to Z does not count. */
    public static <R> Property<R> word(String name, Reader<? super R, String> value) {
        return new Property<>(name, Type.WORD, List.of(), value, Optional.empty(), false);
    }

    /**
     * A word out of a list, the case of A to Z does not count.
     *
     * @param words all that there are, in the order in which one is less than the next
     */
    public static <R> Property<R> word(String name, Reader<? super R, String> value, List<String> words) {
        if (words.isEmpty()) throw new IllegalArgumentException("the words of " + name + " must be named");
        return new Property<>(name, Type.WORD, words, value, Optional.empty(), false);
    }

    /** A whole number; any {@link Number} that fits into a {@code long} without loss. */
    public static <R> Property<R> whole(String name, Reader<? super R, ? extends Number> value) {
        return new Property<>(name, Type.WHOLE, List.of(), value, Optional.empty(), false);
    }

    public static <R> Property<R> number(String name, Reader<? super R, Double> value) {
        return new Property<>(name, Type.NUMBER, List.of(), value, Optional.empty(), false);
    }

    public static <R> Property<R> truth(String name, Reader<? super R, Boolean> value) {
        return new Property<>(name, Type.TRUTH, List.of(), value, Optional.empty(), false);
    }

    public static <R> Property<R> instant(String name, Reader<? super R, Instant> value) {
        return new Property<>(name, Type.INSTANT, List.of(), value, Optional.empty(), false);
    }

    /** A list of text. */
    public static <R> Property<R> texts(String name, Reader<? super R, List<String>> value) {
        return new Property<>(name, Type.TEXTS, List.of(), value, Optional.empty(), false);
    }

    /**
     * The same property, which is also a column.
     *
     * @param expression SQL that gives the same value as the row: varchar, bigint, double precision, boolean or timestamp in
     *     UTC; a list as varchar with one text a line, none of them empty. Must not come from a user.
     */
    public Property<R> in(String expression) {
        return new Property<>(name, type, words, value, Optional.of(expression), always);
    }

    /** The same property, of which it is known that every row has it. Only those who describe the rows look at this. */
    public Property<R> always() {
        return new Property<>(name, type, words, value, column, true);
    }

    /**
     * The same property of rows that hold one of these rows.
     *
     * @param <S> the other rows
     */
    public <S> Property<S> within(Reader<S, R> part) {
        Reader<S, Object> inner = whole -> {
            R row = part.of(whole);
            return row == null ? null : value.of(row);
        };
        return new Property<>(name, type, words, inner, column, always);
    }

    /**
     * The same property of rows that each hold such a row.
     *
     * @param held takes it out
     */
    public <S> Property<S> of(Reader<? super S, ? extends R> held) {
        Reader<S, Object> within = row -> {
            R inner = held.of(row);
            return inner == null ? null : value.of(inner);
        };
        return new Property<>(name, type, words, within, column, always);
    }

    public String name() {
        return name;
    }

    public Type type() {
        return type;
    }

    /** The words that there are, least first; empty if any text can occur. */
    public List<String> words() {
        return words;
    }

    /** The place of a word in {@link #words()}; empty if there is no such word. */
    public OptionalInt place(String word) {
        for (int i = 0; i < words.size(); i++) {
            if (Type.WORD.compare(words.get(i), word) == 0) return OptionalInt.of(i);
        }
        return OptionalInt.empty();
    }

    /** The SQL of the column. */
    public Optional<String> column() {
        return column;
    }

    public boolean isAlways() {
        return always;
    }

    /** The value in a row, of the class that {@link #type()} names. */
    public @Nullable Object value(R row) {
        return value.of(row);
    }

    /** Orders two values of this property: a missing one first, words by their place in {@link #words()}. */
    public int compareValues(@Nullable Object one, @Nullable Object other) {
        if (one == null || other == null) return Boolean.compare(one != null, other != null);
        if (words.isEmpty()) return type.compare(one, other);
        int places = Integer.compare(
                place((String) one).orElse(words.size()), place((String) other).orElse(words.size()));
        return places != 0 ? places : type.compare(one, other);
    }

    @Override
    public String toString() {
        return name;
    }
}
