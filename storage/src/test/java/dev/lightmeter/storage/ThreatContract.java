package dev.lightmeter.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lightmeter.core.AttackVector;
import dev.lightmeter.core.EndOfSupport;
import dev.lightmeter.core.Evidence;
import dev.lightmeter.core.Severity;
import dev.lightmeter.core.ThreatFacts;
import dev.lightmeter.core.report.Feed;
import dev.lightmeter.core.report.FeedEdition;
import dev.lightmeter.core.report.ReportHeader;
import dev.lightmeter.core.report.ReportHeader.Kind;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store does with threat facts. */
public abstract class ThreatContract {

    private static final String CVE = "CVE-2021-44228";
    private static final String OTHER = "CVE-2014-0160";

    private Store store;

    /** A store with nothing in it. */
    protected abstract Store newStore() throws Exception;

    /** The same store after its process ended and another one started. */
    protected abstract Store reopened(Store store);

    @BeforeEach
    void open() throws Exception {
        store = newStore();
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void prefersTheFeedOfHigherRankAndAddsWhatItDoesNotKnow() {
        feed(Feed.CVE, "", facts(CVE, -1, 51, Evidence.NONE));
        feed(Feed.NVD, "", facts(CVE, 7, 98, Evidence.NONE));
        feed(Feed.KEV, "2026.06", facts(CVE, -1, -1, new Evidence(true, false, false, false, false)));
        feed(Feed.EPSS, "v2025", facts(CVE, 94_000, -1, Evidence.NONE));
        report(
                "trivy",
                1,
                facts(CVE, 1, 20, new Evidence(false, false, false, false, true)),
                facts(OTHER, -1, 75, Evidence.NONE));

        assertThat(of(CVE)).isEqualTo(facts(CVE, 94_000, 98, new Evidence(true, false, false, false, true)));
        assertThat(of(OTHER)).isEqualTo(facts(OTHER, -1, 75, Evidence.NONE));
        for (String weakness : List.of(CVE, OTHER)) {
            int number = store.dictionary().findWeakness(weakness).orElseThrow();
            assertThat(store.threats(new int[] {number}).of(number)).isEqualTo(of(weakness));
        }
        assertThat(store.threats().feeds())
                .extracting(FeedEdition::feed)
                .containsExactly(Feed.EPSS, Feed.KEV, Feed.NVD, Feed.CVE);
        assertThat(store.threats().feeds().getFirst())
                .isEqualTo(new FeedEdition(Feed.EPSS, "v2025", Instant.parse("2026-06-01T00:00:00Z")));
    }

    @Test
    void forgetsWhatACompleteFeedNoLongerHas() {
        feed(Feed.EPSS, "v1", facts(CVE, 500, -1, Evidence.NONE), facts(OTHER, 600, -1, Evidence.NONE));
        feed(Feed.EPSS, "v2", facts(OTHER, 700, -1, Evidence.NONE));

        assertThat(of(CVE)).isNull();
        assertThat(of(OTHER)).isEqualTo(facts(OTHER, 700, -1, Evidence.NONE));
    }

    @Test
    void keepsWhatAnEditionOfAGrowingFeedDoesNotName() {
        feed(Feed.NVD, "2.0", facts(CVE, -1, 98, Evidence.NONE), facts(OTHER, -1, 50, Evidence.NONE));
        try (FeedTransaction feed = store.beginFeed(Feed.NVD)) {
            feed.edition(null, Instant.parse("2026-05-01T00:00:00Z"));
            feed.weakness(facts(OTHER, -1, 75, Evidence.NONE));
            assertThat(feed.commit()).isEqualTo(1);
        }

        assertThat(of(CVE)).isEqualTo(facts(CVE, -1, 98, Evidence.NONE));
        assertThat(of(OTHER)).isEqualTo(facts(OTHER, -1, 75, Evidence.NONE));
        assertThat(store.threats().feeds())
                .containsExactly(new FeedEdition(Feed.NVD, "2.0", Instant.parse("2026-06-01T00:00:00Z")));
    }

    @Test
    void takesTheLatestDateThatAnEditionTells() {
        try (FeedTransaction feed = store.beginFeed(Feed.NVD)) {
            feed.edition("old", Instant.parse("2026-05-01T00:00:00Z"));
            feed.edition("new", Instant.parse("2026-05-09T00:00:00Z"));
            feed.edition(null, Instant.parse("2026-05-03T00:00:00Z"));
            feed.commit();
        }

        assertThat(store.threats().feeds())
                .containsExactly(new FeedEdition(Feed.NVD, "new", Instant.parse("2026-05-09T00:00:00Z")));
    }

    @Test
    void keepsTheEditionBeforeWhenANewOneIsNotCommitted() {
        feed(Feed.EPSS, "v1", facts(CVE, 500, -1, Evidence.NONE));
        try (FeedTransaction feed = store.beginFeed(Feed.EPSS)) {
            feed.edition("v2", null);
            feed.weakness(facts(CVE, 900, -1, Evidence.NONE));
        }

        assertThat(of(CVE)).isEqualTo(facts(CVE, 500, -1, Evidence.NONE));
        assertThat(store.threats().feeds()).extracting(FeedEdition::model).containsExactly("v1");
    }

    @Test
    void takesTheWorstOfSeveralStatementsInOneReportAndOfSeveralSources() {
        report("trivy", 1, facts(CVE, -1, 51, Evidence.NONE), facts(CVE, 100, 40, Evidence.NONE));
        assertThat(of(CVE)).isEqualTo(facts(CVE, 100, 51, Evidence.NONE));

        report("grype", 1, facts(CVE, 50, 98, Evidence.NONE));
        assertThat(of(CVE)).isEqualTo(facts(CVE, 100, 98, Evidence.NONE));
    }

    @Test
    void replacesWhatASourceSaidByItsNewestReport() {
        assertThat(report("trivy", 5, facts(CVE, -1, 98, Evidence.NONE)).threatsChanged())
                .isTrue();
        assertThat(report("trivy", 6, facts(CVE, -1, 51, Evidence.NONE)).threatsChanged())
                .isTrue();
        assertThat(report("trivy", 4, facts(CVE, -1, 75, Evidence.NONE)).threatsChanged())
                .isFalse();
        assertThat(report("trivy", 7, facts(CVE, -1, 51, Evidence.NONE)).threatsChanged())
                .isFalse();
        assertThat(report("trivy", 8).threatsChanged()).isFalse();

        assertThat(of(CVE)).isEqualTo(facts(CVE, -1, 51, Evidence.NONE));
    }

    @Test
    void keepsEveryFactAcrossAnEndOfItsProcess() {
        ThreatFacts all = new ThreatFacts(
                CVE,
                100_000,
                100,
                Severity.CRITICAL,
                AttackVector.PHYSICAL,
                new Evidence(true, true, true, true, true),
                true,
                EndOfSupport.APPLICATION);
        feed(Feed.CVE, "5.1", all);
        report("trivy", 3, all);

        store = reopened(store);

        assertThat(of(CVE)).isEqualTo(all);
        assertThat(store.threats().feeds()).extracting(FeedEdition::model).containsExactly("5.1");
        assertThat(report("trivy", 4, all).threatsChanged()).isFalse();
    }

    private void feed(Feed which, String model, ThreatFacts... facts) {
        try (FeedTransaction feed = store.beginFeed(which)) {
            feed.edition(model.isEmpty() ? null : model, Instant.parse("2026-06-01T00:00:00Z"));
            Arrays.stream(facts).forEach(feed::weakness);
            assertThat(feed.commit()).isEqualTo(facts.length);
        }
    }

    private ReportReceipt report(String source, int day, ThreatFacts... facts) {
        try (ReportTransaction report = store.beginReport(new ReportHeader(source, Kind.FULL))) {
            report.reportedAt(StoreContract.day(day));
            Arrays.stream(facts).forEach(report::weakness);
            return report.commit();
        }
    }

    private @Nullable ThreatFacts of(String weakness) {
        return store.threats().of(store.dictionary().weakness(weakness));
    }

    private static ThreatFacts facts(String weakness, int epssP5, int cvssTenths, Evidence evidence) {
        return new ThreatFacts(
                weakness, epssP5, cvssTenths, Severity.UNKNOWN, AttackVector.UNKNOWN, evidence, false, EndOfSupport.NO);
    }
}
