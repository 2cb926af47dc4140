package dev.lightmeter.cli.demo;

import dev.lightmeter.cli.demo.DemoCatalogue.Entry;
import dev.lightmeter.core.AttackVector;
import dev.lightmeter.core.EndOfSupport;
import dev.lightmeter.core.Evidence;
import dev.lightmeter.core.Severity;
import dev.lightmeter.core.ThreatFacts;
import dev.lightmeter.core.report.Feed;
import dev.lightmeter.core.report.ReportHeader;
import dev.lightmeter.core.report.ReportHeader.Kind;
import dev.lightmeter.core.report.ReportSink;
import dev.lightmeter.storage.FeedTransaction;
import dev.lightmeter.storage.ReportReceipt;
import dev.lightmeter.storage.ReportTransaction;
import dev.lightmeter.storage.Store;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The fleet of the demo, written into a store the way any report and any feed is. The same every time but for the date. */
final class DemoFleet {

    private static final String MADE_UP = "earlier (made up)";

    private final DemoCatalogue catalogue = DemoCatalogue.read();
    private final List<Profile> profiles = Profile.all();

    /** Loads feeds and fleet as of a time. */
    ReportReceipt loadInto(Store store, Instant now) {
        loadEpss(store);
        loadKev(store);
        loadNvd(store);
        return scan(store, DemoTime.at(now), _ -> true);
    }

    void loadEpss(Store store) {
        load(store, Feed.EPSS, DemoCatalogue.EPSS_MODEL, DemoCatalogue.EPSS_DAY, e -> e.epssP5() >= 0, Entry::inEpss);
    }

    /** An edition before that, which never was: its values are made up. */
    void loadEarlierEpss(Store store) {
        load(store, Feed.EPSS, MADE_UP, "2026-01-29", e -> e.epssP5() >= 0, DemoStory::inEarlierEpss);
    }

    void loadKev(Store store) {
        load(store, Feed.KEV, DemoCatalogue.KEV_MODEL, DemoCatalogue.KEV_DAY, Entry::kev, Entry::inKev);
    }

    /** The catalogue without its newest entry. */
    void loadEarlierKev(Store store) {
        load(store, Feed.KEV, MADE_UP, "2026-08-20", e -> e.kev() && !e.id().equals(DemoStory.NEWS), Entry::inKev);
    }

    void loadNvd(Store store) {
        load(store, Feed.NVD, null, DemoCatalogue.NVD_DAY, _ -> true, Entry::inNvd);
    }

    /** Scans some of the groups. */
    ReportReceipt scan(Store store, DemoTime time, Predicate<Profile> which) {
        try (ReportTransaction report = store.beginReport(new ReportHeader("demo", Kind.FULL))) {
            reportTo(report, time, which);
            return report.commit();
        }
    }

    private void load(
            Store store,
            Feed feed,
            @Nullable String model,
            String day,
            Predicate<Entry> speaksOf,
            Function<Entry, ThreatFacts> facts) {
        try (FeedTransaction edition = store.beginFeed(feed)) {
            edition.edition(
                    model, LocalDate.parse(day).atStartOfDay(ZoneOffset.UTC).toInstant());
            catalogue.entries().stream().filter(speaksOf).map(facts).forEach(edition::weakness);
            edition.commit();
        }
    }

    private void reportTo(ReportSink sink, DemoTime time, Predicate<Profile> which) {
        sink.reportedAt(time.time());
        profiles.stream()
                .flatMap(profile -> profile.platforms().stream())
                .filter(platform -> !platform.supported())
                .flatMap(platform -> platform.products().stream())
                .map(product -> product.substring(product.indexOf('/') + 1))
                .forEach(product -> sink.weakness(endOfSupport(DemoDevice.END_OF_SUPPORT + product)));
        for (Profile profile : profiles.stream().filter(which).toList()) {
            for (int number = 1; number <= profile.devices(); number++) {
                new DemoDevice(profile, number, time, catalogue).reportTo(sink);
            }
        }
    }

    private static ThreatFacts endOfSupport(String weakness) {
        return new ThreatFacts(
                weakness,
                ThreatFacts.MISSING,
                ThreatFacts.MISSING,
                Severity.HIGH,
                AttackVector.NETWORK,
                Evidence.NONE,
                false,
                EndOfSupport.OPERATING_SYSTEM);
    }
}
