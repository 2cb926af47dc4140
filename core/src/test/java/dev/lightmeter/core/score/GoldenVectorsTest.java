package dev.lightmeter.core.score;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lightmeter.core.Decimals;
import dev.lightmeter.core.DeviceState;
import dev.lightmeter.core.Level;
import dev.lightmeter.core.score.DeviceExplanation.Part;
import dev.lightmeter.core.score.ExposureModel.Assessed;
import dev.lightmeter.core.score.ExposureModel.AttributionKey;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** The readable model gives every integer of the worked cases. */
class GoldenVectorsTest {

    static List<GoldenCase> cases() throws Exception {
        List<GoldenCase> cases = GoldenCase.all();
        assertThat(cases).hasSize(12);
        return cases;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void givesTheBaseHazardOfEveryWeakness(GoldenCase golden) {
        Formula formula = new Formula(Parameters.DEFAULT);
        Map<String, Long> hazards = golden.threats().values().stream()
                .collect(Collectors.toMap(facts -> facts.weakness(), facts -> formula.baseHazard(facts, false)));
        assertThat(hazards).isEqualTo(longs(golden.expected().get("base_hazard_nano")));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void givesStateHazardScoreLevelAndSharesOfEveryDevice(GoldenCase golden) {
        for (Assessed assessed : golden.devices()) {
            JsonNode expected =
                    golden.expected().get("devices").get(assessed.device().id());
            DeviceExplanation explanation = golden.model().explain(assessed);
            assertThat(explanation.state().wire())
                    .isEqualTo(expected.get("state").asString());
            assertThat(explanation.hazardNano())
                    .isEqualTo(expected.get("H_nano").asLong());
            assertThat(parts(explanation, Part::hazardNano)).isEqualTo(longs(expected.get("hazard_nano")));
            if (explanation.state() == DeviceState.SCORED) {
                assertThat((long) explanation.scoreE7())
                        .isEqualTo(expected.get("S_1e-7").asLong());
                assertThat(Decimals.nano(explanation.scoreE7() * 100L))
                        .isEqualTo(expected.get("score").asString());
                assertThat(explanation.level().wire())
                        .isEqualTo(expected.get("level").asString());
                assertThat(parts(explanation, Part::shareE7)).isEqualTo(longs(expected.get("shares_1e-7")));
            } else {
                assertThat(expected.get("S_1e-7").isNull()).isTrue();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void givesEverySumOfTheGroup(GoldenCase golden) {
        JsonNode expected = golden.expected().get("group");
        GroupSum sum = golden.model().sum(golden.devices(), ExposureModel.NOTHING_FIXED);
        assertThat(sum.weighted()).isEqualTo(expected.get("A").asLong());
        assertThat(sum.weight()).isEqualTo(expected.get("W").asLong());
        assertThat(sum.scored()).isEqualTo(expected.get("scored").asInt());
        assertThat(sum.unknown()).isEqualTo(expected.get("unknown").asInt());
        assertThat(decimal(sum.score())).isEqualTo(text(expected.get("score")));
        assertThat(decimal(sum.coverage())).isEqualTo(text(expected.get("coverage")));
        assertThat(decimal(sum.tail(5))).isEqualTo(text(expected.get("tail5")));
        assertThat(sum.bounds().map(bounds -> List.of(Decimals.nano(bounds.low()), Decimals.nano(bounds.high()))))
                .hasValue(expected.get("bounds")
                        .valueStream()
                        .map(JsonNode::asString)
                        .toList());
        sum.score().ifPresent(score -> {
            assertThat(Level.ofScore(score).wire())
                    .isEqualTo(expected.get("level").asString());
            assertThat(Decimals.asDouble(score))
                    .isEqualTo(expected.get("score_double").asDouble());
        });
    }

    @ParameterizedTest
    @MethodSource("cases")
    void givesTheImpactOfEveryRecommendationAndCombination(GoldenCase golden) {
        golden.expected().get("group").get("exposure_impact").propertyStream().forEach(expected -> assertThat(
                        decimal(golden.model()
                                .exposureImpact(
                                        golden.devices(),
                                        Set.of(expected.getKey().split("\\+")))))
                .as(expected.getKey())
                .isEqualTo(expected.getValue().asString()));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void attributesTheGroupToItsWeaknesses(GoldenCase golden) {
        assertThat(golden.model().attribution(golden.devices(), AttributionKey.WEAKNESS))
                .isEqualTo(longs(golden.expected().get("group").get("explain_cve_A_units")));
    }

    private static Map<String, Long> parts(DeviceExplanation explanation, Function<Part, Long> value) {
        return explanation.parts().stream().collect(Collectors.toMap(Part::key, value));
    }

    private static Map<String, Long> longs(JsonNode json) {
        Map<String, Long> longs = new TreeMap<>();
        json.propertyStream()
                .forEach(entry -> longs.put(entry.getKey(), entry.getValue().asLong()));
        return longs;
    }

    private static @Nullable String decimal(OptionalLong nano) {
        return nano.isEmpty() ? null : Decimals.nano(nano.getAsLong());
    }

    private static @Nullable String text(JsonNode json) {
        return json.isNull() ? null : json.asString();
    }
}
