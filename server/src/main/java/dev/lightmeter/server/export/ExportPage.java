package dev.lightmeter.server.export;

import dev.lightmeter.server.http.FormFields;
import dev.lightmeter.server.http.Problem;
import dev.lightmeter.server.http.ProblemException;
import dev.lightmeter.server.odata.Position;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Which rows of an export a client asks for.
 *
 * @param rows the most rows of the answer
 * @param links whether an answer with more rows to follow links to them: a client that says {@code $top} gets no more
 * @param after where the client left off
 */
record ExportPage(int rows, boolean links, Optional<Position> after) {

    private static final int ROWS = 50_000;
    private static final int MOST_ROWS = 200_000;

    /** Reads {@code pageSize}, {@code $top} and {@code $skiptoken}, in any letter case. */
    static ExportPage of(FormFields query) {
        OptionalInt pageSize = OptionalInt.empty();
        OptionalInt top = OptionalInt.empty();
        Optional<Position> after = Optional.empty();
        for (FormFields.Field field : query.fields()) {
            switch (field.name().toLowerCase(Locale.ROOT)) {
                case "pagesize" -> pageSize = OptionalInt.of(number(field, 1));
                case "$top" -> top = OptionalInt.of(number(field, 0));
                case "$skiptoken" -> after = Optional.of(token(field));
                default -> {
                    if (field.name().startsWith("$")) {
                        throw new ProblemException(
                                Problem.odata("The query option '" + field.name() + "' is not supported for exports"));
                    }
                }
            }
        }
        int rows = Math.min(top.orElse(MOST_ROWS), pageSize.orElse(top.isPresent() ? MOST_ROWS : ROWS));
        return new ExportPage(rows, top.isEmpty(), after);
    }

    static ProblemException foreignToken() {
        return new ProblemException(
                Problem.odata("The query option '$skiptoken' is none of this export; take it from @odata.nextLink"));
    }

    private static Position token(FormFields.Field field) {
        return Position.parse(field.value()).orElseThrow(ExportPage::foreignToken);
    }

    private static int number(FormFields.Field field, int least) {
        String text = field.value();
        if (text.matches("[0-9]{1,6}")) {
            int number = Integer.parseInt(text);
            if (number >= least && number <= MOST_ROWS) return number;
        }
        String shown = text.length() > 50 ? text.substring(0, 50) + "..." : text;
        throw new ProblemException(new Problem(
                400,
                "InvalidInput",
                field.name() + " must be a whole number from " + least + " to " + MOST_ROWS + ", got '" + shown + "'"));
    }
}
