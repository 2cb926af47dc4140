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
import dev.lightmeter.server.odata.Token.Kind;
import dev.lightmeter.storage.query.Comparison;
import dev.lightmeter.storage.query.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the language of {@code $filter} by recursive descent, one method for each level of precedence. Words of the
 * language are read in any letter case. Length and depth are bounded, so that no text overflows the stack.
 *
 * <pre>
 * either    = all *( "or" all )
 * all       = relation *( "and" relation )
 * relation  = "not" relation / operand [ comparison operand / "in" "(" literal *( "," literal ) ")" ]
 * operand   = "(" either ")" / function "(" name "," literal ")" / name "/" "any" "(" [ name ":" either ] ")" / name / literal
 * </pre>
 */
final class FilterParser {

    static final int LONGEST = 16_384;
    static final int DEEPEST = 100;

    private static final Map<String, Comparison> COMPARISONS = Map.of(
            "eq", Comparison.EQ,
            "ne", Comparison.NE,
            "lt", Comparison.LT,
            "le", Comparison.LE,
            "gt", Comparison.GT,
            "ge", Comparison.GE);

    private static final Map<String, Place> FUNCTIONS =
            Map.of("startswith", Place.START, "endswith", Place.END, "contains", Place.ANYWHERE);

    private final OptionText source;
    private final List<Token> tokens;
    private int next;
    private int depth;

    private FilterParser(OptionText source) {
        this.source = source;
        this.tokens = Tokens.of(source);
    }

    static Expression parse(OptionText source) {
        if (source.text().length() > LONGEST) {
            throw source.wrongAt(LONGEST, "expected at most " + LONGEST + " characters, found more");
        }
        FilterParser parser = new FilterParser(source);
        Expression whole = parser.either();
        if (parser.peek().kind() != Kind.END) {
            throw parser.expected("'and', 'or' or the end");
        }
        return whole;
    }

    private Expression either() {
        Expression first = all();
        if (!peek().is("or")) return first;
        List<Expression> parts = new ArrayList<>(List.of(first));
        while (takeWord("or")) parts.add(all());
        return new Either(first.at(), parts);
    }

    private Expression all() {
        Expression first = relation();
        if (!peek().is("and")) return first;
        List<Expression> parts = new ArrayList<>(List.of(first));
        while (takeWord("and")) parts.add(relation());
        return new All(first.at(), parts);
    }

    private Expression relation() {
        descend();
        try {
            Token start = peek();
            if (isNegation()) {
                next++;
                return new Negation(start.at(), relation());
            }
            Expression left = operand();
            Token operator = peek();
            Comparison comparison = comparison(operator);
            if (comparison != null) {
                next++;
                return new Relation(left, comparison, operator, operand());
            }
            return takeWord("in") ? new Membership(left, literals()) : left;
        } finally {
            depth--;
        }
    }

    /** {@code not} is a word of the language unless somebody compares a property of that name. */
    private boolean isNegation() {
        return peek().is("not") && comparison(tokens.get(next + 1)) == null;
    }

    private Expression operand() {
        Token token = peek();
        return switch (token.kind()) {
            case OPEN -> parenthesised();
            case NAME ->
                switch (tokens.get(next + 1).kind()) {
                    case OPEN -> search();
                    case SLASH -> exists();
                    default -> nameOrLiteral();
                };
            default -> nameOrLiteral();
        };
    }

    private Expression parenthesised() {
        take(Kind.OPEN);
        Expression inner = either();
        take(Kind.CLOSE);
        return inner;
    }

    private Expression search() {
        Token function = peek();
        Place place = FUNCTIONS.get(function.lower());
        if (place == null) throw expected("startswith, endswith or contains");
        next++;
        take(Kind.OPEN);
        Expression in = nameOrLiteral();
        take(Kind.COMMA);
        Literal text = literal();
        take(Kind.CLOSE);
        return new Search(function, place, in, text);
    }

    private Expression exists() {
        Name list = new Name(take(Kind.NAME));
        take(Kind.SLASH);
        if (!takeWord("any")) throw expected("any");
        take(Kind.OPEN);
        Optional<Exists.Condition> condition = Optional.empty();
        if (peek().kind() != Kind.CLOSE) {
            Token variable = take(Kind.NAME);
            take(Kind.COLON);
            condition = Optional.of(new Exists.Condition(variable, either()));
        }
        take(Kind.CLOSE);
        return new Exists(list, condition);
    }

    private List<Literal> literals() {
        take(Kind.OPEN);
        List<Literal> values = new ArrayList<>();
        do {
            values.add(literal());
        } while (takeIf(Kind.COMMA));
        take(Kind.CLOSE);
        return values;
    }

    private Expression nameOrLiteral() {
        if (isLiteral(peek())) return literal();
        if (peek().kind() != Kind.NAME) throw expected("a property or a value");
        return new Name(take(Kind.NAME));
    }

    private Literal literal() {
        if (!isLiteral(peek())) throw expected("a value (text stands in quotes)");
        return new Literal(tokens.get(next++));
    }

    private static boolean isLiteral(Token token) {
        return switch (token.kind()) {
            case TEXT, NUMBER, INSTANT, GUID -> true;
            case NAME -> token.is("null") || token.is("true") || token.is("false");
            default -> false;
        };
    }

    private static @Nullable Comparison comparison(Token token) {
        return token.kind() == Kind.NAME ? COMPARISONS.get(token.lower()) : null;
    }

    private Token peek() {
        return tokens.get(next);
    }

    private Token take(Kind kind) {
        if (peek().kind() != kind) throw expected(kind.toString());
        return tokens.get(next++);
    }

    private boolean takeIf(Kind kind) {
        if (peek().kind() != kind) return false;
        next++;
        return true;
    }

    private boolean takeWord(String word) {
        if (!peek().is(word)) return false;
        next++;
        return true;
    }

    private void descend() {
        if (++depth > DEEPEST) {
            throw source.wrongAt(peek().at(), "expected at most " + DEEPEST + " conditions inside one another");
        }
    }

    private ProblemException expected(String what) {
        return source.expectedAt(peek().at(), what, peek().shown());
    }
}
