package dev.lightmeter.core.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lightmeter.core.DeviceState;
import dev.lightmeter.core.fleet.Attribution.Carried;
import dev.lightmeter.core.fleet.Attribution.Ranking;
import dev.lightmeter.core.fleet.Attribution.Source;
import dev.lightmeter.core.fleet.Footprint.InGroup;
import dev.lightmeter.core.score.DeviceExplanation;
import dev.lightmeter.core.score.DeviceExplanation.Part;
import dev.lightmeter.core.score.ExposureModel.AttributionKey;
import dev.lightmeter.core.score.Formula;
import dev.lightmeter.core.score.Parameters;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The columns attribute like the readable model, to the last unit. */
class AttributionTest {

    static LongStream seeds() {
        return LongStream.range(0, 60);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void addsUpToEveryGroupHoweverItIsCut(long seed) { // P25
        RandomBoard random = RandomBoard.of(seed, 30);
        for (GroupScore group : random.scores()) {
            Attribution attribution = random.board().attribution(group);
            for (List<Carried> by : List.of(
                    attribution.byDevice(),
                    attribution.byWeakness(),
                    attribution.byRecommendation(),
                    attribution.byProduct())) {
                assertThat(by.stream().mapToLong(Carried::weighted).sum()).isEqualTo(group.weighted());
                assertThat(by.stream().mapToLong(Carried::shareNano).sum())
                        .isEqualTo(group.score().orElse(0));
            }
            assertThat(attribution.bySource().stream()
                            .mapToLong(Source::weighted)
                            .sum())
                    .isEqualTo(group.weighted());
            assertThat(attribution.bySource().stream()
                            .mapToLong(Source::shareNano)
                            .sum())
                    .isEqualTo(group.score().orElse(0));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void carriesWhatTheReadableModelCarries(long seed) {
        RandomBoard random = RandomBoard.of(seed, 30);
        for (GroupScore group : random.scores()) {
            Attribution attribution = random.board().attribution(group);
            assertThat(byKey(attribution.byWeakness()))
                    .isEqualTo(random.random().model().attribution(random.members(group), AttributionKey.WEAKNESS));
            assertThat(byKey(attribution.byRecommendation()))
                    .isEqualTo(
                            random.random().model().attribution(random.members(group), AttributionKey.RECOMMENDATION));
            assertThat(byKey(attribution.byDevice()))
                    .isEqualTo(random.random().model().attribution(random.members(group), AttributionKey.DEVICE));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void savesNoMoreThanIsCarriedAndWhatTheImpactsSay(long seed) { // P17, P26
        RandomBoard random = RandomBoard.of(seed, 30);
        for (GroupScore group : random.scores()) {
            Attribution attribution = random.board().attribution(group);
            Map<String, Long> impacts = random.board().impacts().of(group).stream()
                    .collect(Collectors.toMap(Impacts.Impact::recommendation, Impacts.Impact::impactNano));
            for (Carried entry : attribution.byRecommendation()) {
                if (!entry.key().isEmpty()) {
                    assertThat(entry.wouldSaveNano()).isEqualTo(impacts.get(entry.key()));
                }
            }
            // a device rounds by at most one unit of 1e-7 for each of its parts
            long rounding = 100L * 32 + 1;
            for (Carried entry : attribution.byWeakness()) {
                assertThat(entry.wouldSaveNano()).isBetween(0L, entry.shareNano() + rounding);
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void tellsWhatEachSourceOfProbabilityCarries(long seed) {
        RandomBoard random = RandomBoard.of(seed, 20);
        Formula formula = new Formula(Parameters.DEFAULT);
        Map<String, Long> expected = new TreeMap<>();
        for (int slot = 0; slot < random.devices().size(); slot++) {
            if (!random.board().state(slot).equals(java.util.Optional.of(DeviceState.SCORED))) continue;
            DeviceExplanation explanation = random.board().explain(slot);
            long weight = Parameters.DEFAULT.weights().of(explanation.device().value());
            var findings = random.devices().get(slot).findings();
            for (Part part : explanation.parts()) {
                // the worst path is one with an alert exactly if it is worse than the same path without
                boolean alert = findings.stream()
                        .filter(finding -> finding.weakness().equals(part.key())
                                && finding.path().recommendation().equals(part.recommendation())
                                && formula.pathHazard(
                                                random.random().facts(part.key()),
                                                finding.path(),
                                                explanation.device().internetFacing(),
                                                dev.lightmeter.core.score.RandomFleet.DAY)
                                        == part.hazardNano())
                        .allMatch(finding -> finding.path().alert());
                String source = part.key().equals(DeviceExplanation.CONFIGURATION)
                        ? part.key()
                        : formula.probabilitySource(random.random().facts(part.key()), alert)
                                .wire();
                expected.merge(source, weight * part.shareE7(), Long::sum);
            }
        }
        expected.values().removeIf(carried -> carried == 0);
        Map<String, Long> told = random.board().attribution(random.board().organisation()).bySource().stream()
                .filter(source -> source.weighted() > 0)
                .collect(Collectors.toMap(Source::name, Source::weighted));
        assertThat(told).isEqualTo(expected);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void followsOneWeaknessAndOneRecommendationIntoEveryGroup(long seed) {
        RandomBoard random = RandomBoard.of(seed, 20);
        for (GroupScore group : random.scores()) {
            Attribution attribution = random.board().attribution(group);
            for (Carried entry : attribution.byWeakness()) {
                if (entry.key().equals(DeviceExplanation.CONFIGURATION)) continue;
                assertSame(
                        entry,
                        group,
                        random.board().footprintOfWeakness(entry.key()).orElseThrow());
            }
            for (Carried entry : attribution.byRecommendation()) {
                if (entry.key().isEmpty()) continue;
                assertSame(
                        entry,
                        group,
                        random.board().footprintOfRecommendation(entry.key()).orElseThrow());
            }
        }
    }

    private static void assertSame(Carried entry, GroupScore group, Footprint footprint) {
        InGroup in = group.group() == null
                ? footprint.organisation()
                : footprint.groups().stream()
                        .filter(found -> found.score().equals(group))
                        .findFirst()
                        .orElseThrow();
        assertThat(in.weighted()).as(entry.key()).isEqualTo(entry.weighted());
        assertThat(in.shareNano()).as(entry.key()).isBetween(entry.shareNano() - 1, entry.shareNano() + 1);
        assertThat(in.wouldSaveNano()).as(entry.key()).isEqualTo(entry.wouldSaveNano());
    }

    @Test
    void sumsUpWhatIsBeyondTheTop() {
        RandomBoard random = RandomBoard.of(3, 40);
        Attribution attribution = random.board().attribution(random.board().organisation());
        List<Carried> all = attribution.byWeakness();
        Ranking top = attribution.byWeakness(5);
        assertThat(top.top()).isEqualTo(all.subList(0, 5));
        assertThat(top.others()).isEqualTo(all.size() - 5);
        assertThat(top.othersShareNano())
                .isEqualTo(all.stream().skip(5).mapToLong(Carried::shareNano).sum());
        assertThat(attribution.byWeakness(0).top()).isEmpty();
    }

    private static Map<String, Long> byKey(List<Carried> carried) {
        return carried.stream().collect(Collectors.toMap(Carried::key, Carried::weighted));
    }
}
