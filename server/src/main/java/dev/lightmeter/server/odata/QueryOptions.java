package dev.lightmeter.server.odata;

import dev.lightmeter.server.http.FormFields;
import dev.lightmeter.server.http.Problem;
import dev.lightmeter.server.http.ProblemException;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The options of one query string that start with {@code $}. What is wrong with them is a problem that names the option;
 * options without {@code $} are not ours and are left alone.
 */
public final class QueryOptions {

    /** No options at all. */
    public static final QueryOptions NONE = new QueryOptions(Map.of());

    private static final int SHOWN = 50;

    private final Map<QueryOption, String> values;

    private QueryOptions(Map<QueryOption, String> values) {
        this.values = values;
    }

    /**
     * Reads the options. Another one than those allowed is a problem, and so is one that comes twice. {@code $format=json} is
     * allowed everywhere, as there is nothing else to be had.
     */
    public static QueryOptions of(FormFields query, Set<QueryOption> allowed) {
        Map<QueryOption, String> values = new EnumMap<>(QueryOption.class);
        for (FormFields.Field field : query.fields()) {
            if (!field.name().startsWith("$")) continue;
            QueryOption option = QueryOption.named(field.name())
                    .filter(known(allowed)::contains)
                    .orElseThrow(() -> unsupported(field));
            if (values.put(option, field.value()) != null) {
                throw refused("The query option '" + field.name() + "' is given twice");
            }
        }
        QueryOptions options = new QueryOptions(values);
        if (!allowed.contains(QueryOption.FORMAT)) options.refuseOtherFormats();
        return options;
    }

    /** For an address that answers with one entity as a whole. */
    public static void refuseAny(FormFields query) {
        of(query, Set.of());
    }

    /** The text of an option. */
    public Optional<String> text(QueryOption option) {
        return Optional.ofNullable(values.get(option));
    }

    /** Rows left out at the start, 0 without {@code $skip}. */
    public int skip() {
        return number(QueryOption.SKIP).orElse(0);
    }

    /** The most rows that are wanted; empty without {@code $top}. */
    public OptionalInt top() {
        return number(QueryOption.TOP);
    }

    /** Whether the number of all rows is wanted. */
    public boolean count() {
        String text = values.getOrDefault(QueryOption.COUNT, "false");
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default ->
                throw refused("The query option '%s' must be true or false, got '%s'"
                        .formatted(QueryOption.COUNT, shown(text)));
        };
    }

    private OptionalInt number(QueryOption option) {
        String text = values.get(option);
        if (text == null) return OptionalInt.empty();
        String digits = text.strip(); // a plus sign in a query is a blank
        // Integer.parseInt would also take a plus sign and the digits of other scripts
        boolean plain =
                !digits.isEmpty() && digits.length() <= 10 && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!plain || Long.parseLong(digits) > Integer.MAX_VALUE) {
            throw refused("The query option '%s' must be a whole number from 0 to %d, got '%s'"
                    .formatted(option, Integer.MAX_VALUE, shown(text)));
        }
        return OptionalInt.of(Integer.parseInt(digits));
    }

    private void refuseOtherFormats() {
        text(QueryOption.FORMAT).map(format -> format.toLowerCase(Locale.ROOT)).ifPresent(format -> {
            if (!format.startsWith("json") && !format.startsWith("application/json")) {
                throw refused(
                        "The query option '%s' must be json, got '%s'".formatted(QueryOption.FORMAT, shown(format)));
            }
        });
    }

    private static Set<QueryOption> known(Set<QueryOption> allowed) {
        Set<QueryOption> known = EnumSet.of(QueryOption.FORMAT);
        known.addAll(allowed);
        return known;
    }

    private static ProblemException unsupported(FormFields.Field field) {
        return refused("The query option '%s' is not supported here".formatted(shown(field.name())));
    }

    static ProblemException refused(String why) {
        return new ProblemException(Problem.odata(why));
    }

    /** A piece of what a client wrote, short enough for an answer. */
    static String shown(String value) {
        return value.length() <= SHOWN ? value : value.substring(0, SHOWN) + "...";
    }
}
