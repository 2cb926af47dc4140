package dev.lightmeter.importers.scanner;

import dev.lightmeter.core.FindingStatus;
import dev.lightmeter.core.Software;
import dev.lightmeter.core.report.ReportSink;
import dev.lightmeter.core.report.ReportedSoftware;
import dev.lightmeter.importers.reading.Json;
import dev.lightmeter.importers.reading.JsonReader;
import dev.lightmeter.importers.reading.Tally;
import dev.lightmeter.importers.reading.Texts;
import dev.lightmeter.importers.reading.UnreadableException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the packages of an OSV-Scanner report with their records, one package at a time. */
final class OsvScannerPackages {

    /** What a package may have is bounded so that a file cannot fill the memory. */
    private static final int MOST_RECORDS = 100_000;

    private final String device;
    private final ReportSink sink;
    private final Tally tally;
    private final Findings findings;

    OsvScannerPackages(String device, String file, ReportSink sink, Tally tally) {
        this.device = device;
        this.sink = sink;
        this.tally = tally;
        this.findings = new Findings(file, sink, tally);
    }

    /** One lock file, image or folder. */
    void source(JsonReader json) throws IOException {
        String[] path = {""};
        json.object(name -> {
            switch (name) {
                case "source" ->
                    json.object(field -> {
                        if (field.equals("path")) path[0] = json.label();
                    });
                case "packages" -> json.list(() -> onePackage(json, path[0]));
                default -> {}
            }
        });
    }

    private void onePackage(JsonReader json, String path) throws IOException {
        Found found = new Found();
        json.object(name -> {
            switch (name) {
                case "package" -> json.object(field -> found.field(field, json.label()));
                case "vulnerabilities" -> json.list(() -> record(json, found));
                case "groups" -> json.array(() -> found.group(json));
                default -> {}
            }
        });
        Software software = found.software();
        sink.software(new ReportedSoftware(
                device, software, true, null, null, null, path.isEmpty() ? List.of() : List.of(path), List.of()));
        Set<String> told = new HashSet<>();
        for (OsvRecord record : found.records) {
            Advisory advisory = record.advisory(found.severities);
            // several databases have records of one weakness
            if (!advisory.weaknesses().isEmpty() && !told.addAll(advisory.weaknesses())) {
                findings.tellFacts(advisory);
                continue;
            }
            FindingStatus status = found.isUncalled(advisory) ? FindingStatus.NOT_AFFECTED : FindingStatus.OPEN;
            findings.tell(
                    record.place(),
                    advisory,
                    new Occurrence(device, software, status, null, null)
                            .fixedIn(record.fixedVersion(software.product())));
        }
    }

    private void record(JsonReader json, Found found) throws IOException {
        tally.record();
        if (found.records.size() == MOST_RECORDS) {
            throw new UnreadableException(json.place(), "a package has more than " + MOST_RECORDS + " records");
        }
        found.records.add(OsvRecord.read(json));
    }

    /** One package as it is written. */
    private static final class Found {

        private final List<OsvRecord> records = new ArrayList<>();
        private final Map<String, String> severities = new HashMap<>();
        private final Set<String> uncalled = new HashSet<>();
        private String name = "";
        private String version = "";
        private String ecosystem = "";

        void field(String field, String value) {
            switch (field) {
                case "name" -> name = value;
                case "version" -> version = value;
                case "ecosystem" -> ecosystem = value;
                default -> {}
            }
        }

        /** Records of one weakness, with the highest score of them and what the call analysis says. */
        void group(JsonReader json) throws IOException {
            List<String> ids = new ArrayList<>();
            @Nullable String[] severity = new String[1];
            json.object(field -> {
                switch (field) {
                    case "ids" ->
                        json.array(() -> {
                            if (ids.size() < MOST_RECORDS) ids.add(json.label());
                        });
                    case "maxseverity" -> severity[0] = json.text();
                    case "experimentalanalysis" -> json.object(id -> calls(id, json));
                    default -> {}
                }
            });
            if (severity[0] == null || severities.size() > MOST_RECORDS) return;
            for (String id : ids) severities.put(id, severity[0]);
        }

        /** The analysis lists records under their ids, of which the names of fields keep only the lower case. */
        private void calls(String id, JsonReader json) throws IOException {
            json.object(field -> {
                if (field.equals("called") && "false".equals(json.text()) && uncalled.size() < MOST_RECORDS) {
                    uncalled.add(id);
                }
            });
        }

        boolean isUncalled(Advisory advisory) {
            String id = advisory.id();
            return id != null && uncalled.contains(Json.plainName(id));
        }

        /** {@code Debian:12} is Debian, and the kind of packages stands for the vendor. */
        Software software() {
            return new Software(Texts.label(ecosystem.split(":", 2)[0]), name, version);
        }
    }
}
