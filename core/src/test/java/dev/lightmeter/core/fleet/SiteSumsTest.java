package dev.lightmeter.core.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.lightmeter.core.fleet.SiteSums.Source;
import dev.lightmeter.core.score.ExposureModel.Assessed;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Sums of sites add up to those of all devices together. */
class SiteSumsTest {

    static LongStream seeds() {
        return LongStream.range(0, 60);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void mergesAnyPartitionToTheWhole(long seed) { // P38
        RandomBoard random = RandomBoard.of(seed, 60);
        int sites = 1 + random.random().random().nextInt(5);
        List<List<Assessed>> partition = new ArrayList<>();
        for (int site = 0; site < sites; site++) partition.add(new ArrayList<>());
        for (Assessed assessed : random.devices()) {
            partition.get(random.random().random().nextInt(sites)).add(assessed);
        }
        List<SiteSums> sums = new ArrayList<>();
        for (int site = 0; site < sites; site++) sums.add(sums("site-" + site, random, partition.get(site)));
        SiteSums inOrder = sums.stream().reduce(SiteSums::merge).orElseThrow();
        Collections.shuffle(sums, random.random().random());
        assertThat(sums.stream().reduce(SiteSums::merge)).hasValue(inOrder);

        SiteSums whole = SiteSums.of("all", random.board());
        for (GroupScore group : random.board().groups()) {
            DeviceSums merged = inOrder.groups().getOrDefault(group.name(), DeviceSums.NONE);
            assertThat(merged.score(group.group(), 5)).isEqualTo(group);
        }
        assertThat(inOrder.organisation()).isEqualTo(whole.organisation());
        assertThat(inOrder.organisation().score(null, 5))
                .isEqualTo(random.board().organisation());
    }

    @Test
    void refusesToMergeWhatMeansSomethingElse() {
        SiteSums one = new SiteSums("1.0", 5, List.of(new Source("a", RandomBoard.NOON, List.of())), Map.of());
        SiteSums other = new SiteSums("2.0", 5, List.of(new Source("b", RandomBoard.NOON, List.of())), Map.of());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> one.merge(other))
                .withMessage("sums of parameters 1.0 and 2.0 mean different things and cannot be merged");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> one.merge(one))
                .withMessage("the site a would count twice");
    }

    @Test
    void refusesSumsThatCannotBe() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DeviceSums(0, 1, 0, 0, 0, 0, new TreeMap<>(Map.of(1_000_000_000, 4L))))
                .withMessage("a device score must lie in 0..999999999, got 1000000000");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DeviceSums(0, 0, 0, 0, 0, 0, new TreeMap<>(Map.of(7, 4L))))
                .withMessage("0 devices do not have the weight 4");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DeviceSums(Long.MAX_VALUE, 0, 1, 0, 0, 0, new TreeMap<>()))
                .withMessage("more weight than sums can hold: 0 and 9223372036854775807");
    }

    private static SiteSums sums(String site, RandomBoard random, List<Assessed> devices) {
        FleetOf columns = new FleetOf(random.random().threats());
        return SiteSums.of(site, RandomBoard.SCORER.score(columns.fleet(devices), columns.threats(), RandomBoard.NOON));
    }
}
