package dev.lightmeter.importers.feed;

import dev.lightmeter.core.AttackVector;
import dev.lightmeter.core.Decimals;
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
import dev.lightmeter.importers.reading.Times;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** The daily table of FIRST's Exploit Prediction Scoring System, with its comment line of model and date. */
final class EpssCsv implements ThreatFeedFormat {

    @Override
    public String id() {
        return "epss-csv";
    }

    @Override
    public Feed feed() {
        return Feed.EPSS;
    }

    @Override
    public Description description() {
        return new Description(
                "EPSS, the daily table",
                "curl -LO https://epss.empiricalsecurity.com/epss_scores-current.csv.gz",
                """
                CVE and probability, to five places; model version and date from the comment line at the top. See EPSS at \
                https://www.first.org/epss.""",
                "The percentile is not read. A table without its comment line loads, without model and date.");
    }

    @Override
    public boolean recognises(FileHead head) {
        String first = head.firstLine().toLowerCase(Locale.ROOT);
        return first.startsWith("#model_version:")
                || first.startsWith("cve,epss,percentile")
                || first.equals("cve,epss");
    }

    @Override
    public String version(FileHead head) {
        return Objects.requireNonNullElse(saying(head.firstLine(), "model_version:"), "");
    }

    @Override
    public Optional<Instant> publishedAt(FileHead head) {
        return Times.parse(saying(head.firstLine(), "score_date:"));
    }

    @Override
    public void read(Content file, FeedSink sink, Tally tally, Progress progress) throws IOException {
        String first = file.head().firstLine();
        sink.edition(
                Texts.labelOrNull(saying(first, "model_version:")),
                Times.parse(saying(first, "score_date:")).orElse(null));
        Table.read(file, progress, List.of("cve", "epss"), row -> {
            tally.record();
            String cve = row.get("cve");
            OptionalInt epss = Decimals.scaled(row.get("epss"), 5, 100_000);
            String flaw = Texts.flawOfId(cve);
            if (cve == null || flaw != null) {
                tally.flaw(file.name(), row.place(), "the CVE " + flaw, cve);
            } else if (epss.isEmpty()) {
                tally.flaw(file.name(), row.place(), "not a probability:", row.get("epss"));
            } else {
                sink.weakness(facts(cve, epss.getAsInt()));
            }
        });
    }

    private static ThreatFacts facts(String cve, int epssP5) {
        return new ThreatFacts(
                cve,
                epssP5,
                ThreatFacts.MISSING,
                Severity.UNKNOWN,
                AttackVector.UNKNOWN,
                Evidence.NONE,
                false,
                EndOfSupport.NO);
    }

    /** What the comment line says behind a key, up to the next comma; null if it says nothing. */
    private static @Nullable String saying(String comment, String key) {
        int at = comment.indexOf(key);
        if (at < 0) return null;
        int from = at + key.length();
        int to = comment.indexOf(',', from);
        return comment.substring(from, to < 0 ? comment.length() : to).strip();
    }
}
