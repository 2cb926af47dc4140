package dev.lightmeter.cli.explain;

import static dev.lightmeter.cli.terminal.Styled.plain;

import dev.lightmeter.cli.question.Document;
import dev.lightmeter.cli.terminal.Bar;
import dev.lightmeter.cli.terminal.Points;
import dev.lightmeter.cli.terminal.Screen;
import dev.lightmeter.cli.terminal.Style;
import dev.lightmeter.cli.terminal.Styled;
import dev.lightmeter.cli.terminal.Table;
import dev.lightmeter.cli.terminal.Table.Column;
import dev.lightmeter.core.Level;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** The document that explains a score, on a screen. */
final class ExplanationTables {

    private static final int BAR = 20;
    private static final int NANO = 9;

    private final JsonNode document;
    private final Screen screen;

    ExplanationTables(JsonNode document, Screen screen) {
        this.document = document;
        this.screen = screen;
    }

    void print() {
        if (document.has("score")) headline();
        switch (text(document, "kind")) {
            case "device" -> device();
            case "weakness", "recommendation" -> new FootprintTables(new Document(document), screen).print();
            default -> group();
        }
    }

    private void headline() {
        OptionalLong score = nano(document, "score");
        Styled level = score.isEmpty() ? Style.DIM.text("no data") : level(text(document, "level"));
        screen.emptyLine();
        screen.line(
                plain("  "),
                Style.BOLD.text(text(document, "name")),
                plain("  "),
                new Styled(Points.score(score), level.style()),
                plain("  "),
                new Styled(score.isEmpty() ? "" : Bar.of(score.getAsLong(), BAR), level.style()),
                plain("  "),
                level);
    }

    private void group() {
        dim("%s scored, %s stale, %s never assessed, %s excluded; coverage %s"
                .formatted(
                        count(document, "scored"),
                        count(document, "stale"),
                        count(document, "neverAssessed"),
                        count(document, "excluded"),
                        Points.percent(nano(document, "coverage"))));
        JsonNode bounds = document.path("bounds");
        if (bounds.isArray() && bounds.size() == 2) {
            dim("its worst devices have %s; %s; unknown devices could make it %s to %s"
                    .formatted(
                            Points.score(nano(document, "tail5")),
                            high(document.path("devicesHigh").asLong()),
                            Points.score(nano(bounds.get(0))),
                            Points.score(nano(bounds.get(1)))));
        }
        dim("A = %s of 1e-7 points by weight, W = %s, score = A / W"
                .formatted(text(document, "a"), text(document, "w")));
        basis();
        JsonNode shape = document.path("shape");
        if (shape.isObject()) {
            dim("in the shape %s it would be %s".formatted(text(shape, "id"), Points.score(nano(shape, "score"))));
        }
        document.path("summary").forEach(sentence -> screen.paragraph(2, Style.PLAIN, sentence.asString()));
        recommendations();
        groupWeaknesses();
        software();
        devices();
        sources();
    }

    private void recommendations() {
        Table table = new Table(
                Column.longText("WHAT TO DO"),
                Column.number("CARRIES"),
                Column.number("WOULD SAVE"),
                Column.number("DEVICES"),
                Column.detail("RECOMMENDATION"));
        Shares shares = new Shares("recommendations");
        for (int i = 0; i < shares.rows.size(); i++) {
            JsonNode row = shares.rows.get(i);
            String name = text(row, "name");
            table.row(
                    text(row, "id").isEmpty() ? Style.DIM.text(name) : plain(name),
                    plain(shares.printed.get(i)),
                    plain(difference(row, "wouldSave")),
                    plain(count(row, "devices")),
                    plain(text(row, "id")));
        }
        shares.finish(table, 3);
    }

    private void software() {
        Table table = new Table(
                Column.longText("SOFTWARE"),
                Column.number("CARRIES"),
                Column.number("WOULD SAVE"),
                Column.number("DEVICES"));
        Shares shares = new Shares("software");
        for (int i = 0; i < shares.rows.size(); i++) {
            JsonNode row = shares.rows.get(i);
            table.row(text(row, "id"), shares.printed.get(i), difference(row, "wouldSave"), count(row, "devices"));
        }
        shares.finish(table, 2);
    }

    private void sources() {
        Table table = new Table(Column.text("PROBABILITY FROM"), Column.number("CARRIES"));
        Shares shares = new Shares("sources");
        for (int i = 0; i < shares.rows.size(); i++) {
            table.row(text(shares.rows.get(i), "id"), shares.printed.get(i));
        }
        shares.finish(table, 0);
    }

    private void groupWeaknesses() {
        Table table = new Table(
                Column.text("WEAKNESS"),
                Column.number("CARRIES"),
                Column.number("WOULD SAVE"),
                Column.number("PROBABILITY"),
                Column.text("FROM"),
                Column.number("CVSS"),
                Column.longText("EVIDENCE"));
        Shares shares = new Shares("weaknesses");
        for (int i = 0; i < shares.rows.size(); i++) {
            JsonNode row = shares.rows.get(i);
            table.row(
                    text(row, "id"),
                    shares.printed.get(i),
                    difference(row, "wouldSave"),
                    text(row, "probability"),
                    text(row, "probabilityFrom"),
                    orNone(row, "cvss"),
                    evidence(row));
        }
        shares.finish(table, 5);
    }

    private void devices() {
        Table table = new Table(
                Column.longText("DEVICE"),
                Column.number("CARRIES"),
                Column.number("ITS SCORE"),
                Column.text("LEVEL"),
                Column.text("VALUE"));
        Shares shares = new Shares("devices");
        for (int i = 0; i < shares.rows.size(); i++) {
            JsonNode row = shares.rows.get(i);
            table.row(
                    plain(text(row, "name")),
                    plain(shares.printed.get(i)),
                    plain(Points.score(nano(row, "score"))),
                    level(text(row, "level")),
                    plain(text(row, "value")));
        }
        shares.finish(table, 3);
    }

    private void device() {
        dim("%s, id %s, group %s, value %s, %s, %s"
                .formatted(
                        switch (text(document, "deviceKind")) {
                            case "image" -> "container image";
                            case "project" -> "project";
                            default -> "host";
                        },
                        text(document, "id"),
                        text(document, "group"),
                        text(document, "value"),
                        document.path("internetFacing").asBoolean() ? "internet-facing" : "not internet-facing",
                        state()));
        dim("H = %s, score = 100 · H / (1 + H)"
                .formatted(plainNano(document.path("hazardNano").asLong())));
        basis();
        Table table = new Table(
                Column.text("WEAKNESS"),
                Column.number("CARRIES"),
                Column.number("WOULD SAVE"),
                Column.number("PROBABILITY"),
                Column.text("FROM"),
                Column.detail("IMPACT"),
                Column.detail("CONTEXT"),
                Column.detail("RESIDUAL"),
                Column.detail("HAZARD"),
                Column.longText("REMOVED BY"));
        Shares shares = new Shares("weaknesses");
        for (int i = 0; i < shares.rows.size(); i++) {
            JsonNode row = shares.rows.get(i);
            JsonNode worst = worstPath(row);
            table.row(
                    text(row, "id"),
                    shares.printed.get(i),
                    difference(row, "wouldSave"),
                    orNone(row, "probability"),
                    orNone(row, "probabilityFrom"),
                    percent(row, "impactPct"),
                    percent(row, "contextPct"),
                    percent(worst, "residualPct"),
                    plainNano(row.path("hazardNano").asLong()),
                    orNone(worst, "recommendation"));
        }
        shares.finish(table, 8);
        new DecidedTable(new Document(document)).print(screen);
    }

    private void basis() {
        dim("parameters %s, as of %s"
                .formatted(
                        text(document.path("parameters"), "version"),
                        Instant.parse(text(document, "asOf")).truncatedTo(ChronoUnit.SECONDS)));
    }

    private String state() {
        String assessed = text(document, "assessedOn");
        return switch (text(document, "state")) {
            case "scored" -> "assessed on " + assessed;
            case "stale" -> "stale: assessed on " + assessed + ", so it does not count";
            case "neverAssessed" -> "never assessed, so it does not count";
            default -> "excluded by an administrator";
        };
    }

    /** A weakness counts with its worst path: the one with the largest residual. */
    private static JsonNode worstPath(JsonNode row) {
        JsonNode worst = row.path("paths").path(0);
        for (JsonNode path : row.path("paths")) {
            if (path.path("residualPct").asInt() > worst.path("residualPct").asInt()) worst = path;
        }
        return worst;
    }

    /** One list of the document, with what its lines carry. */
    private final class Shares {

        private final String name;
        private final List<JsonNode> rows;
        private final List<String> printed;
        private final long others;

        Shares(String name) {
            this.name = name;
            this.rows = StreamSupport.stream(document.path(name).spliterator(), false)
                    .toList();
            this.others = document.path(name + "Others").path("count").asLong();
            this.printed = rows.stream().map(row -> difference(row, "carries")).toList();
        }

        /** Adds the lines that make the sum complete, and prints. */
        void finish(Table table, int cellsAfter) {
            if (rows.isEmpty() && others == 0) return;
            if (others > 0)
                sumLine(
                        table,
                        "and " + Points.count(others) + " more",
                        difference(document.path(name + "Others"), "carries"),
                        cellsAfter);
            sumLine(table, "together, the score", Points.score(nano(document, "score")), cellsAfter);
            screen.emptyLine();
            screen.print(table);
        }

        private void sumLine(Table table, String label, String value, int cellsAfter) {
            Styled[] cells = new Styled[cellsAfter + 2];
            java.util.Arrays.fill(cells, plain(""));
            cells[0] = Style.DIM.text(label);
            cells[1] = Style.DIM.text(value);
            table.row(cells);
        }
    }

    private static String high(long devices) {
        return devices == 0 ? "none is High" : Points.count(devices) + (devices == 1 ? " is High" : " are High");
    }

    private void dim(String text) {
        screen.paragraph(2, Style.DIM, text);
    }

    private static Styled level(String wire) {
        for (Level level : Level.values()) {
            if (level.wire().equals(wire)) return Style.of(level).text(wire);
        }
        return plain(wire);
    }

    private static String evidence(JsonNode row) {
        return StreamSupport.stream(row.path("evidence").spliterator(), false)
                .map(JsonNode::asString)
                .collect(java.util.stream.Collectors.joining(", "));
    }

    private static String text(JsonNode object, String name) {
        return object.path(name).asString("");
    }

    private static String orNone(JsonNode object, String name) {
        String text = text(object, name);
        return text.isEmpty() ? Points.NONE : text;
    }

    private static String percent(JsonNode object, String name) {
        return object.has(name) ? object.get(name).asInt() + " %" : Points.NONE;
    }

    private static String count(JsonNode object, String name) {
        return Points.count(object.path(name).asLong());
    }

    private static String difference(JsonNode object, String name) {
        return Points.difference(nano(object, name).orElse(0));
    }

    private static OptionalLong nano(JsonNode object, String name) {
        return nano(object.path(name));
    }

    private static OptionalLong nano(JsonNode decimal) {
        return decimal.isString()
                ? OptionalLong.of(
                        new BigDecimal(decimal.asString()).movePointRight(NANO).longValueExact())
                : OptionalLong.empty();
    }

    private static String plainNano(long nano) {
        return BigDecimal.valueOf(nano, NANO).toPlainString();
    }
}
