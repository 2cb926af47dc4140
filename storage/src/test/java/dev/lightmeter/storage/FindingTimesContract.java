package dev.lightmeter.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lightmeter.core.AttackVector;
import dev.lightmeter.core.EndOfSupport;
import dev.lightmeter.core.Evidence;
import dev.lightmeter.core.FindingPath;
import dev.lightmeter.core.FindingStatus;
import dev.lightmeter.core.Severity;
import dev.lightmeter.core.ThreatFacts;
import dev.lightmeter.core.report.Feed;
import dev.lightmeter.core.report.ReportHeader;
import dev.lightmeter.core.report.ReportHeader.Kind;
import dev.lightmeter.core.report.ReportedDevice;
import dev.lightmeter.core.report.ReportedFinding;
import dev.lightmeter.storage.staging.Micros;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store knows of the times of findings: when a source saw them, and when the store learned of them. */
public abstract class FindingTimesContract {

    private static final String CVE = StoreContract.LOG4SHELL;
    private static final FindingPath PATH = StoreContract.LOG4J_OLD;
    private static final FindingPath OTHER_PATH = StoreContract.OPENSSL;

    private final MovableClock clock = new MovableClock();
    private Store store;

    /** A store with nothing in it. */
    protected abstract Store newStore(Clock clock) throws Exception;

    @BeforeEach
    void open() throws Exception {
        store = newStore(clock);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void handsOutEachOpenPathOnceWithTheDatesOfAllSources() {
        report(10, "trivy", 1, "web", PATH, OTHER_PATH);
        report(11, "grype", 3, "web", PATH);
        report(12, "trivy", 5, "web", PATH, OTHER_PATH);
        report(13, "trivy", 2, "app", PATH);

        assertThat(open(0, 9))
                .containsExactly(
                        "web log4j 1..5 learned 10", "web openssl 1..5 learned 10", "app log4j 2..2 learned 13");
        assertThat(open(1, 2)).containsExactly("app log4j 2..2 learned 13");
        assertThat(open(5, 3)).isEmpty();
    }

    @Test
    void tellsWhatCameAndWentByTheTimeAtWhichItLearnedOfIt() {
        report(10, "trivy", 1, "web", PATH);
        report(12, "trivy", 2, "web", OTHER_PATH);
        report(14, "trivy", 3, "web", PATH, OTHER_PATH);

        assertThat(changes(10, 11)).containsExactly("web log4j NEW 10, seen 1..1");
        assertThat(changes(11, 14)).containsExactly("web log4j FIXED 12, seen 1..1", "web openssl NEW 12, seen 1..3");
        assertThat(changes(14, 15)).containsExactly("web log4j NEW 14, seen 3..3");
        assertThat(changes(1, 10)).isEmpty();
        assertThat(changes(1, 30)).hasSize(4);
    }

    @Test
    void hasAPathAsLongAsAnySourceSaysSo() {
        report(10, "trivy", 1, "web", PATH);
        report(11, "grype", 2, "web", PATH);
        report(12, "trivy", 3, "web");
        assertThat(changes(11, 13)).isEmpty();

        report(14, "grype", 4, "web");
        assertThat(changes(11, 30)).containsExactly("web log4j FIXED 14, seen 1..2");
    }

    @Test
    void remembersWhenARatingBecameAnother() {
        feed(10, Feed.NVD, facts(CVE, -1, 75), facts("CVE-2031-0001", -1, 50));
        feed(11, Feed.NVD, facts(CVE, -1, 98));
        feed(12, Feed.NVD, facts(CVE, -1, 98));
        feed(13, Feed.EPSS, facts(CVE, 90_000, -1));
        assertThat(ratings(1, 30)).containsOnlyKeys(CVE).containsValue(11);
        assertThat(ratings(1, 11)).isEmpty();
        assertThat(ratings(12, 30)).isEmpty();

        feed(
                14,
                Feed.KEV,
                new ThreatFacts(
                        CVE,
                        -1,
                        -1,
                        Severity.UNKNOWN,
                        AttackVector.UNKNOWN,
                        new Evidence(true, false, false, false, false),
                        false,
                        EndOfSupport.NO));
        assertThat(ratings(12, 30)).containsValue(14);
        feed(15, Feed.KEV);
        assertThat(ratings(12, 30)).containsValue(15);
    }

    @Test
    void countsAScannersWordOnRatingsOnlyWhereNoFeedSaysBetter() {
        reportFacts(10, facts(CVE, -1, 50));
        reportFacts(11, facts(CVE, -1, 60));
        feed(12, Feed.NVD, facts(CVE, -1, 98));
        reportFacts(13, facts(CVE, -1, 70));

        assertThat(ratings(1, 12)).containsValue(11);
        assertThat(ratings(12, 30)).containsValue(12);
    }

    @Test
    void tellsWhatWasOpenAtAMomentAsFarAsWasKnown() {
        report(10, "trivy", 1, "web", PATH, OTHER_PATH);
        report(12, "trivy", 5, "web", OTHER_PATH);
        report(14, "grype", 3, "app", PATH);

        assertThat(openAt(4, 30)).containsExactly("web log4j openssl", "app log4j");
        assertThat(openAt(5, 30)).as("fixed at the time of the report").containsExactly("web openssl", "app log4j");
        assertThat(openAt(5, 11)).as("nobody knew").containsExactly("web log4j openssl", "app");
        assertThat(openAt(2, 30)).as("not seen yet").containsExactly("web log4j openssl");
        assertThat(openAt(4, 9)).containsExactly("web", "app");
        report(15, "trivy", 7, "app", PATH);
        assertThat(openAt(8, 30)).as("told once").containsExactly("web openssl", "app log4j");
    }

    @Test
    void knowsSinceWhenAPathTookThePlaceOfAnother() {
        report(10, "trivy", 1, "web", PATH);
        report(11, "trivy", 4, "web", OTHER_PATH);
        report(12, "trivy", 6, "web", PATH, OTHER_PATH);

        assertThat(openAt(3, 30)).containsExactly("web log4j");
        assertThat(openAt(4, 30)).containsExactly("web openssl");
        assertThat(openAt(6, 30)).containsExactly("web log4j openssl");
        assertThat(openAt(3, 11)).containsExactly("web log4j");
    }

    @Test
    void tellsForHowLongFindingsWereOpen() {
        for (int device = 1; device <= 11; device++) report(1, "trivy", 1, "d" + device, PATH);
        for (int device = 1; device <= 10; device++) report(1 + device, "trivy", 1 + device, "d" + device);

        assertThat(times(new int[] {7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7}, 1))
                .containsExactly("-1 all 10: 5, 9", "-1 High 10: 5, 9", "7 all 10: 5, 9", "7 High 10: 5, 9");
        assertThat(times(new int[] {7, -1, 8, 7}, 1))
                .containsExactly(
                        "-1 all 3: 3, 4",
                        "-1 High 3: 3, 4",
                        "7 all 2: 1, 4",
                        "7 High 2: 1, 4",
                        "8 all 1: 3, 3",
                        "8 High 1: 3, 3");
        assertThat(times(new int[] {7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7}, 9))
                .as("since the ninth")
                .contains("7 all 3: 9, 10");
        assertThat(times(new int[0], 1)).isEmpty();
    }

    @Test
    void takesAFindingForOneAsLongAsAnyPathOfItIsThere() {
        report(1, "trivy", 1, "web", PATH);
        report(3, "grype", 3, "web", PATH);
        report(4, "trivy", 4, "web", OTHER_PATH);
        report(5, "trivy", 5, "web");
        assertThat(times(new int[] {7}, 1)).isEmpty();
        report(9, "grype", 9, "web");
        assertThat(times(new int[] {7}, 1)).contains("7 all 1: 8, 8");
        report(10, "grype", 10, "web", PATH);
        report(12, "grype", 12, "web");
        assertThat(times(new int[] {7}, 1)).as("it came back").contains("7 all 2: 2, 8");
        FindingPath harmless =
                new FindingPath(PATH.software(), PATH.recommendation(), FindingStatus.NOT_AFFECTED, false, null);
        report(14, "grype", 14, "web", harmless);
        report(20, "grype", 20, "web");
        assertThat(times(new int[] {7}, 1)).as("nobody was exposed").contains("7 all 2: 2, 8");
    }

    @Test
    void countsAFindingThatEndedAsItBeganOnce() {
        report(1, "trivy", 1, "web", PATH);
        report(2, "trivy", 1, "web");
        assertThat(times(new int[] {7}, 1)).contains("7 all 1: 0, 0");
    }

    private List<String> openAt(int at, int knownAt) {
        List<String> told = new ArrayList<>();
        store.forEachDeviceAt(
                new Moment(StoreContract.day(at), StoreContract.day(knownAt)),
                IntStream.range(0, 9).toArray(),
                device -> told.add((device.device().id() + " "
                                + Arrays.stream(device.paths())
                                        .mapToObj(this::product)
                                        .sorted()
                                        .collect(Collectors.joining(" ")))
                        .strip()));
        return told;
    }

    private List<String> times(int[] groups, int since) {
        Severity[] severities = new Severity[store.dictionary().weaknesses()];
        Arrays.fill(severities, Severity.HIGH);
        return store.remediationTimes(RemediationQuestion.of(groups, severities, StoreContract.day(since))).stream()
                .map(time -> time.group() + " "
                        + (time.severity() == null ? "all" : time.severity().wire()) + " " + time.count() + ": "
                        + time.median().toDays() + ", " + time.p90().toDays())
                .toList();
    }

    private void report(int now, String source, int madeOn, String device, FindingPath... paths) {
        clock.set(StoreContract.day(now));
        try (ReportTransaction report = store.beginReport(new ReportHeader(source, Kind.FULL))) {
            report.reportedAt(StoreContract.day(madeOn));
            report.device(ReportedDevice.named(device, device + ".example.org"));
            for (FindingPath path : paths) report.finding(ReportedFinding.present(device, CVE, path));
            report.commit();
        }
    }

    private void reportFacts(int now, ThreatFacts facts) {
        clock.set(StoreContract.day(now));
        try (ReportTransaction report = store.beginReport(new ReportHeader("trivy", Kind.FULL))) {
            report.weakness(facts);
            report.commit();
        }
    }

    private void feed(int now, Feed which, ThreatFacts... facts) {
        clock.set(StoreContract.day(now));
        try (FeedTransaction feed = store.beginFeed(which)) {
            for (ThreatFacts said : facts) feed.weakness(said);
            feed.commit();
        }
    }

    private static ThreatFacts facts(String weakness, int epss, int cvss) {
        return new ThreatFacts(
                weakness, epss, cvss, Severity.UNKNOWN, AttackVector.UNKNOWN, Evidence.NONE, false, EndOfSupport.NO);
    }

    private List<String> open(int fromSlot, int toSlot) {
        List<String> told = new ArrayList<>();
        store.forEachOpenFinding(
                fromSlot,
                toSlot,
                (slot, weakness, path, firstSeen, lastSeen, recordedAt) ->
                        told.add(name(slot) + " " + product(path) + " " + day(Micros.instant(firstSeen)) + ".."
                                + day(Micros.instant(lastSeen)) + " learned " + day(Micros.instant(recordedAt))));
        return told;
    }

    private List<String> changes(int from, int to) {
        List<String> told = new ArrayList<>();
        store.forEachChange(
                StoreContract.day(from),
                StoreContract.day(to),
                0,
                Integer.MAX_VALUE,
                change -> told.add(name(change.slot()) + " " + product(change.path()) + " " + change.kind() + " "
                        + day(change.recordedAt()) + ", seen " + day(change.firstSeen()) + ".."
                        + day(change.lastSeen())));
        return told;
    }

    private Map<String, Integer> ratings(int from, int to) {
        SortedMap<Integer, Instant> changed = store.changedRatings(StoreContract.day(from), StoreContract.day(to));
        Map<String, Integer> byName = new TreeMap<>();
        changed.forEach((weakness, at) -> byName.put(store.dictionary().weaknessName(weakness), day(at)));
        return byName;
    }

    private String name(int slot) {
        return store.records(new int[] {slot}).getFirst().id();
    }

    private String product(int path) {
        return store.dictionary().path(path).software().product();
    }

    private static int day(Instant time) {
        return time.atOffset(ZoneOffset.UTC).getDayOfMonth();
    }
}
