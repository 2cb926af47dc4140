package dev.lightmeter.server.odata;

import dev.lightmeter.server.http.FormFields;
import dev.lightmeter.server.http.Problem;
import dev.lightmeter.server.http.ProblemException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Which rows of a collection a client wants.
 *
 * @param skip rows left out at the start
 * @param top the most rows in the answer
 * @param count whether the answer tells the number of all rows
 */
public record PageOptions(int skip, int top, boolean count) {

    /** All rows, not counted. */
    public static final PageOptions ALL = new PageOptions(0, Integer.MAX_VALUE, false);

    /**
     * Reads {@code $top}, {@code $skip} and {@code $count}. Another option that starts with {@code $}, one that comes
     * twice, or a value that is none is a problem that names the option. Options without {@code $} are not ours and are
     * left alone.
     */
    public static PageOptions of(FormFields query) {
        int skip = ALL.skip;
        int top = ALL.top;
        boolean count = ALL.count;
        Set<String> seen = new HashSet<>();
        for (FormFields.Field field : query.fields()) {
            if (!field.name().startsWith("$")) continue;
            String name = field.name().toLowerCase(Locale.ROOT);
            if (!seen.add(name)) throw refused("The query option '" + field.name() + "' is given twice");
            switch (name) {
                case "$skip" -> skip = number(field);
                case "$top" -> top = number(field);
                case "$count" -> count = truth(field);
                default -> throw unsupported(field);
            }
        }
        return new PageOptions(skip, top, count);
    }

    /** For an address that answers with one entity: any option that starts with {@code $} is a problem. */
    public static void refuseAny(FormFields query) {
        for (FormFields.Field field : query.fields()) {
            if (field.name().startsWith("$")) throw unsupported(field);
        }
    }

    private static int number(FormFields.Field field) {
        String digits = field.value();
        // Integer.parseInt would also take a plus sign and the digits of other scripts
        if (digits.isEmpty() || digits.length() > 10 || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw notANumber(field);
        }
        long number = Long.parseLong(digits);
        if (number > Integer.MAX_VALUE) throw notANumber(field);
        return (int) number;
    }

    private static boolean truth(FormFields.Field field) {
        return switch (field.value().toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default ->
                throw refused("The query option '%s' must be true or false, got '%s'"
                        .formatted(field.name(), shown(field.value())));
        };
    }

    private static ProblemException notANumber(FormFields.Field field) {
        return refused("The query option '%s' must be a whole number from 0 to %d, got '%s'"
                .formatted(field.name(), Integer.MAX_VALUE, shown(field.value())));
    }

    private static ProblemException unsupported(FormFields.Field field) {
        return refused("The query option '%s' is not supported here".formatted(shown(field.name())));
    }

    private static ProblemException refused(String why) {
        return new ProblemException(Problem.odata(why));
    }

    private static String shown(String value) {
        return value.length() <= 50 ? value : value.substring(0, 50) + "...";
    }
}
