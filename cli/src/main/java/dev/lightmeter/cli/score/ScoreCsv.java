package dev.lightmeter.cli.score;

import de.siegmar.fastcsv.writer.CsvWriter;
import dev.lightmeter.core.Decimals;
import dev.lightmeter.core.DeviceState;
import dev.lightmeter.core.Level;
import dev.lightmeter.core.fleet.GroupScore;
import dev.lightmeter.core.fleet.Scoreboard;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.OptionalLong;

/** A scoreboard as one table for spreadsheets: the organisation, the groups, the devices. */
final class ScoreCsv {

    private ScoreCsv() {}

    static void write(Scoreboard board, Writer to) {
        try {
            CsvWriter csv = CsvWriter.builder().build(to);
            csv.writeRecord(
                    "kind",
                    "name",
                    "group",
                    "state",
                    "score",
                    "level",
                    "tail5",
                    "devicesHigh",
                    "scored",
                    "unknown",
                    "coverage",
                    "hazardNano");
            group(csv, "organisation", board.organisation());
            for (GroupScore group : Rows.groups(board)) group(csv, "group", group);
            for (Rows.DeviceRow device : Rows.devices(board)) device(csv, device);
            csv.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void group(CsvWriter csv, String kind, GroupScore group) {
        csv.writeRecord(
                kind,
                spreadsheetSafe(group.name()),
                "",
                "",
                decimal(group.score()),
                group.level().map(Level::wire).orElse(""),
                decimal(group.tail()),
                Integer.toString(group.devicesHigh()),
                Integer.toString(group.scored()),
                Integer.toString(group.unknown()),
                decimal(group.coverage()),
                "");
    }

    private static void device(CsvWriter csv, Rows.DeviceRow device) {
        boolean counts = device.state() == DeviceState.SCORED;
        csv.writeRecord(
                "device",
                spreadsheetSafe(device.device().id()),
                spreadsheetSafe(device.group()),
                device.state().wire(),
                counts ? Decimals.nano(device.scoreNano()) : "",
                counts ? Level.ofScore(device.scoreNano()).wire() : "",
                "",
                "",
                "",
                "",
                "",
                Long.toString(device.hazardNano()));
    }

    private static String decimal(OptionalLong nano) {
        return nano.isPresent() ? Decimals.nano(nano.getAsLong()) : "";
    }

    /** A spreadsheet runs what begins with one of these; a scanner's file must not be able to say what. */
    private static String spreadsheetSafe(String text) {
        return !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }
}
