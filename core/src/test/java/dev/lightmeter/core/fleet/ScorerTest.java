package dev.lightmeter.core.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lightmeter.core.DeviceState;
import dev.lightmeter.core.fleet.Impacts.Impact;
import dev.lightmeter.core.group.DeviceGroup;
import dev.lightmeter.core.group.GroupRules;
import dev.lightmeter.core.score.ExposureModel;
import dev.lightmeter.core.score.ExposureModel.Assessed;
import dev.lightmeter.core.score.Formula;
import dev.lightmeter.core.score.GoldenCase;
import dev.lightmeter.core.score.GroupSum;
import dev.lightmeter.core.score.Parameters;
import dev.lightmeter.core.score.RandomFleet;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The columnar scorer gives the bits of the readable model, however it is asked. */
class ScorerTest {

    private static final Scorer SCORER = new Scorer(Parameters.DEFAULT);
    private static final Formula FORMULA = new Formula(Parameters.DEFAULT);

    static LongStream seeds() {
        return LongStream.range(0, 60);
    }

    static List<GoldenCase> goldenCases() throws Exception {
        return GoldenCase.all();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void scoresEveryDeviceAndGroupLikeTheReadableModel(long seed) {
        RandomFleet random = new RandomFleet(seed);
        List<Assessed> devices = random.devices(1 + random.random().nextInt(60));
        FleetOf columns = new FleetOf(random.threats());
        Scoreboard board = SCORER.score(columns.fleet(devices), columns.threats(), noon(RandomFleet.DAY));
        assertSameScores(board, devices, random.model());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("goldenCases")
    void scoresTheWorkedCasesLikeTheReadableModel(GoldenCase golden) {
        FleetOf columns = new FleetOf(golden.threats());
        Scoreboard board = SCORER.score(columns.fleet(golden.devices()), columns.threats(), noon(golden.day()));
        assertSameScores(board, golden.devices(), golden.model());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("goldenCases")
    void givesTheImpactsOfTheWorkedCases(GoldenCase golden) {
        FleetOf columns = new FleetOf(golden.threats());
        Scoreboard board = SCORER.score(columns.fleet(golden.devices()), columns.threats(), noon(golden.day()));
        golden.expected().get("group").get("exposure_impact").propertyNames().forEach(name -> {
            Set<String> fixed = Set.of(name.split("\\+"));
            long expected =
                    golden.model().exposureImpact(golden.devices(), fixed).orElseThrow();
            List<GroupScore> after = SCORER.scoresWithout(board, fixed);
            assertThat(board.organisation().score().orElseThrow()
                            - after.get(after.size() - 1).score().orElseThrow())
                    .as(name)
                    .isEqualTo(expected);
            if (fixed.size() == 1) {
                assertThat(board.impacts().of(board.organisation()))
                        .filteredOn(impact -> impact.recommendation().equals(name))
                        .extracting(Impact::impactNano)
                        .containsExactly(expected);
            }
        });
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void givesTheExactImpactOfEveryRecommendationOnEveryGroup(long seed) {
        RandomFleet random = new RandomFleet(seed);
        List<Assessed> devices = random.devices(1 + random.random().nextInt(40));
        FleetOf columns = new FleetOf(random.threats());
        Scoreboard board = SCORER.score(columns.fleet(devices), columns.threats(), noon(RandomFleet.DAY));
        for (GroupScore group : all(board)) {
            List<Assessed> members = members(board, devices, group);
            List<Impact> impacts = board.impacts().of(group);
            assertThat(impacts.stream().map(Impact::recommendation).collect(Collectors.toSet()))
                    .as("every recommendation of %s", group.name())
                    .isEqualTo(recommendations(members));
            for (Impact impact : impacts) {
                assertThat(impact.impactNano())
                        .as("%s in %s", impact.recommendation(), group.name())
                        .isEqualTo(random.model()
                                .exposureImpact(members, Set.of(impact.recommendation()))
                                .orElse(0));
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void updatesToTheSameBitsAsAFullScoring(long seed) { // T40
        RandomFleet random = new RandomFleet(seed);
        List<Assessed> devices = new ArrayList<>(random.devices(30));
        FleetOf columns = new FleetOf(random.threats());
        Scoreboard board = SCORER.score(columns.fleet(devices), columns.threats(), noon(RandomFleet.DAY));
        for (int event = 0; event < 40; event++) {
            int slot = random.random().nextInt(devices.size() + 1);
            Assessed changed = random.device();
            if (slot == devices.size()) devices.add(changed);
            else devices.set(slot, changed);
            Fleet after = board.fleet().with(List.of(columns.device(slot, changed)), FleetOf.groups(devices));
            board = SCORER.update(board, after, new int[] {slot}, board.asOf());
        }
        Scoreboard full = SCORER.score(board.fleet(), columns.threats(), board.asOf());
        assertThat(board.organisation()).isEqualTo(full.organisation());
        assertThat(board.groups()).isEqualTo(full.groups());
        assertSameScores(board, devices, random.model());
        assertThat(board.impacts().of(board.organisation()))
                .isEqualTo(full.impacts().of(full.organisation()));
    }

    @Test
    void givesTheSameBitsWithAnyNumberOfThreadsAndInAnyOrder() { // T37
        RandomFleet random = new RandomFleet(4711);
        List<Assessed> devices = new ArrayList<>(random.devices(5000));
        FleetOf columns = new FleetOf(random.threats());
        Fleet fleet = columns.fleet(devices);
        Scoreboard one = new Scorer(Parameters.DEFAULT, 1).score(fleet, columns.threats(), noon(RandomFleet.DAY));
        Scoreboard many = new Scorer(Parameters.DEFAULT, 7).score(fleet, columns.threats(), noon(RandomFleet.DAY));
        assertThat(many.groups()).isEqualTo(one.groups());
        assertThat(many.organisation()).isEqualTo(one.organisation());

        Collections.shuffle(devices, new Random(1));
        FleetOf shuffled = new FleetOf(random.threats());
        Scoreboard other = SCORER.score(shuffled.fleet(devices), shuffled.threats(), noon(RandomFleet.DAY));
        assertThat(other.organisation()).isEqualTo(one.organisation());
        assertThat(Set.copyOf(other.groups())).isEqualTo(Set.copyOf(one.groups()));
        assertThat(other.impacts().of(other.organisation()))
                .isEqualTo(one.impacts().of(one.organisation()));
    }

    @Test
    void keepsAReaderOnTheScoreboardItStartedWith() {
        RandomFleet random = new RandomFleet(5);
        List<Assessed> devices = random.devices(20);
        FleetOf columns = new FleetOf(random.threats());
        Scoreboard before = SCORER.score(columns.fleet(devices), columns.threats(), noon(RandomFleet.DAY));
        GroupScore organisation = before.organisation();
        Assessed replaced = random.scoredDevice();
        Scoreboard after = SCORER.update(
                before,
                before.fleet().with(List.of(columns.device(3, replaced)), List.of()),
                new int[] {3},
                before.asOf());
        assertThat(after.fleet().device(3)).hasValue(replaced.device());
        assertThat(before.fleet().device(3)).hasValue(devices.get(3).device());
        assertSameScores(before, devices, random.model());
        assertThat(before.organisation()).isEqualTo(organisation);
    }

    @Test
    void keepsTheRowOfAGroupWithoutDevices() {
        FleetOf columns = new FleetOf(Map.of());
        Fleet fleet = Fleet.empty(new Dictionary(), GroupRules.NONE, List.of(new DeviceGroup(7, "Empty")));
        Scoreboard board = SCORER.score(fleet, columns.threats(), noon(RandomFleet.DAY));
        assertThat(board.group("empty"))
                .hasValueSatisfying(score -> assertThat(score.score()).isEmpty());
        assertThat(board.impacts().of(board.organisation())).isEmpty();
    }

    private static void assertSameScores(Scoreboard board, List<Assessed> devices, ExposureModel model) {
        for (int slot = 0; slot < devices.size(); slot++) {
            var explanation = model.explain(devices.get(slot));
            assertThat(board.state(slot)).as("slot %s", slot).hasValue(explanation.state());
            assertThat(board.hazard(slot)).as("slot %s", slot).isEqualTo(explanation.hazardNano());
            assertThat(board.deviceScore(slot)).as("slot %s", slot).isEqualTo(explanation.scoreE7());
            assertThat(board.explain(slot)).isEqualTo(explanation);
        }
        for (GroupScore score : all(board)) {
            List<Assessed> members = members(board, devices, score);
            GroupSum sum = model.sum(members, ExposureModel.NOTHING_FIXED);
            assertThat(score.weighted()).isEqualTo(sum.weighted());
            assertThat(score.weight()).isEqualTo(sum.weight());
            assertThat(score.unknownWeight()).isEqualTo(sum.unknownWeight());
            assertThat(score.scored()).isEqualTo(sum.scored());
            assertThat(score.unknown()).isEqualTo(sum.unknown());
            assertThat(score.score()).isEqualTo(sum.score());
            assertThat(score.bounds()).isEqualTo(sum.bounds());
            assertThat(score.coverage()).isEqualTo(sum.coverage());
            assertThat(score.tail()).isEqualTo(sum.tail(5));
            assertThat(score.maxDeviceScoreE7())
                    .isEqualTo(sum.histogram().keySet().stream()
                            .mapToInt(s -> s)
                            .max()
                            .orElse(0));
            assertThat(score.devicesHigh()).isEqualTo((int) members.stream()
                    .map(model::explain)
                    .filter(e -> e.state() == DeviceState.SCORED && e.scoreE7() >= 700_000_000)
                    .count());
        }
    }

    private static List<GroupScore> all(Scoreboard board) {
        List<GroupScore> all = new ArrayList<>(board.groups());
        all.add(board.organisation());
        return all;
    }

    private static List<Assessed> members(Scoreboard board, List<Assessed> devices, GroupScore group) {
        if (group.group() == null) return devices;
        return devices.stream()
                .filter(assessed -> groupName(assessed.device().sourceGroup()).equals(group.name()))
                .toList();
    }

    private static String groupName(@Nullable String sourceGroup) {
        return Objects.requireNonNullElse(sourceGroup, "UnassignedGroup");
    }

    private static Set<String> recommendations(List<Assessed> members) {
        Set<String> ids = new TreeSet<>();
        for (Assessed assessed : members) {
            if (FORMULA.state(assessed.device(), RandomFleet.DAY) != DeviceState.SCORED) continue;
            assessed.findings().stream()
                    .filter(finding -> finding.path().status().isExposed())
                    .forEach(finding -> ids.add(finding.path().recommendation()));
            assessed.device().controls().forEach(control -> {
                if (control.failed()) ids.add(control.id());
            });
        }
        ids.remove("");
        return ids;
    }

    private static Instant noon(LocalDate day) {
        return day.atTime(12, 0).toInstant(ZoneOffset.UTC);
    }
}
