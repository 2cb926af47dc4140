package dev.lightmeter.importers.feed;

import dev.lightmeter.core.EndOfSupport;
import dev.lightmeter.core.Evidence;
import dev.lightmeter.core.ThreatFacts;
import dev.lightmeter.core.report.Feed;
import dev.lightmeter.core.report.FeedSink;
import dev.lightmeter.importers.Progress;
import dev.lightmeter.importers.reading.Content;
import dev.lightmeter.importers.reading.CvssChoice;
import dev.lightmeter.importers.reading.Description;
import dev.lightmeter.importers.reading.FileHead;
import dev.lightmeter.importers.reading.JsonReader;
import dev.lightmeter.importers.reading.Tally;
import dev.lightmeter.importers.reading.Texts;
import dev.lightmeter.importers.reading.Times;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** NVD's records in the form of its API 2.0: pages of the API and the feeds by year. */
final class NvdJson implements ThreatFeedFormat {

    @Override
    public String id() {
        return "nvd-json";
    }

    @Override
    public Feed feed() {
        return Feed.NVD;
    }

    @Override
    public Description description() {
        return new Description(
                "NVD, API 2.0 and year feeds", """
                curl -LO https://nvd.nist.gov/feeds/json/cve/2.0/nvdcve-2.0-2025.json.gz
                curl -o page.json 'https://services.nvd.nist.gov/rest/json/cves/2.0?cveId=CVE-2021-44228'""", """
                CVE, description, dates, the newest version of CVSS (within a version the primary score first) with its \
                vector, severity, references that are tagged as exploits (one is evidence of a public exploit), and whether the CVE was rejected. This product uses data from the NVD API but is not endorsed or certified by \
                the NVD.""", "Affected products and other references are not read.");
    }

    @Override
    public boolean recognises(FileHead head) {
        return head.has("/vulnerabilities[]/cve/id")
                || (head.value("/format").equals("NVD_CVE") && head.has("/vulnerabilities[]"));
    }

    @Override
    public String version(FileHead head) {
        return head.value("/version");
    }

    @Override
    public Optional<Instant> publishedAt(FileHead head) {
        return Times.parse(head.value("/timestamp"));
    }

    @Override
    public void read(Content file, FeedSink sink, Tally tally, Progress progress) throws IOException {
        try (JsonReader json = new JsonReader(file.open(progress))) {
            json.onlyRoot(() -> json.object(name -> {
                switch (name) {
                    case "timestamp" ->
                        sink.edition(null, Times.parse(json.text()).orElse(null));
                    case "vulnerabilities" ->
                        json.array(() -> json.object(field -> {
                            if (field.equals("cve")) cve(json, file.name(), sink, tally);
                        }));
                    default -> {}
                }
            }));
        }
    }

    private static void cve(JsonReader json, String file, FeedSink sink, Tally tally) throws IOException {
        tally.record();
        String place = json.place();
        CvssChoice cvss = new CvssChoice();
        Prose prose = new Prose();
        @Nullable String[] told = new String[2];
        json.object(name -> {
            switch (name) {
                case "published" -> prose.published = json.text();
                case "lastmodified" -> prose.updated = json.text();
                case "descriptions" -> prose.descriptions(json);
                case "references" -> prose.references(json);
                case "id" -> told[0] = json.text();
                case "vulnstatus" -> told[1] = json.text();
                case "metrics" -> json.object(metric -> json.array(() -> metric(json, cvss)));
                default -> {}
            }
        });
        String flaw = Texts.flawOfId(told[0]);
        if (told[0] == null || flaw != null) {
            tally.flaw(file, place, "the CVE " + flaw, told[0]);
            return;
        }
        sink.weakness(new ThreatFacts(
                told[0],
                ThreatFacts.MISSING,
                cvss.tenths(),
                cvss.severity(),
                cvss.attackVector(),
                new Evidence(false, false, false, false, prose.namesExploit()),
                "rejected".equalsIgnoreCase(told[1]),
                EndOfSupport.NO));
        sink.text(prose.about(told[0], cvss.vector()));
    }

    /** The version outweighs the type: a secondary score of 4.0 counts before a primary one of 3.1. */
    private static void metric(JsonReader json, CvssChoice cvss) throws IOException {
        @Nullable String[] told = new String[5];
        json.object(name -> {
            switch (name) {
                case "type" -> told[0] = json.text();
                case "baseseverity" -> told[4] = json.text();
                case "cvssdata" ->
                    json.object(field -> {
                        switch (field) {
                            case "version" -> told[1] = json.text();
                            case "basescore" -> told[2] = json.text();
                            case "vectorstring" -> told[3] = json.text();
                            case "baseseverity" -> told[4] = json.text();
                            default -> {}
                        }
                    });
                default -> {}
            }
        });
        cvss.offer(CvssChoice.rank(told[1], "Primary".equalsIgnoreCase(told[0])), told[1], told[2], told[3]);
        cvss.label(told[4]);
    }
}
