package dev.lightmeter.storage.query;

import dev.lightmeter.storage.query.Filter.And;
import dev.lightmeter.storage.query.Filter.AnyOf;
import dev.lightmeter.storage.query.Filter.Compare;
import dev.lightmeter.storage.query.Filter.Constant;
import dev.lightmeter.storage.query.Filter.In;
import dev.lightmeter.storage.query.Filter.IsNull;
import dev.lightmeter.storage.query.Filter.Matches;
import dev.lightmeter.storage.query.Filter.Not;
import dev.lightmeter.storage.query.Filter.Or;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * A filter as SQL that DuckDB and PostgreSQL both read. The condition is true or false for every row, never null, so it may
 * stand under a {@code not}.
 *
 * @param condition for a {@code where}, with a question mark for each parameter
 * @param parameters {@link String}, {@link Long}, {@link Double}, {@link Boolean} or {@link LocalDateTime} in UTC
 */
public record SqlFilter(String condition, List<Object> parameters) {

    private static final String UPPER = "'ABCDEFGHIJKLMNOPQRSTUVWXYZ'";
    private static final String LOWER = "'abcdefghijklmnopqrstuvwxyz'";

    public SqlFilter {
        parameters = List.copyOf(parameters);
    }

    /**
     * Writes a filter down.
     *
     * @throws IllegalArgumentException if a property has no column; {@link Filter#pushable()} leaves such parts out
     */
    public static SqlFilter of(Filter<?> filter) {
        Writer writer = new Writer();
        writer.write(filter);
        return new SqlFilter(writer.sql.toString(), writer.parameters);
    }

    private static final class Writer {

        private final StringBuilder sql = new StringBuilder();
        private final List<Object> parameters = new ArrayList<>();

        void write(Filter<?> filter) {
            switch (filter) {
                case And(var parts) -> join(parts, " and ", "true");
                case Or(var parts) -> join(parts, " or ", "false");
                case Not(var part) -> {
                    sql.append("not ");
                    write(part);
                }
                case Compare(var property, var comparison, var value) -> compare(property, comparison, value);
                case IsNull(var property) ->
                    sql.append('(').append(column(property)).append(" is null)");
                case In(var property, var values) ->
                    in(property, values.stream().toList());
                case Matches(var property, var place, var text) -> matches(property, place, text);
                case AnyOf(var property, var each) -> anyOf(property, each);
                case Constant(var value) -> sql.append(value);
            }
        }

        private void join(List<? extends Filter<?>> parts, String word, String none) {
            if (parts.isEmpty()) {
                sql.append(none);
                return;
            }
            sql.append('(');
            for (int i = 0; i < parts.size(); i++) {
                if (i > 0) sql.append(word);
                write(parts.get(i));
            }
            sql.append(')');
        }

        private void compare(Property<?> property, Comparison comparison, Object value) {
            switch (property.type()) {
                case INSTANT -> compareInstant(property, comparison, (Instant) value);
                case TEXT, WORD -> {
                    // a database may sort text by the rules of a language; equality is the same under all of them
                    String order = comparison.isEquality() ? "" : " collate \"C\"";
                    compare(
                            property,
                            comparable(property) + order,
                            comparison,
                            property.type().canonical(value));
                }
                default ->
                    compare(
                            property,
                            column(property),
                            comparison,
                            property.type().canonical(value));
            }
        }

        private void compare(Property<?> property, String left, Comparison comparison, Object value) {
            String column = column(property);
            sql.append('(').append(column).append(comparison == Comparison.NE ? " is null or " : " is not null and ");
            sql.append(left).append(' ').append(comparison.sql()).append(" ?)");
            parameters.add(value);
        }

        /** Columns hold whole microseconds. A time between two of them equals none, and lies after the first. */
        private void compareInstant(Property<?> property, Comparison comparison, Instant value) {
            if (isWhole(value)) {
                compare(property, column(property), comparison, micros(value));
                return;
            }
            switch (comparison) {
                case EQ -> sql.append("false");
                case NE -> sql.append("true");
                case LT, LE -> compare(property, column(property), Comparison.LE, micros(value));
                case GT, GE -> compare(property, column(property), Comparison.GT, micros(value));
            }
        }

        private void in(Property<?> property, List<Object> values) {
            List<Object> bound = property.type() != Type.INSTANT
                    ? values
                    : values.stream()
                            .map(Instant.class::cast)
                            .filter(Writer::isWhole)
                            .<Object>map(Writer::micros)
                            .toList();
            if (bound.isEmpty()) {
                sql.append("false");
                return;
            }
            sql.append('(').append(column(property)).append(" is not null and ").append(comparable(property));
            sql.append(" in (?").append(", ?".repeat(bound.size() - 1)).append("))");
            parameters.addAll(bound);
        }

        /** Functions and no {@code like}: nothing in the text has to be escaped. */
        private void matches(Property<?> property, Place place, String text) {
            String value = comparable(property);
            sql.append('(').append(column(property)).append(" is not null");
            if (!text.isEmpty()) {
                sql.append(" and ");
                switch (place) {
                    case START -> sql.append("starts_with(").append(value).append(", ?)");
                    case ANYWHERE -> sql.append("strpos(").append(value).append(", ?) > 0");
                    case END -> {
                        int length = text.codePointCount(0, text.length());
                        sql.append("right(")
                                .append(value)
                                .append(", ")
                                .append(length)
                                .append(") = ?");
                    }
                }
                parameters.add(text);
            }
            sql.append(')');
        }

        private void anyOf(Property<?> property, Filter<String> each) {
            String lines = column(property);
            sql.append('(')
                    .append(lines)
                    .append(" is not null and ")
                    .append(lines)
                    .append(" <> '' and exists (select 1");
            sql.append(" from (select unnest(string_to_array(")
                    .append(lines)
                    .append(", chr(10))) as line) as list where ");
            write(each);
            sql.append("))");
        }

        /** The column in the form in which it is compared. */
        private static String comparable(Property<?> property) {
            String column = column(property);
            return property.type() == Type.WORD ? "translate(" + column + ", " + UPPER + ", " + LOWER + ")" : column;
        }

        private static String column(Property<?> property) {
            return property.column()
                    .orElseThrow(() -> new IllegalArgumentException("the property " + property + " is no column"));
        }

        private static boolean isWhole(Instant value) {
            return value.equals(value.truncatedTo(ChronoUnit.MICROS));
        }

        private static LocalDateTime micros(Instant value) {
            return LocalDateTime.ofInstant(value.truncatedTo(ChronoUnit.MICROS), ZoneOffset.UTC);
        }
    }
}
