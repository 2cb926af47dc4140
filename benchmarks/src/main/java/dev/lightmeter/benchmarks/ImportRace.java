package dev.lightmeter.benchmarks;

import dev.lightmeter.storage.ReportReceipt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** A large export into the durable store and into the scores, against DuckDB's own reader. */
final class ImportRace implements Race {

    @Override
    public String id() {
        return "import";
    }

    @Override
    public String title() {
        return "Import a Defender export";
    }

    @Override
    public String about() {
        return """
                A generated export, one record on each line, about 1 KB a row. Ours: recognise, parse and check every \
                row, commit devices and findings to a new durable store, score, publish. DuckDB: its own JSON reader, \
                told the format, into a table in memory with all columns of the file, which is neither checked nor \
                durable. Both run in one JVM, in turn, on a file that lies in the cache of the operating system.""";
    }

    @Override
    public Result run(Course course) throws Exception {
        int rows = course.scale().exportRows();
        Path file = Files.createDirectories(course.freshFolder("export")).resolve("export.json");
        int devices = DefenderExport.write(
                file, new SyntheticFleet(rows, course.scale().findingsPerDevice()), rows);
        course.say("an export of " + Figures.bytes(Files.size(file)));
        List<Times> times =
                course.scale().slowRounds().of(() -> ours(course, file, rows, devices), () -> duckDb(file, rows));
        double ratio = times.get(0).median() / times.get(1).median();
        Table table = new Table("reader", "rows", "file", "time", "rows/s");
        row(table, "Lightmeter, durable and scored", file, rows, times.get(0));
        row(table, "DuckDB read_json, a table", file, rows, times.get(1));
        return new Result(
                List.of(table),
                List.of(Target.atMost(1, "time in that of DuckDB for " + Figures.count(rows) + " rows", ratio)));
    }

    private static void row(Table table, String reader, Path file, int rows, Times times) throws IOException {
        table.row(
                reader,
                Figures.count(rows),
                Figures.bytes(Files.size(file)),
                times.withRange(),
                Figures.plain(rows / times.median() * 1e9));
    }

    /** From the file to the published score, into a store that was opened before. */
    private static long ours(Course course, Path file, int rows, int devices) {
        try (Installation installation = new Installation(course.freshFolder("import"))) {
            long start = System.nanoTime();
            ReportReceipt receipt = installation.takeReport(file);
            long taken = System.nanoTime() - start;
            int scored = installation.current().organisation().scored();
            if (receipt.findingsNew() != rows || scored != devices) {
                throw new IllegalStateException("%d findings on %d devices came of %d on %d"
                        .formatted(receipt.findingsNew(), scored, rows, devices));
            }
            return taken;
        }
    }

    private static long duckDb(Path file, int rows) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            long start = System.nanoTime();
            statement.execute(
                    "create table export as select * from read_json('" + file + "', format = 'newline_delimited')");
            long taken = System.nanoTime() - start;
            try (ResultSet count = statement.executeQuery("select count(*) from export")) {
                if (!count.next() || count.getInt(1) != rows) throw new IllegalStateException("DuckDB lost rows");
            }
            return taken;
        }
    }
}
