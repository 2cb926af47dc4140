package dev.lightmeter.importers.feed;

import dev.lightmeter.core.AttackVector;
import dev.lightmeter.core.EndOfSupport;
import dev.lightmeter.core.Evidence;
import dev.lightmeter.core.Severity;
import dev.lightmeter.core.ThreatFacts;
import dev.lightmeter.core.report.Feed;
import dev.lightmeter.core.report.FeedSink;
import dev.lightmeter.importers.Progress;
import dev.lightmeter.importers.reading.Content;
import dev.lightmeter.importers.reading.Description;
import dev.lightmeter.importers.reading.FileHead;
import dev.lightmeter.importers.reading.Table;
import dev.lightmeter.importers.reading.Tally;
import dev.lightmeter.importers.reading.Texts;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** CISA's catalogue of known exploited vulnerabilities, as a table. */
final class KevCsv implements ThreatFeedFormat {

    @Override
    public String id() {
        return "kev-csv";
    }

    @Override
    public Feed feed() {
        return Feed.KEV;
    }

    @Override
    public Description description() {
        return new Description(
                "KEV, the catalogue as a table",
                "curl -LO https://www.cisa.gov/sites/default/files/csv/known_exploited_vulnerabilities.csv",
                "CVE and known use in ransomware campaigns.",
                "The table does not tell its version and date; the JSON does.");
    }

    @Override
    public boolean recognises(FileHead head) {
        return head.firstLine().toLowerCase(Locale.ROOT).replace("\"", "").startsWith("cveid,vendorproject,product,");
    }

    @Override
    public Optional<Instant> publishedAt(FileHead head) {
        return Optional.empty();
    }

    @Override
    public void read(Content file, FeedSink sink, Tally tally, Progress progress) throws IOException {
        sink.edition(null, null);
        Table.read(file, progress, List.of("cveid", "knownransomwarecampaignuse"), row -> {
            tally.record();
            String cve = row.get("cveid");
            String flaw = Texts.flawOfId(cve);
            if (cve == null || flaw != null) tally.flaw(file.name(), row.place(), "the CVE " + flaw, cve);
            else sink.weakness(facts(cve, row.get("knownransomwarecampaignuse")));
        });
    }

    /** @param ransomware {@code Known} or {@code Unknown} */
    static ThreatFacts facts(String cve, @Nullable String ransomware) {
        boolean known = ransomware != null && ransomware.strip().equalsIgnoreCase("Known");
        return new ThreatFacts(
                cve,
                ThreatFacts.MISSING,
                ThreatFacts.MISSING,
                Severity.UNKNOWN,
                AttackVector.UNKNOWN,
                new Evidence(true, known, false, false, false),
                false,
                EndOfSupport.NO);
    }
}
