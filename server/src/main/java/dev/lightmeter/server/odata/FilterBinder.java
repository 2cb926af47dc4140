package dev.lightmeter.server.odata;

import dev.lightmeter.server.http.ProblemException;
import dev.lightmeter.server.odata.Expression.All;
import dev.lightmeter.server.odata.Expression.Either;
import dev.lightmeter.server.odata.Expression.Exists;
import dev.lightmeter.server.odata.Expression.Literal;
import dev.lightmeter.server.odata.Expression.Membership;
import dev.lightmeter.server.odata.Expression.Name;
import dev.lightmeter.server.odata.Expression.Negation;
import dev.lightmeter.server.odata.Expression.Relation;
import dev.lightmeter.server.odata.Expression.Search;
import dev.lightmeter.storage.query.Comparison;
import dev.lightmeter.storage.query.Filter;
import dev.lightmeter.storage.query.Property;
import dev.lightmeter.storage.query.Type;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Gives the names of a filter their meaning: which property, which type, which value. What does not fit is a problem. */
final class FilterBinder<R> {

    private final OptionText source;
    private final Function<Name, Property<R>> properties;

    /** @param properties gives the property of a name, or says that there is none */
    private FilterBinder(OptionText source, Function<Name, Property<R>> properties) {
        this.source = source;
        this.properties = properties;
    }

    /** Reads a filter on the rows of a shape. */
    static <R> Filter<R> filter(String text, Shape<R> shape) {
        OptionText source = new OptionText(QueryOption.FILTER, text);
        Expression expression = FilterParser.parse(source);
        return new FilterBinder<R>(
                        source,
                        name -> shape.property(source, name.at(), name.token().text()))
                .condition(expression);
    }

    private Filter<R> condition(Expression expression) {
        return switch (expression) {
            case All(var at, var parts) ->
                Filter.all(parts.stream().map(this::condition).toList());
            case Either(var at, var parts) ->
                new Filter.Or<>(parts.stream().map(this::condition).toList());
            case Negation(var at, var part) -> new Filter.Not<>(condition(part));
            case Relation relation -> relation(relation);
            case Membership(var left, var values) -> membership(property(left), values);
            case Search search -> search(search);
            case Exists exists -> exists(exists);
            case Name name -> truth(name);
            case Literal literal -> constant(literal);
        };
    }

    private Filter<R> relation(Relation relation) {
        Comparison comparison = relation.comparison();
        return switch (relation.right()) {
            case Literal value ->
                switch (relation.left()) {
                    case Name name -> compare(properties.apply(name), relation, comparison, value);
                    case Literal left ->
                        throw wrong(left, "expected a property on one side of the comparison, found two values");
                    case Expression condition -> isTrue(condition(condition), relation, value);
                };
            case Name name
            when relation.left() instanceof Literal value ->
                compare(properties.apply(name), relation, comparison.mirrored(), value);
            case Expression condition
            when relation.left() instanceof Literal value -> isTrue(condition(condition), relation, value);
            case Expression other ->
                throw wrong(
                        other,
                        "expected a value (text stands in quotes); a property can only be compared with a value");
        };
    }

    /** {@code startswith(a, b) eq true}, which many programs write. */
    private Filter<R> isTrue(Filter<R> condition, Relation relation, Literal value) {
        if (!relation.comparison().isEquality() || !value.isTruth()) {
            throw wrong(value, "expected eq or ne with true or false, because the other side is a condition");
        }
        boolean asItIs = value.token().is("true") == (relation.comparison() == Comparison.EQ);
        return asItIs ? condition : new Filter.Not<>(condition);
    }

    private Filter<R> compare(Property<R> property, Relation relation, Comparison comparison, Literal value) {
        refuseList(property, relation.at());
        if (!comparison.isEquality() && !property.type().isOrdered()) {
            throw source.wrongAt(
                    relation.operator().at(), "expected eq or ne, because " + property.name() + " is true or false");
        }
        if (value.isNull()) {
            return switch (comparison) {
                case EQ -> new Filter.IsNull<>(property);
                case NE -> new Filter.Not<>(new Filter.IsNull<>(property));
                case LT, LE, GT, GE -> Filter.nothing();
            };
        }
        return values().comparison(property, comparison, value);
    }

    private Filter<R> membership(Property<R> property, List<Literal> literals) {
        refuseList(property, literals.getFirst().at());
        Set<Object> values = new LinkedHashSet<>();
        boolean orNull = false;
        for (Literal literal : literals) {
            if (literal.isNull()) orNull = true;
            else values().valueOf(property, literal).ifPresent(values::add);
        }
        Filter<R> in = new Filter.In<>(property, values);
        return orNull ? new Filter.Or<>(List.of(in, new Filter.IsNull<>(property))) : in;
    }

    private Filter<R> search(Search search) {
        Property<R> property = property(search.in());
        if (!property.type().isTextual()) {
            throw wrong(
                    search.in(),
                    "expected a property that holds text, because "
                            + search.function().lower() + " looks into text");
        }
        if (search.text().token().kind() != Token.Kind.TEXT) throw wrong(search.text(), "expected text in quotes");
        return new Filter.Matches<>(
                property, search.place(), search.text().token().text());
    }

    private Filter<R> exists(Exists exists) {
        Property<R> list = properties.apply(exists.list());
        if (list.type() != Type.TEXTS) {
            throw wrong(exists.list(), "expected a property that is a list, because any looks into lists");
        }
        return new Filter.AnyOf<>(
                list,
                exists.condition()
                        .map(condition -> new FilterBinder<>(source, name -> element(condition, name))
                                .condition(condition.body()))
                        .orElseGet(Filter::everything));
    }

    private Property<String> element(Exists.Condition condition, Name name) {
        String variable = condition.variable().text();
        if (name.token().is(variable)) return Filter.AnyOf.ELEMENT;
        throw wrong(name, "expected " + variable + ", the only name that means something inside this any");
    }

    private Filter<R> truth(Name name) {
        Property<R> property = properties.apply(name);
        if (property.type() == Type.TRUTH) return new Filter.Compare<>(property, Comparison.EQ, true);
        throw source.wrongAt(
                name.at() + name.token().text().length(),
                "expected a comparison such as eq, because " + property.name() + " alone is neither true nor false");
    }

    private Filter<R> constant(Literal literal) {
        if (literal.isTruth()) return new Filter.Constant<>(literal.token().is("true"));
        throw source.expectedAt(literal.at(), "a condition", literal.token().shown());
    }

    private Property<R> property(Expression expression) {
        if (expression instanceof Name name) return properties.apply(name);
        throw wrong(expression, "expected a property");
    }

    private void refuseList(Property<R> property, int at) {
        if (property.type() == Type.TEXTS) {
            throw source.wrongAt(
                    at, property.name() + " is a list; expected " + property.name() + "/any(x: x eq 'text')");
        }
    }

    private LiteralValues values() {
        return new LiteralValues(source);
    }

    private ProblemException wrong(Expression where, String why) {
        return source.wrongAt(where.at(), why);
    }
}
