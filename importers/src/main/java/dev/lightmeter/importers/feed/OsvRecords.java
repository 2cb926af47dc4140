package dev.lightmeter.importers.feed;

import dev.lightmeter.core.ThreatFacts;
import dev.lightmeter.core.report.Feed;
import dev.lightmeter.core.report.FeedSink;
import dev.lightmeter.importers.Progress;
import dev.lightmeter.importers.reading.Content;
import dev.lightmeter.importers.reading.Description;
import dev.lightmeter.importers.reading.FileHead;
import dev.lightmeter.importers.reading.JsonReader;
import dev.lightmeter.importers.reading.Tally;
import dev.lightmeter.importers.reading.Texts;
import dev.lightmeter.importers.reading.Times;
import dev.lightmeter.importers.scanner.Advisory;
import dev.lightmeter.importers.scanner.OsvRecord;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Records of open source advisories in the OSV format: one in a file, one on each line, or an archive or folder of files, as
 * osv.dev publishes them.
 */
final class OsvRecords implements ThreatFeedFormat {

    /** {@code GHSA-jfh8-c2jp-5v3q}, {@code SUSE-SU-2023:3313-1}. */
    private static final Pattern ID = Pattern.compile("[A-Za-z][A-Za-z0-9]*-[A-Za-z0-9:._-]+");

    @Override
    public String id() {
        return "osv";
    }

    @Override
    public Feed feed() {
        return Feed.OSV;
    }

    @Override
    public Description description() {
        return new Description("OSV records", """
                curl -LO https://storage.googleapis.com/osv-vulnerabilities/PyPI/all.zip   # or of another ecosystem, or of all
                curl https://api.osv.dev/v1/vulns/GHSA-jfh8-c2jp-5v3q > GHSA-jfh8-c2jp-5v3q.json""", """
                Which CVEs an advisory of GitHub, of a distribution or of a language is about (`aliases`, `upstream`, of \
                advisories of distributions also `related`): findings of the advisory count as the CVEs, those that were \
                there before the record too. An advisory without a CVE stays a weakness of its own, with the severity of \
                its record; one that was withdrawn does not count.""", """
                Which versions are affected is not read: scanners tell what is on a device. A record that no longer names \
                a CVE does not undo what it said before.""");
    }

    @Override
    public boolean recognises(FileHead head) {
        if (!ID.matcher(head.value("/id")).matches()) return head.has("/affected[]/package/ecosystem");
        boolean dated = head.has("/modified") && head.hasAny("/affected", "/aliases", "/upstream", "/published");
        boolean cut = head.has("/details") && head.hasAny("/summary", "/aliases", "/modified");
        return dated || cut || head.has("/affected[]/package/ecosystem");
    }

    @Override
    public String version(FileHead head) {
        return head.value("/schemaversion");
    }

    @Override
    public Optional<Instant> publishedAt(FileHead head) {
        return Times.parse(head.value("/modified"));
    }

    @Override
    public void read(Content file, FeedSink sink, Tally tally, Progress progress) throws IOException {
        @Nullable Instant[] newest = new Instant[1];
        try (JsonReader json = new JsonReader(file.open(progress))) {
            json.eachRoot(() -> {
                tally.record();
                String place = json.place();
                OsvRecord record = OsvRecord.read(json);
                String id = record.advisory(Map.of()).id();
                String flaw = Texts.flawOfId(id);
                if (id == null || flaw != null) {
                    tally.flaw(file.name(), place, "the id of the record " + flaw, id);
                    return;
                }
                tell(record, id, sink);
                Instant modified = Times.parse(record.modified()).orElse(null);
                if (modified != null && (newest[0] == null || modified.isAfter(newest[0]))) newest[0] = modified;
            });
        }
        sink.edition(null, newest[0]);
    }

    /** The score of an advisory about several CVEs is that of the worst, so it says nothing of each. */
    private static void tell(OsvRecord record, String id, FeedSink sink) {
        Advisory advisory = record.advisory(Map.of());
        Set<String> weaknesses = advisory.weaknesses();
        boolean ownWeakness = weaknesses.contains(id);
        ThreatFacts facts = advisory.facts(id);
        sink.weakness(record.isWithdrawn() && ownWeakness ? facts.asRejected() : facts);
        if (ownWeakness || record.isWithdrawn()) return;
        for (String weakness : weaknesses) {
            if (Texts.flawOfId(weakness) != null) continue;
            if (weaknesses.size() == 1) sink.weakness(advisory.facts(weakness));
            advisory.aliasOf(weakness).ifPresent(sink::alias);
        }
    }
}
