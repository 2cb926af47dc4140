package dev.lightmeter.core.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lightmeter.core.Control;
import dev.lightmeter.core.DeviceState;
import dev.lightmeter.core.DeviceValue;
import dev.lightmeter.core.score.ExposureModel.Assessed;
import dev.lightmeter.core.score.Finding;
import dev.lightmeter.core.score.Parameters;
import dev.lightmeter.core.score.RandomFleet;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Counts by product, recommendation and control equal those over the readable model. */
class CensusTest {

    private static final Instant NOON = RandomFleet.DAY.atTime(12, 0).toInstant(ZoneOffset.UTC);

    private List<Assessed> devices = List.of();
    private Scoreboard board = new Scorer(Parameters.DEFAULT)
            .score(new FleetOf(new RandomFleet(0).threats()).fleet(List.of()), Threats.NONE, NOON);

    static LongStream seeds() {
        return LongStream.range(0, 40);
    }

    private void fleet(long seed) {
        RandomFleet random = new RandomFleet(seed);
        devices = random.devices(1 + random.random().nextInt(60));
        FleetOf columns = new FleetOf(random.threats());
        board = new Scorer(Parameters.DEFAULT).score(columns.fleet(devices), columns.threats(), NOON);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void countsTheDevicesThatARecommendationIsFor(long seed) {
        fleet(seed);
        for (Census.Concern concern : board.census().concerns()) {
            List<Assessed> concerned = counting()
                    .filter(device -> isFor(concern.recommendation(), device))
                    .toList();

            assertThat(concern.devices()).isPositive().isEqualTo(concerned.size());
            assertThat(concern.devices()).isEqualTo(board.census().devicesConcernedBy(concern.recommendation()));
            assertThat(concern.highValueDevices()).isEqualTo((int) concerned.stream()
                    .filter(device -> device.device().value() == DeviceValue.HIGH)
                    .count());
            assertThat(concern.internetFacingDevices()).isEqualTo((int) concerned.stream()
                    .filter(device -> device.device().internetFacing())
                    .count());
            assertThat(exposures(board.census().exposuresThrough(concern)))
                    .isEqualTo(
                            exposures(finding -> finding.path().recommendation().equals(concern.recommendation())));
        }
        assertThat(board.census().concerns().stream().map(Census.Concern::recommendation))
                .containsExactlyElementsOf(IntStream.range(0, 20)
                        .mapToObj(i -> List.of("ctl-" + i, "r" + i))
                        .flatMap(List::stream)
                        .filter(id -> counting().anyMatch(device -> isFor(id, device)))
                        .sorted()
                        .toList());
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void knowsThroughWhatDevicesAreExposed(long seed) {
        fleet(seed);
        Census census = board.census();
        for (Census.Product product : census.products()) {
            assertThat(exposures(census.exposuresThrough(product)))
                    .isEqualTo(exposures(
                            finding -> finding.path().software().productId().equals(product.id())));
        }
        census.weaknesses().stream().forEach(weakness -> assertThat(exposures(census.exposuresTo(weakness)))
                .isEqualTo(exposures(finding ->
                        finding.weakness().equals(board.fleet().dictionary().weaknessName(weakness)))));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void countsDevicesByAnyKey(long seed) {
        fleet(seed);
        int[] counts = board.devicesExposedBy(4, (weakness, path) -> (weakness + path) % 5 - 1);
        for (int key = 0; key < counts.length; key++) {
            int wanted = key;
            assertThat(counts[key]).as("key %d", key).isEqualTo((int) IntStream.range(0, devices.size())
                    .filter(slot -> Arrays.stream(board.exposures(slot))
                            .anyMatch(pair -> ((int) (pair >> 32) + (int) pair) % 5 - 1 == wanted))
                    .count());
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void listsTheExposuresOfADevice(long seed) {
        fleet(seed);
        for (int slot = 0; slot < devices.size(); slot++) {
            Assessed device = devices.get(slot);
            assertThat(board.exposures(slot)).isSorted();
            assertThat(exposures(board.exposures(slot)))
                    .isEqualTo(
                            counts(slot)
                                    ? device.findings().stream()
                                            .filter(finding ->
                                                    finding.path().status().isExposed())
                                            .map(finding -> finding.weakness() + " " + finding.path())
                                            .collect(Collectors.toCollection(TreeSet::new))
                                    : new TreeSet<>());
            assertThat(exposures(board.paths(slot)))
                    .isEqualTo(
                            counts(slot)
                                    ? device.findings().stream()
                                            .map(finding -> finding.weakness() + " " + finding.path())
                                            .collect(Collectors.toCollection(TreeSet::new))
                                    : new TreeSet<>());
        }
    }

    @Test
    void makesWhatIsDerivedOnce() {
        fleet(1);
        AtomicInteger made = new AtomicInteger();
        Function<Scoreboard, Integer> maker = of -> made.incrementAndGet();
        assertThat(board.derived(maker)).isEqualTo(board.derived(maker)).isEqualTo(1);
        assertThat(board.<Integer>derived(of -> 7)).isEqualTo(7);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void findsTheDevicesWithAFinding(long seed) {
        fleet(seed);
        int from = devices.size() / 3;
        for (Census.Product product : board.census().products()) {
            List<Integer> expected = IntStream.range(from, devices.size())
                    .filter(slot -> counts(slot)
                            && devices.get(slot).findings().stream().anyMatch(finding -> finding.path()
                                    .software()
                                    .productId()
                                    .equals(product.id())))
                    .boxed()
                    .toList();
            assertThat(board.devicesWith(from, (weakness, path) -> board.fleet()
                                    .dictionary()
                                    .path(path)
                                    .software()
                                    .productId()
                                    .equals(product.id()))
                            .boxed())
                    .isEqualTo(expected);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void addsUpTheSecureScoreFromWhatEveryControlGives(long seed) {
        fleet(seed);
        SecureScore secureScore = board.secureScore();
        assertThat(secureScore.controls().stream()
                        .mapToLong(SecureScore.ControlScore::pointsNano)
                        .sum())
                .isEqualTo(secureScore.pointsNano());
        for (SecureScore.ControlScore control : secureScore.controls()) {
            List<Control> results = counting()
                    .flatMap(device -> device.device().controls().stream())
                    .filter(result -> result.id().equals(control.id()))
                    .toList();
            assertThat(control.assessed()).isEqualTo(results.size());
            assertThat(control.compliant()).isEqualTo((int)
                    results.stream().filter(result -> !result.failed()).count());
            long weight = results.stream().mapToLong(Control::weight).max().orElseThrow();
            assertThat(control.gainNano() + control.pointsNano()).isEqualTo(weight * 1_000_000_000);
            assertThat(control.gainNano() > 0).isEqualTo(control.compliant() < control.assessed());
        }
        assertThat(secureScore.control("no such control")).isEmpty();
    }

    private Stream<Assessed> counting() {
        return IntStream.range(0, devices.size()).filter(this::counts).mapToObj(devices::get);
    }

    private boolean counts(int slot) {
        return board.state(slot).orElseThrow() == DeviceState.SCORED;
    }

    private static boolean isFor(String recommendation, Assessed device) {
        return device.findings().stream()
                        .anyMatch(finding -> finding.path().recommendation().equals(recommendation)
                                && finding.path().status().isExposed())
                || device.device().controls().stream()
                        .anyMatch(control -> control.failed() && control.id().equals(recommendation));
    }

    private TreeSet<String> exposures(Predicate<Finding> wanted) {
        return counting()
                .flatMap(device -> device.findings().stream())
                .filter(finding -> finding.path().status().isExposed() && wanted.test(finding))
                .map(finding -> finding.weakness() + " " + finding.path())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private TreeSet<String> exposures(long[] pairs) {
        Dictionary dictionary = board.fleet().dictionary();
        return Arrays.stream(pairs)
                .mapToObj(pair -> dictionary.weaknessName((int) (pair >> 32)) + " " + dictionary.path((int) pair))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
