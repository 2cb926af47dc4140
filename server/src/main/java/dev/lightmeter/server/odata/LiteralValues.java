package dev.lightmeter.server.odata;

import dev.lightmeter.server.http.ProblemException;
import dev.lightmeter.server.odata.Expression.Literal;
import dev.lightmeter.server.odata.Token.Kind;
import dev.lightmeter.storage.query.Comparison;
import dev.lightmeter.storage.query.Filter;
import dev.lightmeter.storage.query.Property;
import dev.lightmeter.storage.query.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Optional;

/**
 * Turns what stands in a filter into values of a property's type. Quotes around numbers, times, true and false are
 * tolerated, because clients of the live service write them.
 */
record LiteralValues(OptionText source) {

    private static final BigInteger MOST = BigInteger.valueOf(Long.MAX_VALUE);
    private static final BigInteger LEAST = BigInteger.valueOf(Long.MIN_VALUE);

    /** A comparison with a value that is not null. */
    <R> Filter<R> comparison(Property<R> property, Comparison comparison, Literal literal) {
        return property.type() == Type.WHOLE
                ? wholeComparison(property, comparison, decimal(property, literal))
                : Filter.compare(property, comparison, value(property, literal));
    }

    /** The value, unless it is a number that no whole number can be equal to. */
    Optional<Object> valueOf(Property<?> property, Literal literal) {
        if (property.type() != Type.WHOLE) return Optional.of(value(property, literal));
        BigDecimal number = decimal(property, literal);
        BigInteger floor = floor(number);
        return isWhole(number) && fits(floor) ? Optional.of(floor.longValue()) : Optional.empty();
    }

    /**
     * Compares whole numbers with any number, exactly: what is less than 5.5 is at most 5, and what does not fit into 64
     * bits is greater or less than all that do.
     */
    private static <R> Filter<R> wholeComparison(Property<R> property, Comparison comparison, BigDecimal number) {
        BigInteger floor = floor(number);
        if (isWhole(number) && fits(floor)) return Filter.compare(property, comparison, floor.longValue());
        Filter<R> exists = new Filter.Not<>(new Filter.IsNull<>(property));
        boolean above = floor.compareTo(MOST) > 0;
        boolean below = floor.compareTo(LEAST) < 0;
        return switch (comparison) {
            case EQ -> Filter.nothing();
            case NE -> Filter.everything();
            case LT, LE -> {
                if (below) yield Filter.nothing();
                yield above ? exists : Filter.compare(property, Comparison.LE, floor.longValue());
            }
            case GT, GE -> {
                if (above) yield Filter.nothing();
                yield below ? exists : Filter.compare(property, Comparison.GT, floor.longValue());
            }
        };
    }

    private Object value(Property<?> property, Literal literal) {
        return switch (property.type()) {
            case TEXT -> text(property, literal);
            case WORD -> word(property, literal);
            case NUMBER -> number(property, literal);
            case TRUTH -> truth(property, literal);
            case INSTANT -> instant(property, literal);
            case WHOLE, TEXTS -> throw new IllegalArgumentException(property + " has no plain values");
        };
    }

    private String text(Property<?> property, Literal literal) {
        Kind kind = literal.token().kind();
        if (kind == Kind.TEXT || kind == Kind.GUID) return literal.token().text();
        throw expected(property, "text in quotes", literal);
    }

    private String word(Property<?> property, Literal literal) {
        String word = text(property, literal);
        if (!property.words().isEmpty() && property.place(word).isEmpty()) {
            throw expected(property, "one of '" + String.join("', '", property.words()) + "'", literal);
        }
        return word;
    }

    private double number(Property<?> property, Literal literal) {
        double number = decimal(property, literal).doubleValue();
        if (Double.isInfinite(number)) throw expected(property, "a number of at most 308 digits", literal);
        return number;
    }

    private boolean truth(Property<?> property, Literal literal) {
        String text = literal.token().lower();
        if (text.equals("true")) return true;
        if (text.equals("false")) return false;
        throw expected(property, "true or false", literal);
    }

    private Instant instant(Property<?> property, Literal literal) {
        return InstantText.parse(literal.token().text())
                .orElseThrow(() -> expected(property, "a time such as 2026-03-04T05:06:07Z", literal));
    }

    private BigDecimal decimal(Property<?> property, Literal literal) {
        String text = literal.token().text();
        if (!Tokens.NUMBER.matcher(text).matches()) throw expected(property, "a number", literal);
        return new BigDecimal(text);
    }

    private static BigInteger floor(BigDecimal number) {
        return number.setScale(0, RoundingMode.FLOOR).toBigInteger();
    }

    private static boolean isWhole(BigDecimal number) {
        return number.stripTrailingZeros().scale() <= 0;
    }

    private static boolean fits(BigInteger number) {
        return number.bitLength() < Long.SIZE;
    }

    private ProblemException expected(Property<?> property, String what, Literal literal) {
        return source.expectedAt(
                literal.at(), what + " for " + property.name(), literal.token().shown());
    }
}
