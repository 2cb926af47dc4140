package dev.lightmeter.server.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lightmeter.core.fleet.GroupScore;
import dev.lightmeter.core.fleet.Scoreboard;
import dev.lightmeter.core.group.DeviceGroup;
import dev.lightmeter.core.group.GroupRule;
import dev.lightmeter.core.group.GroupRules;
import dev.lightmeter.core.group.GroupRules.RankedGroup;
import dev.lightmeter.core.history.Cause;
import dev.lightmeter.core.history.Step;
import dev.lightmeter.core.history.Sums;
import dev.lightmeter.core.history.Waterfall;
import dev.lightmeter.core.score.Parameters;
import dev.lightmeter.server.MovableClock;
import dev.lightmeter.server.exposure.LiveExposure;
import dev.lightmeter.server.history.Watched.Asked;
import dev.lightmeter.storage.HistoryEvent;
import dev.lightmeter.storage.HistoryMark;
import dev.lightmeter.storage.Store;
import dev.lightmeter.storage.duckdb.DuckDbStore;
import dev.lightmeter.storage.memory.InMemoryStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the past is told to have been is what was shown, over everything that can happen. */
class HistoryOfChangesTest {

    private static final Instant START = Instant.parse("2026-10-01T12:00:00Z");
    private static final int CHANGES = 500;
    private static final int QUESTIONS = 1000;

    @TempDir
    Path folder;

    private final MovableClock clock = new MovableClock(START);
    /** By time: the sums that were shown from then on, by the number of the group. */
    private final NavigableMap<Instant, Map<Integer, Sums>> shown = new TreeMap<>();

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void tellsWhatWasShownAtAnyInstantOfFiveHundredChanges(long seed) {
        InMemoryStore store = new InMemoryStore(clock);
        live(store, seed, same -> same);
        compare(store, seed);
    }

    @Test
    void tellsTheSameFromDiskWithRestartsBetween() {
        Store store = live(DuckDbStore.open(folder, clock), 99, open -> {
            open.close();
            return DuckDbStore.open(folder, clock);
        });
        compare(store, 99);
        store.close();
    }

    @Test
    void tellsWhatChangedWhileNobodyRecordedAsThat() {
        InMemoryStore store = new InMemoryStore(clock);
        ChangingWorld world = new ChangingWorld(new Random(5), clock);
        LiveExposure unwatched = LiveExposure.of(store, world.rules(), Parameters.DEFAULT, clock);
        for (int i = 0; i < 20; i++) world.change(store, unwatched);
        clock.advance(Duration.ofMinutes(1));
        LiveExposure watched = LiveExposure.of(store, world.rules(), Parameters.DEFAULT, clock);
        watched.recordWith(new HistoryRecorder(store.history()));

        List<Cause> causes = new ArrayList<>();
        store.history()
                .forEachStep(0, Long.MAX_VALUE, Set.of(Step.ORGANISATION), (event, step) -> causes.add(step.cause()));
        assertThat(causes).containsExactly(Cause.WHILE_STOPPED);
        assertThat(store.history().sumsAfter(Long.MAX_VALUE).get(Step.ORGANISATION))
                .isEqualTo(Sums.of(watched.current().organisation()));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {6, 7, 8})
    void tellsOtherParametersAndRulesAfterARestartAsThat(long seed) {
        DuckDbStore store = DuckDbStore.open(folder, clock);
        ChangingWorld world = new ChangingWorld(new Random(seed), clock);
        LiveExposure before = started(store, world);
        for (int i = 0; i < 30; i++) world.change(store, before);
        long last = lastNumber(store);
        store.close();

        DuckDbStore again = DuckDbStore.open(folder, clock);
        GroupRules others = new GroupRules(List.of(new RankedGroup(
                "Anything",
                List.of(new GroupRule(
                        GroupRule.Attribute.NAME, GroupRule.Operator.STARTS_WITH, List.of("device-1", "device-2"))))));
        LiveExposure after = LiveExposure.of(again, others, Parameters.PARITY, clock);
        after.recordWith(new HistoryRecorder(again.history()));

        Set<Cause> causes = new TreeSet<>();
        again.history().forEachStep(last, Long.MAX_VALUE, Set.of(Step.ORGANISATION, 1, 2, 3, 4, 5), (event, step) -> {
            if (step.cause() != Cause.STANDING) causes.add(step.cause());
        });
        assertThat(causes).contains(Cause.PARAMETERS, Cause.MOVED).doesNotContain(Cause.WHILE_STOPPED);
        assertThat(again.history().events(Set.of(last + 1)))
                .flatExtracting(HistoryEvent::marks)
                .containsExactly(HistoryMark.of(
                        HistoryMark.Kind.CONFIGURATION_CHANGED,
                        "parameters 1.0 to 1.0-parity, rules of device groups"));
        assertThat(again.history().sumsAfter(Long.MAX_VALUE).get(Step.ORGANISATION))
                .isEqualTo(Sums.of(after.current().organisation()));
        again.close();
    }

    private long lastNumber(Store store) {
        return store.history().lastAt(clock.instant()).orElseThrow().number();
    }

    /** Lives through the changes, with a restart after each hundred. */
    private Store live(Store opened, long seed, UnaryOperator<Store> restart) {
        Store store = opened;
        Random random = new Random(seed);
        ChangingWorld world = new ChangingWorld(random, clock);
        LiveExposure exposure = started(store, world);
        for (int change = 1; change <= CHANGES; change++) {
            world.change(store, exposure);
            remember(exposure.current());
            if (change % 100 == 0) {
                store = restart.apply(store);
                clock.advance(Duration.ofHours(random.nextInt(40)));
                exposure = started(store, world);
                remember(exposure.current());
            }
        }
        return store;
    }

    private LiveExposure started(Store store, ChangingWorld world) {
        LiveExposure exposure = LiveExposure.of(store, world.rules(), Parameters.DEFAULT, clock);
        exposure.recordWith(new HistoryRecorder(store.history()));
        return exposure;
    }

    private void remember(Scoreboard board) {
        Map<Integer, Sums> sums = new HashMap<>();
        board.groups().forEach(score -> sums.put(number(score), Sums.of(score)));
        sums.put(Step.ORGANISATION, Sums.of(board.organisation()));
        sums.values().removeIf(Sums.NOTHING::equals);
        shown.put(clock.instant(), sums);
    }

    private void compare(Store store, long seed) {
        Random random = new Random(seed + 1);
        Past past = new Past(store.history());
        TreeSet<Integer> groups = new TreeSet<>();
        shown.values().forEach(sums -> groups.addAll(sums.keySet()));
        for (int question = 0; question < QUESTIONS; question++) {
            Instant time = anyTime(random);
            Map<Integer, Sums> told = new HashMap<>(past.everyAt(time).orElse(Map.of()));
            told.values().removeIf(Sums.NOTHING::equals);
            assertThat(told).as("seed %d at %s", seed, time).isEqualTo(shownAt(time));
        }
        for (int question = 0; question < QUESTIONS / 4; question++) {
            Instant one = anyTime(random);
            Instant other = anyTime(random);
            Set<Integer> asked = new HashSet<>(groups);
            asked.remove(Step.ORGANISATION);
            asked.removeIf(group -> random.nextBoolean());
            if (random.nextInt(4) == 0) asked = Set.of(Step.ORGANISATION);
            addsUp(past, asked, one.isBefore(other) ? one : other, one.isBefore(other) ? other : one, seed);
        }
        lineIsWhatWasShown(past, seed);
    }

    private void addsUp(Past past, Set<Integer> groups, Instant from, Instant to, long seed) {
        Waterfall waterfall =
                past.moves(new Asked("some", groups), from, to).orElseThrow().waterfall();
        assertThat(waterfall.from()).as("seed %d from %s", seed, from).isEqualTo(together(shownAt(from), groups));
        assertThat(waterfall.to()).as("seed %d to %s", seed, to).isEqualTo(together(shownAt(to), groups));
        assertThat(waterfall.bars().stream().mapToLong(Waterfall.Moved::points).sum())
                .as("seed %d, %s from %s to %s", seed, groups, from, to)
                .isEqualTo(waterfall.to().scoreOrZero() - waterfall.from().scoreOrZero());
    }

    private void lineIsWhatWasShown(Past past, long seed) {
        Asked all = new Asked("all", Set.of(Step.ORGANISATION));
        List<Past.Point> line = past.line(all, START, clock.instant(), 50);
        assertThat(line).as("seed %d", seed).hasSizeBetween(2, 51);
        for (Past.Point point : line) {
            assertThat(point.sums()).isEqualTo(together(shownAt(point.at()), all.numbers()));
            assertThat(point.sums().scoreOrZero()).isBetween(point.low(), point.high());
        }
        long highest = shown.values().stream()
                .mapToLong(sums -> together(sums, all.numbers()).scoreOrZero())
                .max()
                .orElseThrow();
        assertThat(line.stream().mapToLong(Past.Point::high).max()).hasValue(highest);
    }

    private Instant anyTime(Random random) {
        long span = Duration.between(shown.firstKey(), clock.instant()).toMillis();
        return shown.firstKey().plusMillis(random.nextLong(span + 1));
    }

    private Map<Integer, Sums> shownAt(Instant time) {
        return shown.floorEntry(time).getValue();
    }

    private static Sums together(Map<Integer, Sums> sums, Set<Integer> groups) {
        return groups.stream()
                .map(group -> sums.getOrDefault(group, Sums.NOTHING))
                .reduce(Sums.NOTHING, Sums::plus);
    }

    private static int number(GroupScore score) {
        DeviceGroup group = score.group();
        return group == null ? Step.ORGANISATION : group.id();
    }
}
