package dev.lightmeter.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lightmeter.core.fleet.GroupScore;
import dev.lightmeter.core.fleet.Scoreboard;
import dev.lightmeter.core.group.DeviceGroup;
import dev.lightmeter.core.group.GroupRules;
import dev.lightmeter.core.history.Cause;
import dev.lightmeter.core.history.Step;
import dev.lightmeter.core.history.Sums;
import dev.lightmeter.core.history.Waterfall;
import dev.lightmeter.core.score.Parameters;
import dev.lightmeter.server.exposure.LiveExposure;
import dev.lightmeter.storage.History;
import dev.lightmeter.storage.Store;
import dev.lightmeter.storage.memory.InMemoryStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DemoStoryTest {

    private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    private final Store store = told();

    @Test
    void endsWithTheFleetOfTheDemoAndWithItsScores() {
        InMemoryStore plain = new InMemoryStore(CLOCK);
        new DemoFleet().loadInto(plain, NOW);

        assertThat(scores(store)).isEqualTo(scores(plain));
        assertThat(store.history().sumsAfter(Long.MAX_VALUE).get(Step.ORGANISATION))
                .isEqualTo(Sums.of(board(store).organisation()));
    }

    @Test
    void letsFinanceRiseInTheLastWeekForReasonsThatCanBeTold() {
        Waterfall week = week();

        assertThat(week.change()).isGreaterThan(10_000_000_000L);
        assertThat(week.bars())
                .extracting(Waterfall.Moved::cause)
                .contains(Cause.EPSS, Cause.KEV, Cause.MOVED, Cause.NEW_FINDINGS, Cause.RESOLVED_FINDINGS);
        assertThat(week.bars().stream().mapToLong(Waterfall.Moved::points).sum())
                .isEqualTo(week.change());
    }

    @Test
    void recordsAllOfItWhenItHappened() {
        List<Step> steps = steps(store.history());

        assertThat(steps).extracting(Step::cause).contains(Cause.EXCEPTIONS).doesNotContain(Cause.WHILE_STOPPED);
        assertThat(store.history().lastAt(NOW.minus(Duration.ofDays(28)))).isPresent();
        assertThat(store.exceptions().all()).hasSize(1);
    }

    @Test
    void isTheSameEveryTime() {
        assertThat(steps(told().history())).isEqualTo(steps(store.history()));
    }

    private Waterfall week() {
        History history = store.history();
        int finance = store.groups().stream()
                .filter(group -> group.name().equals(DemoStory.GROUP))
                .mapToInt(DeviceGroup::id)
                .findFirst()
                .orElseThrow();
        long begin = history.lastAt(NOW.minus(Duration.ofDays(7))).orElseThrow().number();
        Map<Integer, Sums> before = new HashMap<>(history.sumsAfter(begin));
        before.keySet().retainAll(Set.of(finance));
        Waterfall waterfall = new Waterfall(before);
        history.forEachStep(begin, Long.MAX_VALUE, Set.of(finance), waterfall::take);
        return waterfall;
    }

    private static Store told() {
        InMemoryStore store = new InMemoryStore(CLOCK);
        new DemoStory(store, NOW).tell();
        return store;
    }

    private static Scoreboard board(Store store) {
        return LiveExposure.of(store, GroupRules.NONE, Parameters.DEFAULT, CLOCK)
                .current();
    }

    private static Map<String, Sums> scores(Store store) {
        Map<String, Sums> scores = new HashMap<>();
        for (GroupScore score : board(store).groups()) {
            if (score.devices() > 0) scores.put(score.name(), Sums.of(score));
        }
        return scores;
    }

    private static List<Step> steps(History history) {
        List<Step> steps = new ArrayList<>();
        history.forEachStep(
                0, Long.MAX_VALUE, Set.of(Step.ORGANISATION, 1, 2, 3, 4, 5, 6, 7, 8), (event, step) -> steps.add(step));
        return steps;
    }
}
