package dev.lightmeter.core.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lightmeter.core.Control;
import dev.lightmeter.core.Device;
import dev.lightmeter.core.DeviceValue;
import dev.lightmeter.core.decision.Decisions;
import dev.lightmeter.core.decision.RiskException;
import dev.lightmeter.core.decision.VexDocument;
import dev.lightmeter.core.group.DeviceGroup;
import dev.lightmeter.core.group.GroupRule;
import dev.lightmeter.core.group.GroupRules;
import dev.lightmeter.core.score.ExposureModel.Assessed;
import dev.lightmeter.core.score.Parameters;
import dev.lightmeter.core.score.RandomFleet;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Asking what would be gives the bits of really doing it, where exceptions of single groups hold. */
class DecidedWhatIfTest {

    private static final int CHANGES = 25;

    static LongStream seeds() {
        return LongStream.range(0, 40);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void equalsReallyDoingIt(long seed) {
        DecidedWorld world = new DecidedWorld(seed);
        List<RiskException> exceptions = world.exceptions(12);
        List<VexDocument> documents = world.documents();
        Decisions decisions = Decisions.of(exceptions, documents, Parameters.DEFAULT, RandomFleet.DAY);
        Fleet fleet = world.fleet(decisions, world.devices);
        Scoreboard today = new Scorer(Parameters.DEFAULT).score(fleet, world.columns.threats(), DecidedWorld.NOON);
        Asked asked = new Asked(world, fleet.groups());
        for (int i = 0; i < CHANGES; i++) asked.more();
        Parameters model = seed % 3 == 0 ? Parameters.PARITY : Parameters.DEFAULT;
        if (seed % 3 == 0) asked.changes.add(new Change.Model(model));

        Scoreboard then = WhatIf.of(today, asked.changes);

        Decisions really = Decisions.of(exceptions, documents, model, RandomFleet.DAY);
        assertSame(
                then,
                new Scorer(model)
                        .score(world.fleet(really, asked.devices), world.columns.threats(), DecidedWorld.NOON));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void groupsByOtherRulesLikeReallyDoingIt(long seed) {
        DecidedWorld world = new DecidedWorld(seed);
        Decisions decisions =
                Decisions.of(world.exceptions(12), world.documents(), Parameters.DEFAULT, RandomFleet.DAY);
        Fleet fleet = world.fleet(decisions, world.devices);
        Scorer scorer = new Scorer(Parameters.DEFAULT);
        Scoreboard today = scorer.score(fleet, world.columns.threats(), DecidedWorld.NOON);
        List<DeviceGroup> groups = FleetOf.groups(world.devices);
        GroupRules rules = new GroupRules(List.of(new GroupRules.RankedGroup(
                "Group " + seed % 4,
                List.of(new GroupRule(
                        GroupRule.Attribute.NAME, GroupRule.Operator.STARTS_WITH, List.of("device-1"))))));

        Scoreboard then = WhatIf.of(today, List.of(new Change.Rules(rules, groups)));

        Fleet really = Fleet.empty(fleet.dictionary(), rules, groups)
                .under(decisions)
                .with(
                        IntStream.range(0, DecidedWorld.DEVICES)
                                .mapToObj(slot -> world.columns.device(slot, world.devices.get(slot)))
                                .toList(),
                        groups);
        assertSame(then, scorer.score(really, world.columns.threats(), DecidedWorld.NOON));
    }

    private static void assertSame(Scoreboard then, Scoreboard really) {
        assertThat(then.organisation()).isEqualTo(really.organisation());
        assertThat(then.groups()).isEqualTo(really.groups());
        assertThat(then.secureScore()).isEqualTo(really.secureScore());
        assertThat(then.census().concerns()).isEqualTo(really.census().concerns());
        assertThat(then.impacts().of(then.organisation()))
                .isEqualTo(really.impacts().of(really.organisation()));
        for (int slot = 0; slot < DecidedWorld.DEVICES; slot++) {
            assertThat(then.hazard(slot)).isEqualTo(really.hazard(slot));
            assertThat(then.fleet().findings(slot))
                    .containsExactlyInAnyOrderElementsOf(really.fleet().findings(slot));
            assertThat(then.fleet().device(slot).map(Device::controls))
                    .isEqualTo(really.fleet().device(slot).map(Device::controls));
        }
    }

    /** Changes in words, and the devices of which sources would say so. */
    private static final class Asked {

        private final Random random;
        private final List<DeviceGroup> groups;
        private final List<Assessed> devices;
        private final List<Change> changes = new ArrayList<>();

        Asked(DecidedWorld world, List<DeviceGroup> groups) {
            this.random = world.random.random();
            this.groups = groups;
            this.devices = new ArrayList<>(world.devices);
        }

        void more() {
            int slot = random.nextInt(devices.size());
            switch (random.nextInt(8)) {
                case 0 -> apply(Set.of(RandomFleet.recommendation(random.nextInt(RandomFleet.RECOMMENDATIONS))));
                case 1 -> apply(Set.of("ctl-1"));
                case 2 -> {
                    DeviceValue value = DeviceValue.values()[random.nextInt(DeviceValue.values().length)];
                    changes.add(new Change.Value("device-" + slot, value));
                    device(slot, devices.get(slot).device().withValue(value));
                }
                default -> {
                    DeviceGroup to = groups.get(random.nextInt(groups.size()));
                    changes.add(new Change.Move("device-" + slot, to.name()));
                    device(slot, in(to, devices.get(slot).device()));
                }
            }
        }

        private void apply(Set<String> recommendations) {
            changes.add(new Change.Apply(recommendations));
            devices.replaceAll(assessed -> new Assessed(
                    assessed.device()
                            .withControls(assessed.device().controls().stream()
                                    .map(control -> recommendations.contains(control.id())
                                            ? control.with(Control.Result.COMPLIANT)
                                            : control)
                                    .toList()),
                    assessed.findings().stream()
                            .filter(finding ->
                                    !recommendations.contains(finding.path().recommendation()))
                            .toList()));
        }

        private void device(int slot, Device device) {
            devices.set(slot, new Assessed(device, devices.get(slot).findings()));
        }

        private static Device in(DeviceGroup group, Device device) {
            return new Device(
                    device.id(),
                    device.name(),
                    device.tags(),
                    device.osPlatform(),
                    device.domain(),
                    device.value(),
                    device.internetFacing(),
                    device.excluded(),
                    device.assessedOn(),
                    group.equals(DeviceGroup.UNASSIGNED) ? null : group.name(),
                    device.controls());
        }
    }
}
