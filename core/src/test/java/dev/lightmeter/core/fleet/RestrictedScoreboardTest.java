package dev.lightmeter.core.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lightmeter.core.Control;
import dev.lightmeter.core.DeviceState;
import dev.lightmeter.core.FindingPath;
import dev.lightmeter.core.group.DeviceGroup;
import dev.lightmeter.core.score.ExposureModel.Assessed;
import dev.lightmeter.core.score.Finding;
import dev.lightmeter.core.score.Parameters;
import dev.lightmeter.core.score.RandomFleet;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A restricted scoreboard is that of a fleet which never had the other devices; a census counts what lists can show. */
class RestrictedScoreboardTest {

    private static final Scorer SCORER = new Scorer(Parameters.DEFAULT);
    private static final Instant NOON = RandomFleet.DAY.atTime(12, 0).toInstant(ZoneOffset.UTC);

    static LongStream seeds() {
        return LongStream.range(0, 60);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void tellsWhatAFleetOfTheVisibleDevicesAloneWouldTell(long seed) {
        RandomFleet random = new RandomFleet(seed);
        List<Assessed> devices = random.devices(1 + random.random().nextInt(60));
        Scoreboard whole = board(random, devices);
        Set<DeviceGroup> visible = whole.groups().stream()
                .map(GroupScore::group)
                .filter(group -> random.random().nextBoolean())
                .collect(Collectors.toCollection(HashSet::new));
        Set<String> names = visible.stream().map(DeviceGroup::name).collect(Collectors.toSet());

        Scoreboard restricted = whole.restrictedTo(visible);
        Scoreboard alone = board(
                random,
                devices.stream()
                        .filter(assessed -> names.contains(groupOf(assessed)))
                        .toList());

        assertThat(restricted.organisation()).isEqualTo(alone.organisation());
        assertThat(restricted.groups().stream().map(GroupScore::name)).containsExactlyInAnyOrderElementsOf(names);
        for (GroupScore group : alone.groups()) {
            if (!names.contains(group.name())) continue; // the group of no group always has a row of its own
            assertThat(restricted.group(group.name()).orElseThrow())
                    .usingRecursiveComparison()
                    .ignoringFields("group")
                    .isEqualTo(group);
        }
        assertThat(restricted.impacts().of(restricted.organisation()))
                .isEqualTo(alone.impacts().of(alone.organisation()));
        assertThat(restricted.productImpacts().of(restricted.organisation()))
                .isEqualTo(alone.productImpacts().of(alone.organisation()));
        assertThat(restricted.secureScore()).isEqualTo(alone.secureScore());
        assertThat(restricted.census().products()).isEqualTo(alone.census().products());
        assertThat(restricted.census().concerns()).isEqualTo(alone.census().concerns());
        assertThat(exposedByWeakness(restricted)).isEqualTo(exposedByWeakness(alone));
        assertThat(restricted.attribution(restricted.organisation()).byWeakness())
                .isEqualTo(alone.attribution(alone.organisation()).byWeakness());
        assertThat(restricted
                        .restrictedTo(new HashSet<>(List.of()))
                        .organisation()
                        .devices())
                .isZero();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void countsWhatTheDevicesThatCountShow(long seed) {
        RandomFleet random = new RandomFleet(seed);
        List<Assessed> devices = random.devices(1 + random.random().nextInt(60));
        Scoreboard board = board(random, devices);
        Census census = board.census();
        List<Assessed> counting = IntStream.range(0, devices.size())
                .filter(slot -> board.state(slot).orElseThrow() == DeviceState.SCORED)
                .mapToObj(devices::get)
                .toList();

        Map<String, Integer> exposed = new TreeMap<>();
        for (Assessed device : counting) {
            device.findings().stream()
                    .filter(finding -> finding.path().status().isExposed())
                    .map(Finding::weakness)
                    .distinct()
                    .forEach(weakness -> exposed.merge(weakness, 1, Integer::sum));
        }
        assertThat(exposedByWeakness(board)).isEqualTo(exposed);

        for (Census.Product product : census.products()) {
            List<Finding> through = counting.stream()
                    .flatMap(device -> device.findings().stream())
                    .filter(finding -> isOf(product, finding))
                    .toList();
            assertThat(product.devices()).isEqualTo((int) counting.stream()
                    .filter(device -> device.findings().stream().anyMatch(finding -> isOf(product, finding)))
                    .count());
            assertThat(product.exposedDevices()).isEqualTo((int) counting.stream()
                    .filter(device -> device.findings().stream()
                            .anyMatch(finding -> isOf(product, finding)
                                    && finding.path().status().isExposed()))
                    .count());
            assertThat(product.weaknesses()).isEqualTo((int) through.stream()
                    .filter(finding -> finding.path().status().isExposed())
                    .map(Finding::weakness)
                    .distinct()
                    .count());
            assertThat(census.versions(product).stream()
                            .mapToInt(Census.Version::devices)
                            .sum())
                    .isGreaterThanOrEqualTo(product.devices());
        }
        assertThat(census.products().stream().map(Census.Product::id)).containsExactlyElementsOf(productIds(counting));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void knowsWhichDevicesARecommendationConcerns(long seed) {
        RandomFleet random = new RandomFleet(seed);
        List<Assessed> devices = random.devices(1 + random.random().nextInt(60));
        Scoreboard board = board(random, devices);
        Set<String> recommendations = devices.stream()
                .flatMap(RestrictedScoreboardTest::concerning)
                .collect(Collectors.toCollection(TreeSet::new));
        int known = board.fleet().dictionary().recommendations();
        recommendations.add("va-_-nobody-_-nothing");

        for (String recommendation : recommendations) {
            List<Integer> concerned = IntStream.range(0, devices.size())
                    .filter(slot -> board.isConcernedBy(slot, recommendation))
                    .boxed()
                    .toList();
            assertThat(concerned)
                    .as(recommendation)
                    .containsExactlyElementsOf(IntStream.range(0, devices.size())
                            .filter(slot -> concerning(devices.get(slot)).anyMatch(recommendation::equals))
                            .boxed()
                            .toList());
            assertThat(board.census().devicesConcernedBy(recommendation)).isEqualTo((int) concerned.stream()
                    .filter(slot -> board.state(slot).orElseThrow() == DeviceState.SCORED)
                    .count());
        }
        assertThat(board.isConcernedBy(
                        devices.size(), recommendations.iterator().next()))
                .isFalse();
        assertThat(board.fleet().dictionary().recommendations()).isEqualTo(known);
    }

    private static Stream<String> concerning(Assessed assessed) {
        return Stream.concat(
                assessed.findings().stream()
                        .map(Finding::path)
                        .filter(path -> path.status().isExposed())
                        .map(FindingPath::recommendation),
                assessed.device().controls().stream().filter(Control::failed).map(Control::id));
    }

    private static TreeSet<String> productIds(List<Assessed> devices) {
        return devices.stream()
                .flatMap(device -> device.findings().stream())
                .map(finding -> finding.path().software().productId())
                .filter(id -> !id.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean isOf(Census.Product product, Finding finding) {
        FindingPath path = finding.path();
        return path.software().productId().equals(product.id());
    }

    private static Map<String, Integer> exposedByWeakness(Scoreboard board) {
        Map<String, Integer> exposed = new TreeMap<>();
        board.census().weaknesses().stream()
                .forEach(weakness -> exposed.put(
                        board.fleet().dictionary().weaknessName(weakness),
                        board.census().devicesExposedTo(weakness)));
        assertThat(exposed.values()).allMatch(devices -> devices > 0);
        return exposed;
    }

    private static String groupOf(Assessed assessed) {
        String group = assessed.device().sourceGroup();
        return group == null ? DeviceGroup.UNASSIGNED.name() : group;
    }

    private static Scoreboard board(RandomFleet random, List<Assessed> devices) {
        FleetOf columns = new FleetOf(random.threats());
        return SCORER.score(columns.fleet(devices), columns.threats(), NOON);
    }
}
