package dev.lightmeter.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lightmeter.core.AttackVector;
import dev.lightmeter.core.EndOfSupport;
import dev.lightmeter.core.Evidence;
import dev.lightmeter.core.FindingPath;
import dev.lightmeter.core.SecurityUpdate;
import dev.lightmeter.core.Severity;
import dev.lightmeter.core.Software;
import dev.lightmeter.core.ThreatFacts;
import dev.lightmeter.core.decision.Aliases.Alias;
import dev.lightmeter.core.report.Feed;
import dev.lightmeter.core.report.ReportHeader;
import dev.lightmeter.core.report.ReportHeader.Kind;
import dev.lightmeter.core.report.ReportedDevice;
import dev.lightmeter.core.report.ReportedFinding;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store does when a feed tells what advisories are about. */
public abstract class AdvisoryContract {

    private static final String ADVISORY = "GHSA-aaaa-bbbb-cccc";
    private static final String OTHER_ADVISORY = "DSA-9001-1";
    private static final String CVE = "CVE-2031-0001";
    private static final String OTHER = "CVE-2031-0002";
    private static final FindingPath PATH = FindingPath.open(new Software("npm", "cart", "2.0"), "va-_-npm-_-cart");

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
    void makesFindingsOfAnAdvisoryFindingsOfWhatItIsAbout() {
        report("trivy", 1, "a", ADVISORY);
        report("trivy", 2, "b", "CVE-2031-0009");

        assertThat(osv(new Alias(ADVISORY, CVE), new Alias(ADVISORY, OTHER)).touchedSlots())
                .containsExactly(0);

        assertThat(openFindings()).containsExactly("0 CVE-2031-0001", "0 CVE-2031-0002", "1 CVE-2031-0009");
        assertThat(periods(0)).containsExactly("CVE-2031-0001 2026-06-01 open", "CVE-2031-0002 2026-06-01 open");
        assertThat(store.weaknessesOf(ADVISORY)).containsExactly(CVE, OTHER);
        assertThat(store.weaknessesOf(OTHER_ADVISORY)).isEmpty();
        assertThat(store.aliases().meantBy(ADVISORY)).containsExactly(CVE, OTHER, ADVISORY);

        store = reopened(store);
        assertThat(openFindings()).containsExactly("0 CVE-2031-0001", "0 CVE-2031-0002", "1 CVE-2031-0009");
        assertThat(store.weaknessesOf(ADVISORY)).containsExactly(CVE, OTHER);
    }

    @Test
    void makesOneFindingOfTheAdvisoryAndTheWeaknessSinceTheEarlierDay() {
        report("trivy", 1, "a", ADVISORY, OTHER_ADVISORY);
        report("trivy", 3, "a", ADVISORY, OTHER_ADVISORY, CVE);
        report("grype", 2, "a", ADVISORY);

        osv(new Alias(ADVISORY, CVE), new Alias(OTHER_ADVISORY, CVE));

        assertThat(openFindings()).containsExactly("0 CVE-2031-0001");
        assertThat(periods(0)).containsExactly("CVE-2031-0001 2026-06-01 open", "CVE-2031-0001 2026-06-02 open");
        assertThat(osv(new Alias(ADVISORY, CVE)).touchedSlots()).isEmpty();
    }

    @Test
    void keepsThePastOfWhatIsOver() {
        report("trivy", 1, "a", ADVISORY);
        report("trivy", 4, "a");

        assertThat(osv(new Alias(ADVISORY, CVE)).touchedSlots()).isEmpty();

        assertThat(openFindings()).isEmpty();
        assertThat(periods(0)).containsExactly("CVE-2031-0001 2026-06-01 2026-06-04");
    }

    @Test
    void takesAlongWhatWasSaidOfTheAdvisoryWhereNothingWasSaidOfTheWeakness() {
        try (ReportTransaction report = store.beginReport(new ReportHeader("trivy", Kind.FULL))) {
            report.reportedAt(StoreContract.day(1));
            report.finding(ReportedFinding.present("a", ADVISORY, PATH));
            report.weakness(facts(ADVISORY, 75));
            report.weakness(facts(OTHER, 40));
            report.fix(ADVISORY, PATH.software(), SecurityUpdate.to("2.1"));
            report.commit();
        }

        osv(new Alias(ADVISORY, CVE), new Alias(ADVISORY, OTHER));

        assertThat(cvss(CVE)).isEqualTo(75);
        assertThat(cvss(OTHER)).isEqualTo(40);
        int software = store.dictionary().software(PATH.software());
        assertThat(Objects.requireNonNull(store.fixes().of(store.dictionary().weakness(CVE), software))
                        .version())
                .isEqualTo("2.1");
    }

    @Test
    void changesNothingBeforeTheEditionIsCommitted() {
        report("trivy", 1, "a", ADVISORY);
        try (FeedTransaction feed = store.beginFeed(Feed.OSV)) {
            feed.alias(new Alias(ADVISORY, CVE));
        }

        assertThat(openFindings()).containsExactly("0 " + ADVISORY);
        assertThat(store.weaknessesOf(ADVISORY)).isEmpty();
    }

    private FeedReceipt osv(Alias... aliases) {
        try (FeedTransaction feed = store.beginFeed(Feed.OSV)) {
            feed.edition(null, Instant.parse("2026-06-01T00:00:00Z"));
            for (Alias alias : aliases) feed.alias(alias);
            return feed.commit();
        }
    }

    private void report(String source, int day, String device, String... weaknesses) {
        try (ReportTransaction report = store.beginReport(new ReportHeader(source, Kind.FULL))) {
            report.reportedAt(StoreContract.day(day));
            report.device(ReportedDevice.named(device, device + ".example.org"));
            for (String weakness : weaknesses) report.finding(ReportedFinding.present(device, weakness, PATH));
            report.commit();
        }
    }

    private List<String> openFindings() {
        List<String> open = new ArrayList<>();
        store.forEachDevice(device -> {
            for (int weakness : device.weaknesses()) {
                open.add(device.slot() + " " + store.dictionary().weaknessName(weakness));
            }
        });
        return open.stream().sorted().toList();
    }

    private List<String> periods(int slot) {
        return store.findings(slot).stream()
                .map(period -> store.dictionary().weaknessName(period.weakness()) + " " + day(period.firstSeen()) + " "
                        + (period.fixedAt() == null ? "open" : day(period.fixedAt())))
                .sorted()
                .toList();
    }

    private int cvss(String weakness) {
        return Objects.requireNonNull(store.threats().of(store.dictionary().weakness(weakness)))
                .cvssTenths();
    }

    private static String day(Instant time) {
        return time.toString().substring(0, 10);
    }

    private static ThreatFacts facts(String weakness, int cvssTenths) {
        return new ThreatFacts(
                weakness,
                -1,
                cvssTenths,
                Severity.UNKNOWN,
                AttackVector.UNKNOWN,
                Evidence.NONE,
                false,
                EndOfSupport.NO);
    }
}
