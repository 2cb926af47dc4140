package dev.lightmeter.cli.exception;

import dev.lightmeter.cli.terminal.Points;
import dev.lightmeter.cli.terminal.Screen;
import dev.lightmeter.cli.terminal.Table;
import dev.lightmeter.cli.terminal.Table.Column;
import java.math.BigDecimal;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;

/** What a decision does to scores: of the organisation always, of device groups where they change. */
final class Effect {

    private static final int NANO = 9;

    private Effect() {}

    /** @param decided an answer with {@code scores} before and after */
    static void print(JsonNode decided, Screen screen) {
        Table table = new Table(
                Column.longText("SCORE OF"), Column.number("BEFORE"), Column.number("AFTER"), Column.number("CHANGE"));
        int changed = 0;
        for (JsonNode score : decided.path("scores")) {
            OptionalLong before = nano(score.path("before"));
            OptionalLong after = nano(score.path("after"));
            if (!before.equals(after)) changed++;
            else if (!table.isEmpty()) continue; // the first is the organisation
            table.row(
                    score.path("deviceGroup").asString(""),
                    Points.score(before),
                    Points.score(after),
                    change(before, after));
        }
        screen.emptyLine();
        screen.print(table);
        if (changed == 0) {
            screen.emptyLine();
            screen.line("  No score changes.");
        }
    }

    private static String change(OptionalLong before, OptionalLong after) {
        if (before.isEmpty() || after.isEmpty()) return Points.NONE;
        return Points.difference(after.getAsLong() - before.getAsLong());
    }

    private static OptionalLong nano(JsonNode decimal) {
        return decimal.isString()
                ? OptionalLong.of(
                        new BigDecimal(decimal.asString()).movePointRight(NANO).longValueExact())
                : OptionalLong.empty();
    }
}
