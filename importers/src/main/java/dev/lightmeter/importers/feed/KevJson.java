package dev.lightmeter.importers.feed;

import dev.lightmeter.core.WeaknessText;
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
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** CISA's catalogue of known exploited vulnerabilities, as JSON. */
final class KevJson implements ThreatFeedFormat {

    @Override
    public String id() {
        return "kev-json";
    }

    @Override
    public Feed feed() {
        return Feed.KEV;
    }

    @Override
    public Description description() {
        return new Description(
                "KEV, the catalogue as JSON",
                "curl -LO https://www.cisa.gov/sites/default/files/feeds/known_exploited_vulnerabilities.json",
                "CVE, description and known use in ransomware campaigns; version and date of the catalogue.",
                "Due dates and required actions are not read.");
    }

    @Override
    public boolean recognises(FileHead head) {
        return head.has("/vulnerabilities[]/cveid") || (head.has("/catalogversion") && head.has("/vulnerabilities[]"));
    }

    @Override
    public String version(FileHead head) {
        return head.value("/catalogversion");
    }

    @Override
    public Optional<Instant> publishedAt(FileHead head) {
        return Times.parse(head.value("/datereleased"));
    }

    @Override
    public void read(Content file, FeedSink sink, Tally tally, Progress progress) throws IOException {
        @Nullable String[] edition = new String[2];
        try (JsonReader json = new JsonReader(file.open(progress))) {
            json.onlyRoot(() -> json.object(name -> {
                switch (name) {
                    case "catalogversion" -> edition[0] = Texts.labelOrNull(json.text());
                    case "datereleased" -> edition[1] = json.text();
                    case "vulnerabilities" -> json.array(() -> entry(json, file.name(), sink, tally));
                    default -> {}
                }
            }));
        }
        sink.edition(edition[0], Times.parse(edition[1]).orElse(null));
    }

    private static void entry(JsonReader json, String file, FeedSink sink, Tally tally) throws IOException {
        tally.record();
        String place = json.place();
        @Nullable String[] told = new String[3];
        json.object(name -> {
            if (name.equals("shortdescription")) told[2] = Texts.proseOrNull(json.text());
            if (name.equals("cveid")) told[0] = json.text();
            if (name.equals("knownransomwarecampaignuse")) told[1] = json.text();
        });
        String flaw = Texts.flawOfId(told[0]);
        if (told[0] == null || flaw != null) {
            tally.flaw(file, place, "the CVE " + flaw, told[0]);
            return;
        }
        sink.weakness(KevCsv.facts(told[0], told[1]));
        if (told[2] != null) sink.text(new WeaknessText(told[0], told[2], null, null, null, List.of()));
    }
}
