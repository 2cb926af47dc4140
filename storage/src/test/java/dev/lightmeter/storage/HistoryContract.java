package dev.lightmeter.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lightmeter.core.DeviceKind;
import dev.lightmeter.core.group.GroupRule;
import dev.lightmeter.core.group.GroupRule.Attribute;
import dev.lightmeter.core.group.GroupRule.Operator;
import dev.lightmeter.core.group.GroupRules;
import dev.lightmeter.core.group.GroupRules.RankedGroup;
import dev.lightmeter.core.history.Cause;
import dev.lightmeter.core.history.Step;
import dev.lightmeter.core.history.Sums;
import dev.lightmeter.storage.HistoryMark.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** How every store keeps what moved the scores. */
public abstract class HistoryContract extends OpenedStore {

    private static final int SERVERS = 1;
    private static final int LAPTOPS = 2;

    @Test
    void keepsByWhatScoresWereMadeLast() {
        assertThat(history().basis()).isEmpty();
        ScoreBasis first = new ScoreBasis(
                "1.0",
                new GroupRules(List.of(
                        new RankedGroup(
                                "Domain \"Controllers\"",
                                List.of(
                                        new GroupRule(Attribute.NAME, Operator.STARTS_WITH, List.of("dc-", "ad-")),
                                        new GroupRule(Attribute.TAG, Operator.ENDS_WITH, List.of("vip")))),
                        new RankedGroup(
                                "Accounts",
                                List.of(new GroupRule(Attribute.TAG, Operator.STARTS_WITH, List.of("a")))))),
                Set.of(DeviceKind.IMAGE));
        history().keepBasis(first);
        store = reopened(store);
        assertThat(history().basis()).contains(first);

        ScoreBasis second = new ScoreBasis("1.0-parity", GroupRules.NONE, Set.of());
        history().keepBasis(second);
        store = reopened(store);
        assertThat(history().basis()).contains(second);
    }

    @Test
    void knowsNothingBeforeAnythingHappened() {
        assertThat(history().lastAt(day(1))).isEmpty();
        assertThat(history().sumsAfter(Long.MAX_VALUE)).isEmpty();
        assertThat(history().marked(Instant.EPOCH, day(30), Long.MAX_VALUE, 9)).isEmpty();
        assertThat(history().lastOfEach(day(1), day(2), 9, Set.of(SERVERS))).isEmpty();
        assertThat(history().events(Set.of(1L))).isEmpty();
    }

    @Test
    void numbersEventsFromOneInTheOrderInWhichTheyCome() {
        List<HistoryMark> marks = List.of(
                HistoryMark.of(Kind.IMPORT, "report.json"),
                new HistoryMark(Kind.NEW_VULNERABILITY, "CVE-2031-0001", SERVERS, 12));
        assertThat(history().add(day(1), marks, List.of())).isEqualTo(new HistoryEvent(1, day(1), marks));
        assertThat(history().add(day(2), List.of(), List.of())).isEqualTo(new HistoryEvent(2, day(2), List.of()));

        store = reopened(store);
        assertThat(history().add(day(3), List.of(), List.of()).number()).isEqualTo(3);
        assertThat(history().events(Set.of(1L, 3L, 7L)))
                .containsExactly(new HistoryEvent(1, day(1), marks), new HistoryEvent(3, day(3), List.of()));
    }

    @Test
    void neverLetsTimeRunBackwards() {
        history().add(day(5), List.of(), List.of());
        assertThat(history().add(day(3), List.of(), List.of()).at()).isEqualTo(day(5));
        store = reopened(store);
        assertThat(history().add(day(4), List.of(), List.of()).at()).isEqualTo(day(5));
        assertThat(history().lastAt(day(4))).isEmpty();
        assertThat(history().lastAt(day(5)).map(HistoryEvent::number)).hasValue(3L);
    }

    @Test
    void keepsTimesToTheMicrosecond() {
        Instant time = Instant.parse("2026-06-01T00:00:00.123456789Z");
        HistoryEvent added = history().add(time, List.of(), List.of());
        assertThat(added.at()).isEqualTo(Instant.parse("2026-06-01T00:00:00.123456Z"));
        assertThat(history().lastAt(time)).contains(added);
        assertThat(history().lastAt(Instant.parse("2026-06-01T00:00:00.123455Z")))
                .isEmpty();
    }

    @Test
    void tellsTheSumsOfEveryGroupAfterAnyEventHoweverLongAgo() {
        history().add(day(1), List.of(), List.of(step(SERVERS, 10), step(LAPTOPS, 20), step(Step.ORGANISATION, 30)));
        history().add(day(2), List.of(), List.of(step(SERVERS, Cause.EPSS, 11), step(SERVERS, 15)));
        history().add(day(20), List.of(), List.of(step(LAPTOPS, 25)));

        for (int round = 0; round < 2; round++) {
            assertThat(history().sumsAfter(0)).isEmpty();
            assertThat(history().sumsAfter(1))
                    .isEqualTo(Map.of(Step.ORGANISATION, sums(30), SERVERS, sums(10), LAPTOPS, sums(20)));
            assertThat(history().sumsAfter(2))
                    .as("the last cause of an event counts")
                    .isEqualTo(Map.of(Step.ORGANISATION, sums(30), SERVERS, sums(15), LAPTOPS, sums(20)));
            assertThat(history().sumsAfter(Long.MAX_VALUE))
                    .isEqualTo(Map.of(Step.ORGANISATION, sums(30), SERVERS, sums(15), LAPTOPS, sums(25)));
            store = reopened(store);
        }
    }

    @Test
    void handsOutTheStepsOfTheAskedGroupsInTheOrderOfEventsAndCauses() {
        history().add(day(1), List.of(), List.of(step(SERVERS, 10), step(LAPTOPS, 20)));
        history().add(day(1), List.of(), List.of(step(SERVERS, Cause.EPSS, 11), step(SERVERS, Cause.NEW_FINDINGS, 12)));
        history().add(day(1), List.of(), List.of(step(LAPTOPS, 21), step(SERVERS, 13)));

        assertThat(steps(0, Long.MAX_VALUE, Set.of(SERVERS)))
                .containsExactly(
                        "1 " + step(SERVERS, 10),
                        "2 " + step(SERVERS, Cause.EPSS, 11),
                        "2 " + step(SERVERS, Cause.NEW_FINDINGS, 12),
                        "3 " + step(SERVERS, 13));
        assertThat(steps(1, 2, Set.of(SERVERS, LAPTOPS))).hasSize(2);
        assertThat(steps(2, 1, Set.of(SERVERS))).isEmpty();
        assertThat(steps(0, Long.MAX_VALUE, Set.of())).isEmpty();
        assertThat(steps(0, Long.MAX_VALUE, Set.of(77))).isEmpty();
    }

    @Test
    void tellsWhatHappenedNewestFirstPageByPage() {
        for (int day = 1; day <= 9; day++) {
            history().add(day(day), day % 3 == 0 ? List.of() : List.of(HistoryMark.of(Kind.FEED, "" + day)), List.of());
        }
        List<HistoryEvent> page = history().marked(day(2), day(8), Long.MAX_VALUE, 3);
        assertThat(page).extracting(HistoryEvent::number).containsExactly(8L, 7L, 5L);
        assertThat(history().marked(day(2), day(8), page.getLast().number(), 3))
                .extracting(HistoryEvent::number)
                .containsExactly(4L, 2L);
    }

    @Test
    void tellsTheLastEventOfEachSpanThatMovedAnAskedGroup() {
        for (int day = 1; day <= 9; day++) {
            history().add(day(day), List.of(), List.of(step(SERVERS, day), step(day % 4 == 0 ? 7 : LAPTOPS, day)));
        }
        assertThat(history().lastOfEach(day(1), day(9), 4, Set.of(SERVERS)))
                .as("what is at the beginning belongs to the span before")
                .extracting(HistoryEvent::number)
                .containsExactly(3L, 5L, 7L, 9L);
        assertThat(history().lastOfEach(day(1), day(9), 1, Set.of(LAPTOPS)))
                .containsExactly(new HistoryEvent(9, day(9), List.of()));
        assertThat(history().lastOfEach(day(1), day(9), 3, Set.of(7)))
                .as("the first event of a day repeats the sums of every group, which moves none")
                .extracting(HistoryEvent::number)
                .containsExactly(4L, 8L);
        assertThat(history().lastOfEach(day(10), day(20), 4, Set.of(SERVERS))).isEmpty();
        assertThat(history().lastOfEach(day(1), day(9), 4, Set.of())).isEmpty();
    }

    @Test
    void keepsWordsThatNoDiskCanHold() {
        history().add(day(1), List.of(HistoryMark.of(Kind.IMPORT, "a\0b\uD800")), List.of());
        store = reopened(store);
        List<HistoryMark> marks = history().events(Set.of(1L)).getFirst().marks();
        assertThat(marks).extracting(HistoryMark::kind).containsExactly(Kind.IMPORT);
        assertThat(marks.getFirst().subject()).startsWith("a");
    }

    @Test
    void agreesWithAWalkOverAllStepsThroughManyRestarts() {
        Random random = new Random(7);
        List<SortedMap<Integer, Sums>> after = new ArrayList<>(List.of(new TreeMap<>()));
        Instant time = day(1);
        for (int event = 1; event <= 120; event++) {
            time = time.plusSeconds(random.nextInt(40_000));
            SortedMap<Integer, Sums> sums = new TreeMap<>(after.getLast());
            List<Step> steps = new ArrayList<>();
            for (Cause cause : List.of(Cause.EPSS, Cause.NEW_FINDINGS, Cause.RESOLVED_FINDINGS)) {
                for (int group = random.nextInt(4) - 1; group < 5; group += 1 + random.nextInt(4)) {
                    steps.add(step(group, cause, random.nextInt(100)));
                    sums.put(group, steps.getLast().after());
                }
            }
            history().add(time, List.of(), steps);
            after.add(sums);
            if (event % 30 == 0) store = reopened(store);
        }
        for (int event = 0; event < after.size(); event++) {
            assertThat(history().sumsAfter(event)).as("after %d", event).isEqualTo(after.get(event));
        }
    }

    private History history() {
        return store.history();
    }

    private List<String> steps(long after, long until, Set<Integer> groups) {
        List<String> steps = new ArrayList<>();
        history().forEachStep(after, until, groups, (event, step) -> steps.add(event + " " + step));
        return steps;
    }

    private static Step step(int group, long weighted) {
        return step(group, Cause.NEW_FINDINGS, weighted);
    }

    private static Step step(int group, Cause cause, long weighted) {
        return new Step(group, cause, sums(weighted));
    }

    private static Sums sums(long weighted) {
        return new Sums(weighted, 4, 3, 2, 1);
    }
}
