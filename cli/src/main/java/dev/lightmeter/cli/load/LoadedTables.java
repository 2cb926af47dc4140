package dev.lightmeter.cli.load;

import static dev.lightmeter.cli.terminal.Styled.plain;

import dev.lightmeter.cli.outcome.ExitCode;
import dev.lightmeter.cli.terminal.Points;
import dev.lightmeter.cli.terminal.Screen;
import dev.lightmeter.cli.terminal.Style;
import dev.lightmeter.cli.terminal.Table;
import dev.lightmeter.cli.terminal.Table.Column;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** What became of files, as tables: reports and feeds, what they were taken for, what is not known, what was left out. */
final class LoadedTables {

    /** No file came in. */
    static final LoadedTables NONE = new LoadedTables(MissingNode.getInstance());

    private static final int ROWS_SHOWN = 5;

    private final List<JsonNode> imports;

    LoadedTables(JsonNode document) {
        this.imports = StreamSupport.stream(document.path("imports").spliterator(), false)
                .toList();
    }

    int exitCode() {
        int code = ExitCode.DONE;
        for (JsonNode each : imports) {
            if (isRefused(each)) code = ExitCode.worse(code, ExitCode.FAILED);
            if (each.path("skipped").asLong() > 0) code = ExitCode.worse(code, ExitCode.PARTIAL);
        }
        return code;
    }

    /** Why a file was refused; empty if it was not. */
    Optional<String> refusal(String file) {
        return imports.stream()
                .filter(LoadedTables::isRefused)
                .map(each -> each.path("why").asString(""))
                .filter(why -> why.startsWith(file))
                .findFirst();
    }

    /** Results go to the one screen, complaints to the other. */
    void print(Screen screen, Screen messages) {
        reports(screen);
        feeds(screen);
        statements(screen, messages);
        recognised(screen);
        gaps(screen);
        for (JsonNode each : imports) {
            if (isRefused(each)) {
                messages.line(Style.RED.text("refused "), plain(each.path("why").asString("")));
            }
        }
        imports.forEach(each -> skipped(each, messages));
    }

    private void reports(Screen screen) {
        Table table = new Table(
                Column.file("REPORT"),
                Column.number("DEVICES NEW"),
                Column.number("KNOWN"),
                Column.number("FINDINGS NEW"),
                Column.number("SAME"),
                Column.number("FIXED"),
                Column.number("LEFT OUT"),
                Column.number("TIME"));
        for (JsonNode each : imports) {
            if (!each.path("outcome").asString("").equals("report")) continue;
            table.row(
                    files(each),
                    count(each, "devicesNew"),
                    count(each, "devicesKnown"),
                    count(each, "findingsNew"),
                    count(each, "findingsUnchanged"),
                    count(each, "findingsFixed"),
                    count(each, "skipped"),
                    time(each));
        }
        if (!table.isEmpty()) screen.print(table);
    }

    private void feeds(Screen screen) {
        Table table = new Table(
                Column.file("FEED"), Column.number("WEAKNESSES"), Column.number("LEFT OUT"), Column.number("TIME"));
        for (JsonNode each : imports) {
            if (!each.path("outcome").asString("").equals("feed")) continue;
            table.row(files(each), count(each, "weaknesses"), count(each, "skipped"), time(each));
        }
        if (!table.isEmpty()) screen.print(table);
    }

    private void statements(Screen screen, Screen messages) {
        Table table = new Table(
                Column.file("STATEMENTS"),
                Column.text("KEPT"),
                Column.number("STATEMENTS"),
                Column.number("FIT HERE"),
                Column.detail("NO SUCH WEAKNESS"),
                Column.detail("NO SUCH PRODUCT"),
                Column.number("LEFT OUT"));
        for (JsonNode each : imports) {
            if (!each.path("outcome").asString("").equals("statements")) continue;
            table.row(
                    files(each),
                    each.path("kept").asString(""),
                    count(each, "statements"),
                    count(each, "fitting"),
                    count(each, "weaknessNotFound"),
                    count(each, "productNotFound"),
                    count(each, "skipped"));
            rows(each.path("productsNotFound"), each.path("productNotFound").asLong(), messages);
        }
        if (!table.isEmpty()) screen.print(table);
    }

    private void recognised(Screen screen) {
        Table table = new Table(
                Column.file("TAKEN FOR"), Column.text("FORMAT"), Column.text("VERSION"), Column.longText("BECAUSE OF"));
        for (JsonNode each : imports) {
            if (each.path("format").asString("").isEmpty()) continue;
            StringJoiner clues = new StringJoiner(", ");
            each.path("recognisedBy").forEach(clue -> clues.add(clue.asString("")));
            table.row(
                    files(each),
                    each.path("format").asString(""),
                    each.path("version").asString(""),
                    clues.toString());
        }
        if (!table.isEmpty()) screen.print(table);
    }

    /** Only of reports about findings: an inventory lacks nothing of them. */
    private void gaps(Screen screen) {
        Table table = new Table(
                Column.file("WEAKNESSES OF"),
                Column.number("ALL"),
                Column.number("WITHOUT CVE"),
                Column.number("WITHOUT EPSS"),
                Column.number("WITHOUT CVSS"));
        for (JsonNode each : imports) {
            boolean isReport = each.path("outcome").asString("").equals("report");
            if (!isReport || each.path("weaknesses").asLong() == 0) continue;
            table.row(
                    files(each),
                    count(each, "weaknesses"),
                    count(each, "withoutCve"),
                    count(each, "withoutEpss"),
                    count(each, "withoutCvss"));
        }
        if (!table.isEmpty()) screen.print(table);
    }

    /** How many of each kind, then the first ones with their places. */
    private static void skipped(JsonNode each, Screen messages) {
        long skipped = each.path("skipped").asLong();
        if (skipped == 0) return;
        messages.line(
                Style.YELLOW.text("left out "), plain(Points.count(skipped) + (skipped == 1 ? " row:" : " rows:")));
        JsonNode byReason = each.path("skippedByReason");
        if (byReason.size() > 1) {
            byReason.properties()
                    .forEach(reason ->
                            messages.line("  " + Points.count(reason.getValue().asLong()) + " x " + reason.getKey()));
        }
        rows(each.path("skippedRows"), skipped, messages);
    }

    private static void rows(JsonNode rows, long all, Screen messages) {
        long shown = 0;
        for (JsonNode row : rows) {
            if (shown == ROWS_SHOWN) break;
            messages.line("  %s, %s: %s"
                    .formatted(
                            row.path("file").asString(""),
                            row.path("place").asString(""),
                            row.path("reason").asString("")));
            shown++;
        }
        if (all > shown) messages.line("  and " + Points.count(all - shown) + " more");
    }

    private static boolean isRefused(JsonNode each) {
        return each.path("outcome").asString("").equals("refused");
    }

    private static String files(JsonNode each) {
        JsonNode files = each.path("files");
        String first = files.path(0).asString("");
        return files.size() > 1 ? first + " and " + (files.size() - 1) + " more" : first;
    }

    private static String time(JsonNode each) {
        long tenths = each.path("milliseconds").asLong() / 100;
        return tenths < 600
                ? tenths / 10 + "." + tenths % 10 + " s"
                : tenths / 600 + " min " + tenths % 600 / 10 + " s";
    }

    private static String count(JsonNode object, String name) {
        return Points.count(object.path(name).asLong());
    }
}
