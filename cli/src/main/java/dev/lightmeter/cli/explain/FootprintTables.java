package dev.lightmeter.cli.explain;

import static dev.lightmeter.cli.terminal.Styled.plain;

import dev.lightmeter.cli.question.Document;
import dev.lightmeter.cli.terminal.Points;
import dev.lightmeter.cli.terminal.Screen;
import dev.lightmeter.cli.terminal.Style;
import dev.lightmeter.cli.terminal.Table;
import dev.lightmeter.cli.terminal.Table.Column;

/** Where one weakness is, or what one recommendation removes, on a screen. */
final class FootprintTables {

    private final Document document;
    private final Screen screen;

    FootprintTables(Document document, Screen screen) {
        this.document = document;
        this.screen = screen;
    }

    void print() {
        screen.emptyLine();
        screen.line(plain("  "), Style.BOLD.text(document.text("id")), plain("  " + document.text("name")));
        if (document.text("kind").equals("weakness")) facts();
        dim(Points.counted(document.json().path("findings").asLong(), "finding") + " on "
                + Points.counted(
                        document.json().path("organisation").path("devices").asLong(), "device"));
        groups();
        devices();
    }

    private void facts() {
        Document formula = document.object("formula");
        dim("EPSS %s, CVSS %s, severity %s, attack vector %s"
                .formatted(
                        document.orNone("epss"),
                        document.orNone("cvss"),
                        document.text("severity"),
                        document.text("attackVector")));
        dim("p0 = %s, p = %s (of 100 000, from %s), I = %s %%"
                .formatted(
                        formula.text("p0P5"),
                        formula.text("pP5"),
                        document.text("probabilityFrom"),
                        formula.text("impactPct")));
        dim("u = p x (%s x 100 000 + %d x p) = %s; b = %s x I x u / 10 000 000 = %s nano"
                .formatted(
                        formula.text("breadthPct"),
                        100 - formula.json().path("breadthPct").asInt(),
                        formula.text("u"),
                        formula.text("scalePct"),
                        formula.text("bNano")));
    }

    private void groups() {
        Table table = new Table(
                Column.longText("GROUP"),
                Column.number("ITS SCORE"),
                Column.number("CARRIES"),
                Column.number("WOULD SAVE"),
                Column.number("DEVICES"));
        group(table, document.object("organisation"));
        document.list("groups").forEach(group -> group(table, group));
        screen.emptyLine();
        screen.print(table);
    }

    private static void group(Table table, Document group) {
        table.row(
                group.text("name"),
                group.score("score"),
                group.difference("carries"),
                group.difference("wouldSave"),
                group.count("devices"));
    }

    private void devices() {
        Table table = new Table(
                Column.longText("DEVICE"),
                Column.longText("GROUP"),
                Column.number("ITS SCORE"),
                Column.number("CARRIES"),
                Column.number("WOULD SAVE"));
        document.list("devices")
                .forEach(device -> table.row(
                        device.text("name"),
                        device.text("group"),
                        device.score("score"),
                        device.difference("carries"),
                        device.difference("wouldSave")));
        if (table.isEmpty()) return;
        screen.emptyLine();
        screen.print(table);
        if (document.json().path("devicesOthers").asLong() > 0) dim("and " + document.count("devicesOthers") + " more");
    }

    private void dim(String text) {
        screen.paragraph(2, Style.DIM, text);
    }
}
