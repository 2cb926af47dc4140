package dev.lightmeter.server.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lightmeter.core.FindingPath;
import dev.lightmeter.core.FindingStatus;
import dev.lightmeter.core.RemediationException.Justification;
import dev.lightmeter.core.Software;
import dev.lightmeter.core.ThreatFacts;
import dev.lightmeter.core.decision.DecisionScope;
import dev.lightmeter.core.decision.DecisionSubject;
import dev.lightmeter.core.decision.RiskException;
import dev.lightmeter.core.fleet.Scoreboard;
import dev.lightmeter.core.group.DeviceGroup;
import dev.lightmeter.core.group.GroupRules;
import dev.lightmeter.core.history.Sums;
import dev.lightmeter.core.report.Feed;
import dev.lightmeter.core.report.ReportHeader;
import dev.lightmeter.core.report.ReportHeader.Kind;
import dev.lightmeter.core.report.ReportedDevice;
import dev.lightmeter.core.report.ReportedFinding;
import dev.lightmeter.core.score.Parameters;
import dev.lightmeter.server.MovableClock;
import dev.lightmeter.server.exposure.LiveExposure;
import dev.lightmeter.storage.FeedTransaction;
import dev.lightmeter.storage.Moment;
import dev.lightmeter.storage.ReportTransaction;
import dev.lightmeter.storage.Store;
import dev.lightmeter.storage.duckdb.DuckDbStore;
import dev.lightmeter.storage.memory.InMemoryStore;
import dev.lightmeter.storage.merged.MergedStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What today's knowledge would have said at past moments, against fleets that know nothing else. */
class RecomputedTest {

    private static final Instant START = Instant.parse("2026-10-01T12:00:00Z");
    private static final int REPORTS = 120;
    private static final int QUESTIONS = 30;

    @TempDir
    Path folder;

    private final MovableClock clock = new MovableClock(START);

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void saysNowWhatTheLiveScoreboardSays(long seed) {
        InMemoryStore store = new InMemoryStore(clock);
        ChangingWorld world = new ChangingWorld(new Random(seed), clock);
        LiveExposure exposure = LiveExposure.of(store, world.rules(), Parameters.DEFAULT, clock);
        for (int change = 1; change <= 150; change++) {
            world.change(store, exposure);
            exposure.takeDay();
            if (change % 10 > 0) continue;
            assertThat(new Recomputed(store).at(Moment.of(clock.instant()), exposure.current()))
                    .as("seed %d after %d changes", seed, change)
                    .isEqualTo(shown(exposure.current()));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void saysOfThenWhatAFreshFleetSaysThatIsGivenOnlyWhatWasValidThen(long seed) {
        compareWithFreshFleets(new InMemoryStore(clock), new Random(seed), "seed " + seed);
    }

    @Test
    void saysTheSameFromDisk() {
        try (Store store = DuckDbStore.open(folder, clock)) {
            compareWithFreshFleets(store, new Random(99), "from disk");
        }
    }

    /** Reports come late, each up to two days after it was made; each source's in the order in which they were made. */
    private void compareWithFreshFleets(Store store, Random random, String about) {
        List<Told> all = reports(random);
        facts(store);
        List<Told> inOrderOfArrival = new ArrayList<>(all);
        inOrderOfArrival.sort((one, other) -> one.arrives.compareTo(other.arrives));
        for (Told told : inOrderOfArrival) {
            clock.advance(Duration.between(clock.instant(), told.arrives));
            told.to(store);
        }
        Scoreboard today = live(store);
        Recomputed recomputed = new Recomputed(store);
        Instant end = clock.instant();
        for (int question = 0; question < QUESTIONS; question++) {
            Instant at = between(START, end, random);
            assertThat(recomputed.at(Moment.of(at), today))
                    .as("%s at %s", about, at)
                    .isEqualTo(fresh(
                            all.stream()
                                    .filter(told -> !told.madeAt.isAfter(at))
                                    .toList(),
                            at));
            Instant knownAt = between(at, end, random);
            assertThat(recomputed.at(new Moment(at, knownAt), today))
                    .as("%s at %s as known at %s", about, at, knownAt)
                    .satisfies(sums -> assertThat(withoutUnknown(sums, all, knownAt))
                            .isEqualTo(withoutUnknown(
                                    fresh(
                                            all.stream()
                                                    .filter(told ->
                                                            !told.madeAt.isAfter(at) && !told.arrives.isAfter(knownAt))
                                                    .toList(),
                                            at),
                                    all,
                                    knownAt)));
        }
    }

    /** When a device became known is not kept, so only groups are compared whose devices all were known by then. */
    private static Map<Integer, Sums> withoutUnknown(Map<Integer, Sums> sums, List<Told> all, Instant knownAt) {
        Map<Integer, Sums> known = new TreeMap<>(sums);
        for (Told told : all) {
            boolean knew =
                    all.stream().anyMatch(other -> other.device.equals(told.device) && !other.arrives.isAfter(knownAt));
            if (!knew) known.remove(Told.group(told.device).id());
        }
        return known;
    }

    private static Instant between(Instant from, Instant to, Random random) {
        return from.plusMillis(random.nextLong(Duration.between(from, to).toMillis() + 1));
    }

    private static Map<Integer, Sums> fresh(List<Told> reports, Instant at) {
        MovableClock clock = new MovableClock(at);
        InMemoryStore store = new InMemoryStore(clock);
        store.ensureGroups(Told.GROUPS);
        facts(store);
        reports.forEach(told -> told.to(store));
        return shown(LiveExposure.of(store, GroupRules.NONE, Parameters.DEFAULT, clock)
                .current());
    }

    private LiveExposure exposure(Store store) {
        return LiveExposure.of(store, GroupRules.NONE, Parameters.DEFAULT, clock);
    }

    private Scoreboard live(Store store) {
        return exposure(store).current();
    }

    @Test
    void countsAnExceptionFromWhenItWasMadeUntilItWasTakenBack() {
        InMemoryStore store = new InMemoryStore(clock);
        facts(store);
        new Told("one", "device-1", START, START, Told.paths(1, 2, 3), Kind.FULL).to(store);
        Sums bare = recomputed(store, START);
        RiskException made = new RiskException(
                UUID.randomUUID(),
                new DecisionSubject.Recommendation("update"),
                Justification.THIRD_PARTY_CONTROL,
                DecisionScope.GLOBAL,
                "",
                LocalDate.ofInstant(START, ZoneOffset.UTC),
                null,
                new RiskException.Act(START.plusSeconds(60), "u", "Anna"),
                null);
        store.exceptions().keep(made.cancelled(new RiskException.Act(START.plusSeconds(120), "u", "Anna")));
        clock.advance(Duration.ofSeconds(600));

        assertThat(recomputed(store, START)).isEqualTo(bare);
        assertThat(recomputed(store, START.plusSeconds(60)).weighted()).isLessThan(bare.weighted());
        assertThat(recomputed(store, START.plusSeconds(120))).isEqualTo(bare);
    }

    @Test
    void takesMergedDevicesForOne() {
        MergedStore store = new MergedStore(new InMemoryStore(clock));
        facts(store);
        new Told("one", "device-1", START, START, Told.paths(1), Kind.FULL).to(store);
        clock.advance(Duration.ofSeconds(600));
        new Told("two", "device-5", START.plusSeconds(60), START, Told.paths(2), Kind.FULL).to(store);
        store.merge(0, Set.of(1), START);
        assertThat(new Recomputed(store).at(Moment.of(clock.instant()), live(store)))
                .isEqualTo(shown(live(store)));
        assertThat(recomputed(store, START.plusSeconds(60)).devices()).isEqualTo(1);
        assertThat(recomputed(store, START.plusSeconds(60)).weighted())
                .isGreaterThan(recomputed(store, START).weighted());
    }

    private Sums recomputed(Store store, Instant at) {
        return new Recomputed(store)
                .at(Moment.of(at), live(store)).values().stream().reduce(Sums.NOTHING, Sums::plus);
    }

    private static Map<Integer, Sums> shown(Scoreboard board) {
        Map<Integer, Sums> shown = new TreeMap<>();
        board.groups().forEach(score -> {
            DeviceGroup group = score.group();
            if (group != null) shown.put(group.id(), Sums.of(score));
        });
        return shown;
    }

    private static void facts(Store store) {
        try (FeedTransaction feed = store.beginFeed(Feed.EPSS)) {
            feed.edition("v1", START);
            for (int weakness = 0; weakness < Told.WEAKNESSES; weakness++) {
                feed.weakness(ThreatFacts.unknown(Told.weakness(weakness)).withEpss(weakness * 9_000 % 100_000));
            }
            feed.commit();
        }
    }

    private static List<Told> reports(Random random) {
        List<Told> reports = new ArrayList<>();
        Instant madeAt = START;
        Map<String, Instant> arrived = new TreeMap<>();
        for (int i = 0; i < REPORTS; i++) {
            madeAt = madeAt.plusMillis(1 + random.nextInt(9_000_000));
            String source = "scanner-" + random.nextInt(2);
            String device = "device-" + random.nextInt(12);
            Instant after = arrived.getOrDefault(source, madeAt);
            Instant earliest = after.isBefore(madeAt) ? madeAt : after.plusMillis(1);
            Instant arrives = earliest.plusMillis(random.nextInt(3) == 0 ? random.nextInt(172_800_000) : 1);
            arrived.put(source, arrives);
            int[] paths = random.ints(random.nextInt(5), 0, 40).toArray();
            reports.add(new Told(source, device, madeAt, arrives, Told.paths(paths), Kind.FULL));
        }
        return reports;
    }

    /** One report about one device, which is always described in the same way. */
    private record Told(
            String source, String device, Instant madeAt, Instant arrives, List<ReportedPath> paths, Kind kind) {

        static final List<String> GROUPS = List.of("Finance", "Servers", "Laptops");
        static final int WEAKNESSES = 8;

        record ReportedPath(String weakness, FindingPath path) {}

        static String weakness(int number) {
            return "CVE-2026-%04d".formatted(number);
        }

        static List<ReportedPath> paths(int... numbers) {
            return IntStream.of(numbers)
                    .mapToObj(number -> new ReportedPath(
                            weakness(number % WEAKNESSES),
                            new FindingPath(
                                    new Software("acme", "portal", "1." + number / WEAKNESSES),
                                    "update",
                                    number % 5 == 0 ? FindingStatus.NOT_AFFECTED : FindingStatus.OPEN,
                                    number % 7 == 0,
                                    null)))
                    .toList();
        }

        static DeviceGroup group(String device) {
            int number = Integer.parseInt(device.substring("device-".length())) % GROUPS.size();
            return new DeviceGroup(number + 1, GROUPS.get(number));
        }

        void to(Store store) {
            store.ensureGroups(GROUPS);
            try (ReportTransaction report = store.beginReport(new ReportHeader(source, kind))) {
                report.reportedAt(madeAt);
                report.device(new ReportedDevice(
                        device,
                        device + ".example.org",
                        group(device).name(),
                        null,
                        List.of(),
                        "Linux",
                        null,
                        null,
                        null,
                        null,
                        true,
                        null,
                        null));
                for (ReportedPath each : paths) {
                    report.finding(ReportedFinding.present(device, each.weakness(), each.path()));
                }
                report.commit();
            }
        }
    }
}
