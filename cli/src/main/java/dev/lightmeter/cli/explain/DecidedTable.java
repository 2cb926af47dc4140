package dev.lightmeter.cli.explain;

import static dev.lightmeter.cli.terminal.Styled.plain;

import dev.lightmeter.cli.question.Document;
import dev.lightmeter.cli.terminal.Screen;
import dev.lightmeter.cli.terminal.Style;
import dev.lightmeter.cli.terminal.Table;
import dev.lightmeter.cli.terminal.Table.Column;
import java.util.ArrayList;
import java.util.List;

/** What statements and exceptions make of the weaknesses and controls of a device, those that they hide at the end. */
final class DecidedTable {

    private static final int SHORT_ID = 8;
    private static final int DAY = "2026-12-31".length();

    private final Document device;

    DecidedTable(Document device) {
        this.device = device;
    }

    void print(Screen screen) {
        Table table = new Table(
                Column.text("DECIDED"),
                Column.longText("SOFTWARE"),
                Column.text("STATUS"),
                Column.number("LEFT"),
                Column.longText("BECAUSE OF"));
        rows(table, "weaknesses");
        rows(table, "hidden");
        long others = device.json().path("hiddenOthers").asLong();
        if (table.isEmpty() && others == 0) return;
        screen.emptyLine();
        screen.print(table);
        if (others > 0) {
            screen.line(
                    plain("  "),
                    Style.DIM.text("and " + device.count("hiddenOthers") + " more that count for nothing"));
        }
    }

    private void rows(Table table, String list) {
        for (Document weakness : device.list(list)) {
            if (weakness.json().has("because")) {
                String reasons = String.join("; ", reasons(weakness));
                table.row(weakness.text("id"), "", "excepted", "0 %", reasons);
            }
            for (Document path : weakness.list("paths")) {
                List<String> reasons = reasons(path);
                if (reasons.isEmpty()) continue;
                table.row(
                        weakness.text("id"),
                        (path.text("product") + " " + path.text("version")).strip(),
                        path.text("status").replace('_', ' '),
                        path.text("residualPct") + " %",
                        String.join("; ", reasons));
            }
        }
    }

    /** Of a decision in Lightmeter who made it, else what the source itself said. */
    private static List<String> reasons(Document path) {
        List<String> reasons = new ArrayList<>();
        for (Document reason : path.list("because")) {
            reasons.add(reason.text("kind").equals("statement") ? statement(reason) : exception(reason));
        }
        if (reasons.isEmpty() && path.json().has("exception")) {
            reasons.add(
                    "what its source says: " + path.text("exception").replace('_', ' ') + until(path.text("expires")));
        }
        if (reasons.isEmpty() && path.json().path("residualPct").asInt() == 0) reasons.add("what its source says");
        return reasons;
    }

    private static String statement(Document reason) {
        String author = reason.text("author");
        return reason.text("status").replace('_', ' ') + " by " + (author.isEmpty() ? "nobody named" : author) + ", "
                + beginning(reason.text("statedAt"), DAY) + ", in " + reason.text("document");
    }

    private static String exception(Document reason) {
        return "exception " + beginning(reason.text("id"), SHORT_ID) + ", "
                + reason.text("justification").replace('_', ' ') + until(reason.text("lastDay")) + ", by "
                + reason.text("createdBy");
    }

    private static String until(String day) {
        return day.isEmpty() ? "" : " until " + day;
    }

    private static String beginning(String text, int length) {
        return text.substring(0, Math.min(length, text.length()));
    }
}
