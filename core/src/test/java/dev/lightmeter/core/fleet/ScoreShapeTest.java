package dev.lightmeter.core.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lightmeter.core.DeviceState;
import dev.lightmeter.core.fleet.ScoreShape.Shaped;
import dev.lightmeter.core.score.ExposureModel.Assessed;
import dev.lightmeter.core.score.Formula;
import dev.lightmeter.core.score.Parameters;
import dev.lightmeter.core.score.RandomFleet;
import java.math.BigInteger;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ScoreShapeTest {

    private static final Formula FORMULA = new Formula(Parameters.DEFAULT);

    static LongStream seeds() {
        return LongStream.range(0, 40);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void averagesTopWeaknessesByValue(long seed) {
        RandomBoard random = RandomBoard.of(seed, 40);
        for (Shaped shaped : ScoreShape.TOP_WEAKNESS.of(random.board())) {
            List<Assessed> members = counting(random, shaped.group());
            BigInteger weighted = BigInteger.ZERO;
            long weight = 0;
            for (Assessed assessed : members) {
                long own =
                        switch (assessed.device().value()) {
                            case LOW -> 15;
                            case NORMAL -> 20;
                            case HIGH -> Math.max(20, 2L * members.size());
                        };
                long top = assessed.findings().stream()
                        .mapToLong(finding -> {
                            var facts = random.random().facts(finding.weakness());
                            long impact = facts.rejected() ? 0 : FORMULA.impactPct(facts);
                            return impact * 100_000 * FORMULA.residualPct(finding.path(), RandomFleet.DAY);
                        })
                        .max()
                        .orElse(0);
                weighted = weighted.add(BigInteger.valueOf(own * top));
                weight += own;
            }
            assertThat(shaped.score()).isEqualTo(mean(weighted, weight));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void averagesCombinedScoresPlainly(long seed) {
        RandomBoard random = RandomBoard.of(seed, 40);
        for (Shaped shaped : ScoreShape.PLAIN_AVERAGE.of(random.board())) {
            List<Assessed> members = counting(random, shaped.group());
            long sum = members.stream()
                    .mapToLong(assessed ->
                            random.random().model().explain(assessed).scoreE7())
                    .sum();
            assertThat(shaped.score()).isEqualTo(mean(BigInteger.valueOf(sum), members.size()));
        }
    }

    @Test
    void isOurModelUnlessAskedOtherwise() {
        RandomBoard random = RandomBoard.of(1, 40);
        assertThat(ScoreShape.LIGHTMETER.of(random.board()))
                .extracting(Shaped::score)
                .isEqualTo(random.scores().stream().map(GroupScore::score).toList());
        assertThat(ScoreShape.parse(" Top-Weakness-1 ")).hasValue(ScoreShape.TOP_WEAKNESS);
        assertThat(ScoreShape.parse("defender")).isEmpty();
    }

    private static OptionalLong mean(BigInteger weighted, long weight) {
        if (weight == 0) return OptionalLong.empty();
        BigInteger twice = weighted.multiply(BigInteger.valueOf(200)).add(BigInteger.valueOf(weight));
        return OptionalLong.of(twice.divide(BigInteger.valueOf(2 * weight)).longValueExact());
    }

    private static List<Assessed> counting(RandomBoard random, GroupScore group) {
        return random.members(group).stream()
                .filter(assessed -> FORMULA.state(assessed.device(), RandomFleet.DAY) == DeviceState.SCORED)
                .toList();
    }
}
