package dev.lightmeter.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.ctc.wstx.stax.WstxInputFactory;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.lightmeter.core.ThreatFacts;
import dev.lightmeter.core.report.ReportSink;
import dev.lightmeter.core.report.ReportedDevice;
import dev.lightmeter.core.report.ReportedFinding;
import dev.lightmeter.importers.ImportResult;
import dev.lightmeter.importers.InputFile;
import dev.lightmeter.importers.Intake;
import dev.lightmeter.importers.PendingReport;
import dev.lightmeter.importers.Progress;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Reports of several scanners, read and checked, against the tokenizer of the library that takes them apart. */
final class FormatRace implements Race {

    private static final List<SyntheticReport> REPORTS = List.of(
            SyntheticReport.DEFENDER,
            SyntheticReport.TRIVY,
            SyntheticReport.GRYPE,
            SyntheticReport.NESSUS,
            SyntheticReport.GENERIC_CSV,
            SyntheticReport.CYCLONEDX,
            SyntheticReport.WAZUH);

    private static final Set<String> PROMISED = Set.of("defender", "trivy", "grype", "nessus");
    private static final double MOST = 3;
    private static final JsonFactory JSON = new JsonFactory();
    private static final WstxInputFactory XML = new WstxInputFactory();

    @Override
    public String id() {
        return "formats";
    }

    @Override
    public String title() {
        return "Read the reports of scanners";
    }

    @Override
    public String about() {
        return """
                Generated reports with rows as long as real ones. Ours: recognise the file, read and check every row, \
                hand on devices, findings, facts and fixes to somebody who only counts them. The bare parse: Jackson, \
                Woodstox or FastCSV walk over all tokens of the same file and look at none. Defender's lines are read \
                on every core, and walked over on every core; all else is one thread on both sides.""";
    }

    @Override
    public Result run(Course course) throws Exception {
        int findings = course.scale().exportRows() / 10;
        Table table = new Table("format", "findings", "file", "time", "findings/s", "MiB/s", "bare parse", "ratio");
        List<Target> targets = new ArrayList<>();
        Path folder = Files.createDirectories(course.freshFolder("formats"));
        for (SyntheticReport report : REPORTS) {
            Path file = folder.resolve(report.format());
            report.write(file, findings);
            List<Times> times = course.scale()
                    .rounds()
                    .of(
                            Rounds.timed(() -> read(file, report.format(), findings)),
                            Rounds.timed(() -> parse(file, report)));
            double ratio = times.get(0).median() / times.get(1).median();
            double seconds = times.get(0).median() / 1e9;
            long size = Files.size(file);
            table.row(
                    report.format(),
                    Figures.count(findings),
                    Figures.bytes(size),
                    times.get(0).withRange(),
                    Figures.plain(findings / seconds),
                    Figures.plain(size / seconds / (1 << 20)),
                    times.get(1).withRange(),
                    Figures.ratio(ratio));
            if (PROMISED.contains(report.format())) {
                targets.add(Target.atMost(MOST, report.format() + " in bare parses", ratio));
            }
            Files.delete(file);
        }
        return new Result(List.of(table), targets);
    }

    private static void read(Path file, String format, int findings) {
        PendingReport report = Intake.of(List.of(InputFile.of(file))).reports().getFirst();
        Counting sink = new Counting();
        ImportResult result = report.read(sink, Progress.NONE);
        if (!(result instanceof ImportResult.Complete)
                || !report.format().equals(format)
                || sink.findings.sum() != findings) {
            throw new IllegalStateException(
                    format + " was read as " + report.format() + ", " + sink.findings + " findings: " + result);
        }
    }

    private static void parse(Path file, SyntheticReport report) throws IOException, XMLStreamException {
        if (report.equals(SyntheticReport.DEFENDER)) {
            parseLines(file);
            return;
        }
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            switch (report.beginning().isEmpty() ? '{' : report.beginning().charAt(0)) {
                case '{' -> parseJson(in);
                case '<' -> parseXml(in);
                default -> parseTable(file);
            }
        }
    }

    private static void parseJson(InputStream in) {
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), in)) {
            while (parser.nextToken() != null) {}
        }
    }

    /** As many stretches of lines as there are cores, side by side. */
    private static void parseLines(Path file) throws IOException {
        List<Lines> stretches = Lines.of(file, Runtime.getRuntime().availableProcessors());
        stretches.parallelStream().forEach(lines -> parseJson(lines.open()));
    }

    private static void parseXml(InputStream in) throws XMLStreamException {
        XMLStreamReader xml = XML.createXMLStreamReader(in);
        while (xml.hasNext()) xml.next();
        xml.close();
    }

    private static void parseTable(Path file) throws IOException {
        try (CsvReader<CsvRecord> table = CsvReader.builder().ofCsvRecord(Files.newBufferedReader(file, UTF_8))) {
            for (CsvRecord row : table) row.getFieldCount();
        }
    }

    /** Counts and forgets. */
    private static final class Counting implements ReportSink {

        private final LongAdder findings = new LongAdder();

        @Override
        public void reportedAt(Instant time) {}

        @Override
        public void device(ReportedDevice device) {}

        @Override
        public void finding(ReportedFinding finding) {
            findings.increment();
        }

        @Override
        public void weakness(ThreatFacts facts) {}
    }
}
