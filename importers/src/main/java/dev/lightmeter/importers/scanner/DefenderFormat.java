package dev.lightmeter.importers.scanner;

import dev.lightmeter.core.report.ReportHeader;
import dev.lightmeter.core.report.ReportSink;
import dev.lightmeter.importers.Progress;
import dev.lightmeter.importers.reading.Content;
import dev.lightmeter.importers.reading.Description;
import dev.lightmeter.importers.reading.FileHead;
import dev.lightmeter.importers.reading.Json;
import dev.lightmeter.importers.reading.Tally;
import dev.lightmeter.importers.reading.UnreadableException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.StreamConstraintsException;

/**
 * What Microsoft Defender Vulnerability Management answers and exports: pages ({@code {"value":[…]}}), bare arrays, and files
 * with one object on each line, which are read by several threads. Property names match in any letter case.
 */
final class DefenderFormat implements ScannerFormat {

    private static final String SOURCE = "defender";
    private static final List<String> ROW_PLACES = List.of("/value[]", "[]", "");

    @Override
    public String id() {
        return "defender";
    }

    @Override
    public Description description() {
        return new Description("Microsoft Defender Vulnerability Management", """
                # pages, each saved as a file
                curl -H "Authorization: Bearer $TOKEN" https://api.security.microsoft.com/api/machines > machines.json
                curl -H "Authorization: Bearer $TOKEN" https://api.security.microsoft.com/api/machines/SoftwareVulnerabilitiesByMachine > page-1.json
                # or the files of the export, one record on each line
                curl -H "Authorization: Bearer $TOKEN" https://api.security.microsoft.com/api/machines/SoftwareVulnerabilitiesExport""", """
                Pages of `machines`, `machinesVulnerabilities`, `SoftwareVulnerabilitiesByMachine`, \
                `SoftwareInventoryByMachine`, `SoftwareInventoryNoProductCodeByMachine`, \
                `SecureConfigurationsAssessmentByMachine` and `SoftwareVulnerabilityChangesByMachine`, and the export files \
                of the same rows (one JSON object on each line, or a JSON array). All properties of a machine; software \
                with its paths and end of support; CVE, severity, CVSS, exploitability, recommendation, security update, \
                first and last seen; configuration results and what the controls are called. \
                Files given together form one report: a full one as soon as one of them has findings; changes are a report \
                of their own, in which the latest event of a finding counts.""", """
                A row without `cveId` tells of the device and its software. A configuration that does not apply to a device \
                is no result. A page does not tell whether all pages were given: give them all, since a finding that is missing \
                from a full report counts as fixed.""");
    }

    @Override
    public boolean recognises(FileHead head) {
        return shape(head).isPresent();
    }

    @Override
    public ReportHeader header(FileHead head) {
        return new ReportHeader(SOURCE, shape(head).orElseThrow().kind());
    }

    @Override
    public boolean comesInPages() {
        return true;
    }

    @Override
    public void read(Content file, ReportSink sink, Tally tally, Progress progress) throws IOException {
        FileHead head = file.head();
        DefenderShape shape =
                shape(head).orElseThrow(() -> new UnreadableException("the file changed while it was read"));
        if (shape == DefenderShape.CHANGES) {
            readChanges(file, head, sink, tally, progress);
        } else if (isLines(head)) {
            readLines(file, shape, sink, tally, progress);
        } else {
            DefenderRows rows = new DefenderRows(shape, file.name(), sink, tally);
            forEachRow(file, head, progress, rows);
            rows.finish();
        }
    }

    private static Optional<DefenderShape> shape(FileHead head) {
        for (String row : ROW_PLACES) {
            Optional<DefenderShape> shape = DefenderShape.ofRow(column -> head.has(row + "/" + column));
            if (shape.isPresent()) return shape;
        }
        String context = head.value("/@odata.context").toLowerCase(Locale.ROOT);
        boolean fromDefender = context.contains("securitycenter") || context.contains("windowsdefenderatp");
        return fromDefender && head.has("/value[]") ? Optional.of(DefenderShape.ofContext(context)) : Optional.empty();
    }

    private static boolean isLines(FileHead head) {
        return head.startsWithAnObjectOnOneLine() && !head.has("/value[]");
    }

    private static void readLines(Content file, DefenderShape shape, ReportSink sink, Tally tally, Progress progress)
            throws IOException {
        Function<Tally, DefenderRows> rowsOfThread = own -> new DefenderRows(shape, file.name(), sink, own);
        try (InputStream in = file.open(progress)) {
            new ParallelLines(in).read(rowsOfThread, tally);
        }
    }

    /** Twice over the file: once to learn which event of each finding is the latest, once to tell it. */
    private static void readChanges(Content file, FileHead head, ReportSink sink, Tally tally, Progress progress)
            throws IOException {
        LatestChanges latest = new LatestChanges();
        forEachRow(file, head, Progress.NONE, DefenderRows.learning(latest, file.name(), sink));
        DefenderRows telling = DefenderRows.telling(latest, file.name(), sink, tally);
        forEachRow(file, head, progress, telling);
        telling.finish();
    }

    private static void forEachRow(Content file, FileHead head, Progress progress, DefenderRows rows)
            throws IOException {
        try (JsonParser parser = Json.parser(file.open(progress))) {
            try {
                while (parser.nextToken() != null) root(parser, head, rows);
            } catch (StreamConstraintsException e) {
                throw Json.tooMuch(parser, e);
            }
        }
    }

    private static void root(JsonParser parser, FileHead head, DefenderRows rows) throws IOException {
        if (parser.currentToken() == JsonToken.START_ARRAY) {
            elements(parser, "", rows);
        } else if (parser.currentToken() == JsonToken.START_OBJECT && head.has("/value[]")) {
            page(parser, rows);
        } else {
            int line = parser.currentTokenLocation().getLineNr();
            rows.read(parser, 0, () -> "line " + line);
        }
    }

    private static void page(JsonParser parser, DefenderRows rows) throws IOException {
        for (String name = parser.nextName(); name != null; name = parser.nextName()) {
            JsonToken value = parser.nextToken();
            if (name.equalsIgnoreCase("value") && value == JsonToken.START_ARRAY) elements(parser, name, rows);
            else parser.skipChildren();
        }
    }

    private static void elements(JsonParser parser, String name, DefenderRows rows) throws IOException {
        int index = 0;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            int at = index++;
            rows.read(parser, 0, () -> name + "[" + at + "]");
        }
    }
}
