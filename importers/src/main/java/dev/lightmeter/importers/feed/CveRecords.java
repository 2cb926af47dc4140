package dev.lightmeter.importers.feed;

import dev.lightmeter.core.EndOfSupport;
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

/** Records of the CVE program in the CVE JSON 5 format: one in a file, or one on each line. */
final class CveRecords implements ThreatFeedFormat {

    private static final int OF_THE_CNA = 0;
    private static final int OF_OTHERS = 1;

    @Override
    public String id() {
        return "cve-5";
    }

    @Override
    public Feed feed() {
        return Feed.CVE;
    }

    @Override
    public Description description() {
        return new Description(
                "CVE records, JSON 5",
                """
                curl -LO https://raw.githubusercontent.com/CVEProject/cvelistV5/main/cves/2021/44xxx/CVE-2021-44228.json
                jq -c . cves/2021/*/CVE-*.json > records.jsonl""",
                """
                CVE, description, dates, references that are tagged as exploits (one is evidence of a public exploit), CVSS (that of the numbering authority first, then of other containers such as CISA's; of each the \
                newest version) with its vector, severity, and whether the record was rejected. Of CISA's SSVC the decision point `Exploitation`: `poc` counts as a public exploit, \
                `active` as a verified one.""",
                "The other decision points of SSVC and KEV statements inside a record are not read; KEV comes from its own catalogue.");
    }

    @Override
    public boolean recognises(FileHead head) {
        return head.value("/datatype").equals("CVE_RECORD") || head.has("/cvemetadata/cveid");
    }

    @Override
    public String version(FileHead head) {
        return head.value("/dataversion");
    }

    @Override
    public Optional<Instant> publishedAt(FileHead head) {
        return Times.parse(head.value("/cvemetadata/dateupdated"));
    }

    @Override
    public void read(Content file, FeedSink sink, Tally tally, Progress progress) throws IOException {
        @Nullable Instant[] newest = new Instant[1];
        try (JsonReader json = new JsonReader(file.open(progress))) {
            json.eachRoot(() -> {
                Instant updated = read(json, file.name(), sink, tally);
                if (updated != null && (newest[0] == null || updated.isAfter(newest[0]))) newest[0] = updated;
            });
        }
        sink.edition(null, newest[0]);
    }

    private static @Nullable Instant read(JsonReader json, String file, FeedSink sink, Tally tally) throws IOException {
        tally.record();
        String place = json.place();
        CvssChoice cvss = new CvssChoice();
        Prose prose = new Prose();
        Ssvc ssvc = new Ssvc();
        @Nullable String[] told = new String[2];
        json.object(name -> {
            switch (name) {
                case "cvemetadata" ->
                    json.object(field -> {
                        switch (field) {
                            case "cveid" -> told[0] = json.text();
                            case "state" -> told[1] = json.text();
                            case "datepublished" -> prose.published = json.text();
                            case "dateupdated" -> prose.updated = json.text();
                            default -> {}
                        }
                    });
                case "containers" ->
                    json.object(container -> {
                        if (container.equals("cna")) container(json, OF_THE_CNA, cvss, prose, ssvc);
                        if (container.equals("adp")) json.array(() -> container(json, OF_OTHERS, cvss, prose, ssvc));
                    });
                default -> {}
            }
        });
        String flaw = Texts.flawOfId(told[0]);
        if (told[0] == null || flaw != null) {
            tally.flaw(file, place, "the CVE " + flaw, told[0]);
            return null;
        }
        sink.weakness(new ThreatFacts(
                told[0],
                ThreatFacts.MISSING,
                cvss.tenths(),
                cvss.severity(),
                cvss.attackVector(),
                ssvc.evidence(prose.namesExploit()),
                "rejected".equalsIgnoreCase(told[1]),
                EndOfSupport.NO));
        sink.text(prose.about(told[0], cvss.vector()));
        return Times.parse(prose.updated).orElse(null);
    }

    private static void container(JsonReader json, int rank, CvssChoice cvss, Prose prose, Ssvc ssvc)
            throws IOException {
        json.object(name -> {
            switch (name) {
                case "metrics" ->
                    json.array(() -> json.object(metric -> {
                        if (metric.equals("other")) ssvc.read(json);
                        else score(json, metric, rank, cvss);
                    }));
                case "descriptions" -> prose.descriptions(json);
                case "references" -> prose.references(json);
                default -> {}
            }
        });
    }

    /** @param metric {@code cvssv31} and the like; other metrics have other names */
    private static void score(JsonReader json, String metric, int rank, CvssChoice cvss) throws IOException {
        if (!metric.startsWith("cvssv")) return;
        @Nullable String[] told = new String[4];
        json.object(name -> {
            switch (name) {
                case "version" -> told[0] = json.text();
                case "basescore" -> told[1] = json.text();
                case "vectorstring" -> told[2] = json.text();
                case "baseseverity" -> told[3] = json.text();
                default -> {}
            }
        });
        cvss.offer(rank, told[0], told[1], told[2]);
        cvss.label(told[3]);
    }
}
