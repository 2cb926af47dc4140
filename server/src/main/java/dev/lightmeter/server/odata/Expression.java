package dev.lightmeter.server.odata;

import dev.lightmeter.storage.query.Comparison;
import dev.lightmeter.storage.query.Place;
import java.util.List;
import java.util.Optional;

/** A filter as it is written, before anybody knows what its names mean. Each part knows where it starts. */
sealed interface Expression {

    /** Index of the first char. */
    int at();

    /** {@code a and b and c} */
    record All(int at, List<Expression> parts) implements Expression {}

    /** {@code a or b or c} */
    record Either(int at, List<Expression> parts) implements Expression {}

    /** {@code not a} */
    record Negation(int at, Expression part) implements Expression {}

    /** {@code a eq b} */
    record Relation(Expression left, Comparison comparison, Token operator, Expression right) implements Expression {
        @Override
        public int at() {
            return left.at();
        }
    }

    /** {@code a in (1, 2)} */
    record Membership(Expression left, List<Literal> values) implements Expression {
        @Override
        public int at() {
            return left.at();
        }
    }

    /** {@code startswith(a, b)} */
    record Search(Token function, Place place, Expression in, Literal text) implements Expression {
        @Override
        public int at() {
            return function.at();
        }
    }

    /** {@code a/any(t: b)}; without a condition {@code a/any()} */
    record Exists(Name list, Optional<Condition> condition) implements Expression {

        /** What one element, called by the variable, has to fulfil. */
        record Condition(Token variable, Expression body) {}

        @Override
        public int at() {
            return list.at();
        }
    }

    /** A property, or the variable of an {@link Exists}. */
    record Name(Token token) implements Expression {
        @Override
        public int at() {
            return token.at();
        }
    }

    /** A value. {@code null}, {@code true} and {@code false} come as names. */
    record Literal(Token token) implements Expression {
        @Override
        public int at() {
            return token.at();
        }

        boolean isNull() {
            return token.is("null");
        }

        boolean isTruth() {
            return token.is("true") || token.is("false");
        }
    }
}
