package dev.lightmeter.core.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.lightmeter.core.Control;
import dev.lightmeter.core.Device;
import dev.lightmeter.core.DeviceValue;
import dev.lightmeter.core.Evidence;
import dev.lightmeter.core.ThreatFacts;
import dev.lightmeter.core.group.DeviceGroup;
import dev.lightmeter.core.group.GroupRule;
import dev.lightmeter.core.group.GroupRules;
import dev.lightmeter.core.score.ExposureModel.Assessed;
import dev.lightmeter.core.score.Parameters;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Asking what would be gives the bits of really doing it. */
class WhatIfTest {

    static LongStream seeds() {
        return LongStream.range(0, 60);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void appliesRecommendationsLikeReallyDoingIt(long seed) { // P15
        RandomBoard random = RandomBoard.of(seed, 30);
        Set<String> applied = Set.of("r1", "ctl-2", "r4");
        known(random, applied);
        List<Assessed> done = random.devices().stream()
                .map(assessed -> new Assessed(
                        assessed.device()
                                .withControls(assessed.device().controls().stream()
                                        .map(control -> new Control(
                                                control.id(),
                                                control.weight(),
                                                control.failed() && !applied.contains(control.id())))
                                        .toList()),
                        assessed.findings().stream()
                                .filter(finding ->
                                        !applied.contains(finding.path().recommendation()))
                                .toList()))
                .toList();
        Scoreboard then = WhatIf.of(random.board(), List.of(new Change.Apply(applied)));
        assertSame(then, really(random, done, random.random().threats()), done.size());
        List<GroupScore> without = RandomBoard.SCORER.scoresWithout(random.board(), applied);
        assertThat(then.organisation()).isEqualTo(without.get(without.size() - 1));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void changesDevicesAndFactsLikeReallyDoingIt(long seed) {
        RandomBoard random = RandomBoard.of(seed, 30);
        List<Assessed> done = new ArrayList<>(random.devices());
        int first = random.random().random().nextInt(done.size());
        int second = random.random().random().nextInt(done.size());
        edit(done, first, device -> device(device, DeviceValue.HIGH, device.internetFacing(), device.sourceGroup()));
        edit(done, second, device -> device(device, device.value(), !device.internetFacing(), device.sourceGroup()));
        edit(done, first, device -> device(device, device.value(), device.internetFacing(), null));
        String weakness = "CVE-2026-1003";
        Map<String, ThreatFacts> facts = new LinkedHashMap<>(random.random().threats());
        Evidence kev = new Evidence(true, false, false, false, false);
        facts.put(
                weakness,
                new ThreatFacts(
                        weakness,
                        90_000,
                        98,
                        facts.get(weakness).severity(),
                        facts.get(weakness).attackVector(),
                        kev,
                        facts.get(weakness).rejected(),
                        facts.get(weakness).endOfSupport()));
        Scoreboard then = WhatIf.of(
                random.board(),
                List.of(
                        new Change.Value("device-" + first, DeviceValue.HIGH),
                        new Change.Facing(
                                "DEVICE-" + second,
                                !random.devices().get(second).device().internetFacing()),
                        new Change.Move("device-" + first, DeviceGroup.UNASSIGNED.name()),
                        new Change.Epss(weakness, 90_000),
                        new Change.Cvss(weakness, 98),
                        new Change.Exploits(weakness, kev)));
        assertSame(then, really(random, done, facts), done.size());
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void leavesOutADeviceAndTakesOtherParametersLikeReallyDoingIt(long seed) {
        RandomBoard random = RandomBoard.of(seed, 30);
        int gone = random.random().random().nextInt(random.devices().size());
        Parameters other = new Parameters(
                "other",
                150,
                20,
                300,
                Parameters.DEFAULT.floors(),
                Parameters.DEFAULT.priorP5(),
                Parameters.DEFAULT.labelImpactPct(),
                20_000,
                5_000,
                60,
                Parameters.DEFAULT.residualPct(),
                100_000_000,
                new Parameters.Weights(1, 2, 30),
                10,
                20,
                Parameters.DEFAULT.hidesExceptedWeaknesses());
        Scoreboard then =
                WhatIf.of(random.board(), List.of(new Change.Remove("device-" + gone), new Change.Model(other)));
        FleetOf columns = new FleetOf(random.random().threats());
        Fleet left = Fleet.empty(dictionaryOf(columns), GroupRules.NONE, List.of())
                .with(
                        IntStream.range(0, random.devices().size())
                                .filter(slot -> slot != gone)
                                .mapToObj(slot ->
                                        columns.device(slot, random.devices().get(slot)))
                                .toList(),
                        FleetOf.groups(random.devices()));
        Scoreboard really = new Scorer(other).score(left, columns.threats(), RandomBoard.NOON);
        assertThat(then.organisation()).isEqualTo(really.organisation());
        assertThat(then.groups()).isEqualTo(really.groups());
        assertThat(then.state(gone)).isEmpty();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void groupsByOtherRulesLikeReallyDoingIt(long seed) {
        RandomBoard random = RandomBoard.of(seed, 30);
        List<DeviceGroup> groups = List.of(new DeviceGroup(7, "First"));
        GroupRules rules = new GroupRules(List.of(new GroupRules.RankedGroup(
                "First",
                List.of(new GroupRule(
                        GroupRule.Attribute.NAME, GroupRule.Operator.STARTS_WITH, List.of("device-1"))))));
        Scoreboard then = WhatIf.of(random.board(), List.of(new Change.Rules(rules, groups)));
        Scoreboard really = RandomBoard.SCORER.score(
                random.board().fleet().regrouped(rules, groups),
                random.columns().threats(),
                RandomBoard.NOON);
        assertThat(then.groups()).isEqualTo(really.groups());
        assertThat(then.organisation()).isEqualTo(really.organisation());
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void neverFallsForAJointApplicationBelowEachAlone(long seed) { // P27, P28
        RandomBoard random = RandomBoard.of(seed, 30);
        known(random, Set.of("r1", "r2"));
        long now = random.board().organisation().score().orElse(0);
        long one = now - after(random, Set.of("r1"));
        long other = now - after(random, Set.of("r2"));
        long both = now - after(random, Set.of("r1", "r2"));
        assertThat(both).isGreaterThanOrEqualTo(Math.max(one, other)).isGreaterThanOrEqualTo(one + other - 2);
    }

    @Test
    void leavesTodayAlone() {
        RandomBoard random = RandomBoard.of(3, 30);
        GroupScore before = random.board().organisation();
        WhatIf.of(random.board(), List.of(new Change.Apply(Set.of("r1")), new Change.Epss("CVE-2026-1001", 99_000)));
        Scoreboard again = RandomBoard.SCORER.score(
                random.board().fleet(), random.columns().threats(), RandomBoard.NOON);
        assertThat(again.organisation()).isEqualTo(before);
        assertThat(WhatIf.of(random.board(), List.of()).organisation()).isEqualTo(before);
    }

    @Test
    void showsARestrictedCallerNoOtherGroup() {
        RandomBoard random = RandomBoard.of(3, 30);
        DeviceGroup own = random.board().group("Group 1").orElseThrow().group();
        Scoreboard restricted = random.board().restrictedTo(Set.of(own));
        Scoreboard then = WhatIf.of(restricted, List.of(new Change.Apply(Set.of("r1"))));
        assertThat(then.groups()).extracting(GroupScore::name).containsExactly("Group 1");
        assertThat(then.groups().get(0))
                .isEqualTo(WhatIf.of(random.board(), List.of(new Change.Apply(Set.of("r1"))))
                        .group("Group 1")
                        .orElseThrow());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WhatIf.of(restricted, List.of(new Change.Move("device-0", "Group 2"))))
                .withMessage("there is no device group Group 2");
    }

    @Test
    void refusesWhatIsNotThere() {
        Scoreboard board = RandomBoard.of(3, 30).board();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WhatIf.of(board, List.of(new Change.Remove("nobody"))))
                .withMessage("there is no device nobody");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WhatIf.of(board, List.of(new Change.Apply(Set.of("nothing")))))
                .withMessage("there is no recommendation nothing");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WhatIf.of(board, List.of(new Change.Epss("CVE-1", 0))))
                .withMessage("there is no weakness CVE-1");
    }

    private static long after(RandomBoard random, Set<String> applied) {
        return WhatIf.of(random.board(), List.of(new Change.Apply(applied)))
                .organisation()
                .score()
                .orElse(0);
    }

    /** A small fleet may lack some of them. */
    private static void known(RandomBoard random, Set<String> recommendations) {
        recommendations.forEach(random.board().fleet().dictionary()::recommendation);
    }

    private static Scoreboard really(RandomBoard random, List<Assessed> done, Map<String, ThreatFacts> facts) {
        FleetOf columns = new FleetOf(facts);
        Fleet fleet = Fleet.empty(dictionaryOf(columns), GroupRules.NONE, List.of())
                .with(
                        IntStream.range(0, done.size())
                                .mapToObj(slot -> columns.device(slot, done.get(slot)))
                                .toList(),
                        FleetOf.groups(random.devices()));
        return RandomBoard.SCORER.score(fleet, columns.threats(), RandomBoard.NOON);
    }

    private static Dictionary dictionaryOf(FleetOf columns) {
        return columns.fleet(List.of()).dictionary();
    }

    /** Everything that is told of a scoreboard. */
    private static void assertSame(Scoreboard then, Scoreboard really, int devices) {
        assertThat(then.organisation()).isEqualTo(really.organisation());
        assertThat(then.groups()).isEqualTo(really.groups());
        for (int slot = 0; slot < devices; slot++) {
            assertThat(then.deviceScore(slot)).isEqualTo(really.deviceScore(slot));
            assertThat(then.explain(slot).parts())
                    .isEqualTo(really.explain(slot).parts());
        }
        assertThat(then.impacts().of(then.organisation()))
                .isEqualTo(really.impacts().of(really.organisation()));
        assertThat(then.attribution(then.organisation()).byProduct())
                .isEqualTo(really.attribution(really.organisation()).byProduct());
        assertThat(then.census().concerns()).isEqualTo(really.census().concerns());
        assertThat(then.secureScore()).isEqualTo(really.secureScore());
        assertThat(then.plan(then.organisation(), Plan.Budget.ofActions(5)).steps())
                .isEqualTo(really.plan(really.organisation(), Plan.Budget.ofActions(5))
                        .steps());
    }

    private static void edit(List<Assessed> devices, int at, UnaryOperator<Device> edit) {
        devices.set(
                at,
                new Assessed(
                        edit.apply(devices.get(at).device()), devices.get(at).findings()));
    }

    private static Device device(
            Device device, DeviceValue value, boolean internetFacing, @Nullable String sourceGroup) {
        return new Device(
                device.id(),
                device.name(),
                device.tags(),
                device.osPlatform(),
                device.domain(),
                value,
                internetFacing,
                device.excluded(),
                device.assessedOn(),
                sourceGroup,
                device.controls());
    }
}
