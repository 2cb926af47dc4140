package dev.lightmeter.server.report;

import de.siegmar.fastcsv.writer.CsvWriter;
import dev.lightmeter.core.Decimals;
import dev.lightmeter.core.Device;
import dev.lightmeter.core.DeviceState;
import dev.lightmeter.core.FindingPath;
import dev.lightmeter.core.Level;
import dev.lightmeter.core.RemediationException;
import dev.lightmeter.core.ThreatFacts;
import dev.lightmeter.core.fleet.GroupScore;
import dev.lightmeter.core.fleet.Scoreboard;
import dev.lightmeter.core.score.Finding;
import dev.lightmeter.server.standing.Standing;
import dev.lightmeter.server.standing.Standings;
import dev.lightmeter.storage.duckdb.ParquetTable;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Tables for analysts, one row for each thing. Columns: docs/tables.md. */
public enum AnalystTables {
    DEVICES(
            "device_id varchar",
            "name varchar",
            "device_group varchar",
            "state varchar",
            "value varchar",
            "internet_facing boolean",
            "assessed_on date",
            "score decimal(12,9)",
            "level varchar") {
        @Override
        void rows(Scoreboard board, Consumer<String[]> row) {
            IntStream.range(0, board.fleet().slots())
                    .forEach(slot ->
                            board.fleet().device(slot).ifPresent(device -> row.accept(device(board, slot, device))));
        }
    },
    GROUPS(
            "name varchar",
            "group_id integer",
            "score decimal(12,9)",
            "level varchar",
            "weighted bigint",
            "weight bigint",
            "unknown_weight bigint",
            "coverage decimal(10,9)",
            "scored integer",
            "stale integer",
            "never_assessed integer",
            "excluded integer",
            "devices_high integer",
            "devices_known_exploited integer") {
        @Override
        void rows(Scoreboard board, Consumer<String[]> row) {
            Standings.of(board).all().forEach(standing -> row.accept(group(standing)));
        }
    },
    FINDINGS(
            "device_id varchar",
            "device_group varchar",
            "weakness varchar",
            "vendor varchar",
            "product varchar",
            "version varchar",
            "recommendation varchar",
            "status varchar",
            "exception varchar",
            "alert boolean",
            "epss decimal(6,5)",
            "cvss decimal(3,1)",
            "severity varchar",
            "known_exploited boolean") {
        @Override
        void rows(Scoreboard board, Consumer<String[]> row) {
            for (int slot = 0; slot < board.fleet().slots(); slot++) {
                Device device = board.fleet().device(slot).orElse(null);
                if (device == null) continue;
                String group = board.fleet().groupOf(slot).name();
                for (Finding finding : board.fleet().findings(slot)) {
                    row.accept(finding(board, device, group, finding));
                }
            }
        }
    };

    /** With semicolons between. */
    private final String columns;

    AnalystTables(String... columns) {
        this.columns = String.join(";", columns);
    }

    /** In which form a table is wanted. */
    public enum Form {
        CSV("text/csv; charset=utf-8"),
        PARQUET("application/vnd.apache.parquet");

        private final String contentType;

        Form(String contentType) {
            this.contentType = contentType;
        }

        String contentType() {
            return contentType;
        }
    }

    /** The name of the file, such as {@code devices.csv}. */
    public String file(Form form) {
        return (name() + "." + form.name()).toLowerCase(Locale.ROOT);
    }

    /** Names with the types that they have in SQL. */
    List<String> columns() {
        return List.of(columns.split(";", -1));
    }

    /** Hands out the rows; an empty text is no value. */
    abstract void rows(Scoreboard board, Consumer<String[]> row);

    /** Writes the table to a file that is not there yet. */
    public void write(Scoreboard board, Form form, Path file) {
        try {
            switch (form) {
                case CSV -> writeCsv(board, file);
                case PARQUET -> {
                    Path csv = file.resolveSibling(file.getFileName() + ".csv");
                    try {
                        writeCsv(board, csv);
                        ParquetTable.write(csv, columns(), file);
                    } finally {
                        Files.deleteIfExists(csv);
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The table " + name().toLowerCase(Locale.ROOT) + " cannot be written", e);
        }
    }

    /** The same in memory. */
    public byte[] bytes(Scoreboard board, Form form) {
        try {
            Path folder = Files.createTempDirectory("lightmeter-table-");
            Path file = folder.resolve(file(form));
            try {
                write(board, form, file);
                return Files.readAllBytes(file);
            } finally {
                Files.deleteIfExists(file);
                Files.delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The table " + name().toLowerCase(Locale.ROOT) + " cannot be written", e);
        }
    }

    private void writeCsv(Scoreboard board, Path file) throws IOException {
        try (BufferedWriter text = Files.newBufferedWriter(file);
                CsvWriter csv = CsvWriter.builder().build(text)) {
            csv.writeRecord(
                    columns().stream().map(column -> column.split(" ", 2)[0]).toArray(String[]::new));
            rows(board, csv::writeRecord);
        }
    }

    private static String[] device(Scoreboard board, int slot, Device device) {
        boolean counts = board.state(slot).filter(DeviceState.SCORED::equals).isPresent();
        long nano = board.deviceScore(slot) * 100L;
        LocalDate assessed = device.assessedOn();
        return new String[] {
            device.id(),
            device.name(),
            board.fleet().groupOf(slot).name(),
            board.state(slot).orElseThrow().wire(),
            device.value().wire(),
            Boolean.toString(device.internetFacing()),
            assessed == null ? "" : assessed.toString(),
            counts ? Decimals.nano(nano) : "",
            counts ? Level.ofScore(nano).wire() : ""
        };
    }

    private static String[] group(Standing standing) {
        GroupScore score = standing.score();
        return new String[] {
            score.name(),
            standing.groupId().map(String::valueOf).orElse(""),
            nano(score.score()),
            score.level().map(Level::wire).orElse(""),
            Long.toString(score.weighted()),
            Long.toString(score.weight()),
            Long.toString(score.unknownWeight()),
            nano(score.coverage()),
            Integer.toString(score.scored()),
            Integer.toString(score.stale()),
            Integer.toString(score.neverAssessed()),
            Integer.toString(score.excluded()),
            Integer.toString(score.devicesHigh()),
            Integer.toString(standing.knownExploited())
        };
    }

    private static String[] finding(Scoreboard board, Device device, String group, Finding finding) {
        FindingPath path = finding.path();
        RemediationException exception = path.exception();
        ThreatFacts facts = board.facts(finding.weakness());
        List<String> row = new ArrayList<>(List.of(
                device.id(),
                group,
                finding.weakness(),
                path.software().vendor(),
                path.software().product(),
                path.software().version(),
                path.recommendation(),
                path.status().wire()));
        row.add(exception == null ? "" : exception.justification().wire());
        row.add(Boolean.toString(path.alert()));
        row.add(facts.hasEpss() ? Decimals.nano(facts.epssP5() * 10_000L).substring(0, 7) : "");
        row.add(facts.hasCvss() ? facts.cvssTenths() / 10 + "." + facts.cvssTenths() % 10 : "");
        row.add(facts.severity().name().toLowerCase(Locale.ROOT));
        row.add(Boolean.toString(facts.evidence().knownExploited()));
        return row.toArray(String[]::new);
    }

    private static String nano(OptionalLong nano) {
        return nano.isEmpty() ? "" : Decimals.nano(nano.getAsLong());
    }
}
