package dev.lightmeter.core.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lightmeter.core.Device;
import dev.lightmeter.core.DeviceValue;
import dev.lightmeter.core.FindingPath;
import dev.lightmeter.core.FindingStatus;
import dev.lightmeter.core.Software;
import dev.lightmeter.core.ThreatFacts;
import dev.lightmeter.core.group.DeviceGroup;
import dev.lightmeter.core.history.Cause;
import dev.lightmeter.core.history.Step;
import dev.lightmeter.core.history.Sums;
import dev.lightmeter.core.history.Waterfall;
import dev.lightmeter.core.score.ExposureModel.Assessed;
import dev.lightmeter.core.score.Finding;
import dev.lightmeter.core.score.Parameters;
import dev.lightmeter.core.score.RandomFleet;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each change is told by its cause, and the causes lead from one scoreboard to the next to the last unit. */
class MovementTest {

    private static final Scorer SCORER = new Scorer(Parameters.DEFAULT);
    private static final Instant NOON = RandomFleet.DAY.atTime(12, 0).toInstant(ZoneOffset.UTC);
    private static final Software PORTAL = new Software("acme", "portal", "1.0");

    private static final List<DeviceGroup> GROUPS = List.of(
            new DeviceGroup(1, "Group 0"),
            new DeviceGroup(2, "Group 1"),
            new DeviceGroup(3, "Group 2"),
            new DeviceGroup(4, "Group 3"),
            new DeviceGroup(5, "Servers"),
            new DeviceGroup(6, "Laptops"));

    static LongStream seeds() {
        return LongStream.range(0, 200);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void leadsFromOneRandomScoreboardToAnother(long seed) {
        RandomFleet random = new RandomFleet(seed);
        RandomFleet otherWorld = new RandomFleet(seed + 1_000_000);
        Map<String, ThreatFacts> facts = new LinkedHashMap<>(random.threats());
        facts.putAll(otherWorld.threats());
        FleetOf fleets = new FleetOf(facts);
        List<Assessed> had = random.devices(1 + random.random().nextInt(40));
        List<Assessed> has = changed(had, random);
        boolean otherFacts = random.random().nextBoolean();
        Instant later = NOON.plus(Duration.ofDays(random.random().nextInt(3)));
        Fleet fleet = fleets.fleet(List.of()).with(slots(fleets, had), GROUPS);
        Scoreboard before = SCORER.score(fleet, fleets.threats(), NOON);
        Scoreboard after = SCORER.score(
                fleet.with(slots(fleets, has), GROUPS),
                otherFacts
                        ? threats(before.fleet().dictionary(), random.threats().values())
                        : before.threats(),
                later);

        List<Step> steps = Movement.between(before, after); // which fails if it does not lead to the sums of after

        Waterfall waterfall = new Waterfall(Map.of(Step.ORGANISATION, Sums.of(before.organisation())));
        steps.stream().filter(step -> step.group() == Step.ORGANISATION).forEach(step -> waterfall.take(1, step));
        assertThat(waterfall.to()).isEqualTo(Sums.of(after.organisation()));
        assertThat(waterfall.bars().stream().mapToLong(Waterfall.Moved::points).sum())
                .as("seed %d", seed)
                .isEqualTo(waterfall.change());
        Map<Integer, Sums> byGroup = new HashMap<>();
        before.groups().forEach(score -> byGroup.put(number(score), Sums.of(score)));
        steps.forEach(step -> byGroup.put(step.group(), step.after()));
        for (GroupScore score : after.groups()) {
            assertThat(byGroup.getOrDefault(number(score), Sums.NOTHING)).isEqualTo(Sums.of(score));
        }
    }

    @Test
    void tellsNothingWhereNothingMoved() {
        Scoreboard board = board(device("a", "Servers", "CVE-1"), device("b", "Laptops"));

        assertThat(Movement.between(board, board)).isEmpty();
    }

    @Test
    void tellsDevicesThatComeAndMove() {
        assertThat(causes(
                        List.of(device("a", "Servers")),
                        List.of(device("a", "Servers"), device("b", "Servers", "CVE-1"))))
                .containsExactly(Cause.DEVICE_IN);
        assertThat(causes(List.of(device("a", "Servers", "CVE-1")), List.of(device("a", "Laptops", "CVE-1"))))
                .containsExactly(Cause.MOVED);
    }

    @Test
    void tellsWhatBecameOfADevice() {
        Assessed device = device("a", "Servers", "CVE-1");
        assertThat(causes(device, with(device, d -> attributes(d, DeviceValue.HIGH, false, false, d.assessedOn()))))
                .containsExactly(Cause.DEVICE_VALUE);
        assertThat(causes(device, with(device, d -> attributes(d, d.value(), true, false, d.assessedOn()))))
                .containsExactly(Cause.INTERNET_FACING);
        assertThat(causes(device, with(device, d -> attributes(d, d.value(), false, true, d.assessedOn()))))
                .containsExactly(Cause.EXCLUDED);
        Assessed stale = with(device, d -> attributes(d, d.value(), false, false, RandomFleet.DAY.minusDays(300)));
        assertThat(causes(device, stale)).containsExactly(Cause.STALE);
        assertThat(causes(stale, device)).containsExactly(Cause.ASSESSED);
    }

    @Test
    void tellsFindingsThatComeAndGoAndWhatIsDecidedAboutThem() {
        Assessed none = device("a", "Servers");
        Assessed one = device("a", "Servers", "CVE-1");
        Assessed decided = new Assessed(
                one.device(),
                List.of(new Finding(
                        "CVE-1", new FindingPath(PORTAL, "update-portal", FindingStatus.NOT_AFFECTED, false, null))));
        assertThat(causes(none, one)).containsExactly(Cause.NEW_FINDINGS);
        assertThat(causes(one, none)).containsExactly(Cause.RESOLVED_FINDINGS);
        assertThat(causes(one, decided)).containsExactly(Cause.EXCEPTIONS);
        assertThat(causes(decided, one)).containsExactly(Cause.EXCEPTIONS);
    }

    @Test
    void countsNoFindingAsNewThatMerelyHasAnotherVersionOfItsSoftware() {
        Assessed updated = new Assessed(
                device("a", "Servers").device(),
                List.of(new Finding(
                        "CVE-1", FindingPath.open(new Software("acme", "portal", "1.1"), "update-portal"))));

        assertThat(causes(device("a", "Servers", "CVE-1"), updated)).isEmpty();
    }

    @Test
    void refusesStepsThatComeTooLate() {
        Waterfall waterfall = new Waterfall(Map.of());
        waterfall.take(2, new Step(0, Cause.KEV, Sums.NOTHING));

        assertThatThrownBy(() -> waterfall.take(2, new Step(0, Cause.EPSS, Sums.NOTHING)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("comes too late");
    }

    private static List<Assessed> changed(List<Assessed> had, RandomFleet random) {
        Random chance = random.random();
        List<Assessed> has = new ArrayList<>();
        for (Assessed assessed : had) {
            List<Finding> findings = new ArrayList<>(assessed.findings());
            switch (chance.nextInt(6)) {
                case 0 -> findings.add(random.finding());
                case 1 -> findings.removeIf(finding -> chance.nextInt(4) == 0);
                case 2 ->
                    findings.replaceAll(finding -> new Finding(
                            finding.weakness(),
                            new FindingPath(
                                    finding.path().software(),
                                    finding.path().recommendation(),
                                    FindingStatus.values()[chance.nextInt(FindingStatus.values().length)],
                                    finding.path().alert(),
                                    finding.path().exception())));
                case 3 -> findings = random.device().findings();
                default -> {} // as it was
            }
            Device other = chance.nextInt(3) == 0 ? random.device().device() : assessed.device();
            has.add(new Assessed(other, findings));
        }
        for (int more = chance.nextInt(5); more > 0; more--) has.add(random.device());
        return has;
    }

    private static int number(GroupScore score) {
        DeviceGroup group = score.group();
        return group == null ? Step.ORGANISATION : group.id();
    }

    private static Threats threats(Dictionary dictionary, Collection<ThreatFacts> facts) {
        Threats.Builder builder = new Threats.Builder(dictionary);
        facts.forEach(builder::add);
        return builder.build(List.of());
    }

    private static List<FleetDevice> slots(FleetOf fleets, List<Assessed> devices) {
        List<FleetDevice> slots = new ArrayList<>();
        for (Assessed device : devices) slots.add(fleets.device(slots.size(), device));
        return slots;
    }

    private static List<Cause> causes(Assessed had, Assessed has) {
        return causes(List.of(had), List.of(has));
    }

    /** What moved the organisation, asked about all devices and about the changed ones, which must agree. */
    private static List<Cause> causes(List<Assessed> had, List<Assessed> has) {
        FleetOf fleets = new FleetOf(Map.of());
        Fleet was = fleets.fleet(List.of()).with(slots(fleets, had), GROUPS);
        Scoreboard before = SCORER.score(was, fleets.threats(), NOON);
        Fleet fleet = was.with(slots(fleets, has), GROUPS);
        int[] every = IntStream.range(0, has.size()).toArray();
        Scoreboard after = SCORER.update(before, fleet, every, NOON);
        List<Step> steps = Movement.between(before, after, every);
        assertThat(Movement.between(before, after)).isEqualTo(steps);
        return steps.stream().map(Step::cause).distinct().toList();
    }

    private static Scoreboard board(Assessed... devices) {
        FleetOf fleets = new FleetOf(Map.of());
        return SCORER.score(fleets.fleet(List.of(devices)), fleets.threats(), NOON);
    }

    private static Assessed device(String id, String group, String... weaknesses) {
        Device device = new Device(
                id, id, List.of(), "Linux", "", DeviceValue.NORMAL, false, false, RandomFleet.DAY, group, List.of());
        return new Assessed(
                device,
                List.of(weaknesses).stream()
                        .map(weakness -> new Finding(weakness, FindingPath.open(PORTAL, "update-portal")))
                        .toList());
    }

    private static Assessed with(Assessed assessed, UnaryOperator<Device> change) {
        return new Assessed(change.apply(assessed.device()), assessed.findings());
    }

    private static Device attributes(
            Device device, DeviceValue value, boolean facing, boolean excluded, LocalDate assessedOn) {
        return new Device(
                device.id(),
                device.name(),
                device.tags(),
                device.osPlatform(),
                device.domain(),
                value,
                facing,
                excluded,
                assessedOn,
                device.sourceGroup(),
                device.controls());
    }
}
