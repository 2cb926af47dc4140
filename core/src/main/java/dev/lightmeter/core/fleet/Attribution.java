package dev.lightmeter.core.fleet;

import dev.lightmeter.core.score.DeviceExplanation;
import dev.lightmeter.core.score.Formula;
import dev.lightmeter.core.score.ProbabilitySource;
import dev.lightmeter.core.score.Shares;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.IntToLongFunction;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * Who carries how much of the score of a group, and what would be saved without it: by device, by weakness, by
 * recommendation, by product and by what decided the probability. Each list adds up to {@link GroupScore#weighted} exactly.
 * One pass over the devices of the group. Source: docs/scoring.md section 7.
 */
public final class Attribution {

    /** The lists are long; whoever shows them shows their beginning. */
    public static final int ALL = Integer.MAX_VALUE;

    private final Scoreboard board;
    private final GroupScore group;
    private final AttributionSums sums;
    private final Impacts recommendationImpacts;
    private final CensusKeys keys;

    private Attribution(
            Scoreboard board, GroupScore group, AttributionSums sums, Impacts recommendationImpacts, CensusKeys keys) {
        this.board = board;
        this.group = group;
        this.sums = sums;
        this.recommendationImpacts = recommendationImpacts;
        this.keys = keys;
    }

    /**
     * What one device, weakness, recommendation or product carries.
     *
     * @param key its id; that of a recommendation is empty where nothing is known that removes a path
     * @param weighted in units of weight times 1e-7 points; all of a list add up to {@link GroupScore#weighted}
     * @param shareNano the same in 1e-9 points; all of a list add up to {@link GroupScore#score}
     * @param wouldSaveNano how much the score of the group would fall without it, in 1e-9 points; these do not add up
     * @param devices devices that count and have it
     */
    public record Carried(String key, long weighted, long shareNano, long wouldSaveNano, int devices) {

        /** What saves most first, as people want to act; of equals in the order of their keys. */
        public static final Comparator<Carried> MOST_SAVING_FIRST =
                Comparator.comparingLong(Carried::wouldSaveNano).reversed().thenComparing(Carried::key);
    }

    /**
     * The largest entries of a list, and what the others carry together.
     *
     * @param others how many there are beyond the top
     */
    public record Ranking(List<Carried> top, int others, long othersWeighted, long othersShareNano) {

        public Ranking {
            top = List.copyOf(top);
        }
    }

    /** What decided the probability of some weaknesses, and what they carry; the configuration has none. */
    public record Source(String name, long weighted, long shareNano) {}

    /** What every device that counts carries, largest first. */
    public List<Carried> byDevice() {
        return byDevice(ALL).top();
    }

    public Ranking byDevice(int top) {
        int[] slots = sums.slots();
        return new Rows(
                        slots.length,
                        i -> sums.weighted(slots[i]),
                        i -> board.fleet().device(slots[i]).orElseThrow().id())
                .ranking(top, i -> sums.weighted(slots[i]), i -> 1);
    }

    /** What every weakness carries, largest first; the configuration is one of them. */
    public List<Carried> byWeakness() {
        return byWeakness(ALL).top();
    }

    public Ranking byWeakness(int top) {
        int configuration = sums.byWeakness.length - 1;
        int[] present = present(sums.devicesByWeakness);
        return new Rows(
                        present.length,
                        i -> sums.byWeakness[present[i]],
                        i -> present[i] == configuration
                                ? DeviceExplanation.CONFIGURATION
                                : board.fleet().dictionary().weaknessName(present[i]))
                .ranking(top, i -> sums.dropByWeakness[present[i]], i -> sums.devicesByWeakness[present[i]]);
    }

    /** What every recommendation carries, largest first; a control that fails is one. */
    public List<Carried> byRecommendation() {
        return byRecommendation(ALL).top();
    }

    public Ranking byRecommendation(int top) {
        int[] present = present(sums.devicesByRecommendation);
        return new Rows(present.length, i -> sums.byRecommendation[present[i]], i -> key(present[i]))
                .ranking(
                        top,
                        i -> key(present[i]).isEmpty() ? 0 : recommendationImpacts.weightedDrop(group, present[i]),
                        i -> recommendationImpacts.devices(group, present[i]));
    }

    /** The recommendations, those that would save most first; what none removes saves nothing. */
    public Ranking byRecommendationSaving(int top) {
        List<Carried> all =
                byRecommendation().stream().sorted(Carried.MOST_SAVING_FIRST).toList();
        List<Carried> first = all.subList(0, Math.min(top, all.size()));
        List<Carried> others = all.subList(first.size(), all.size());
        return new Ranking(
                first,
                others.size(),
                others.stream().mapToLong(Carried::weighted).sum(),
                others.stream().mapToLong(Carried::shareNano).sum());
    }

    private String key(int recommendation) {
        return board.fleet().dictionary().recommendationId(recommendation);
    }

    /** What every product carries, whatever its version, by {@link dev.lightmeter.core.Software#productId}; empty for the configuration. */
    public List<Carried> byProduct() {
        return byProduct(ALL).top();
    }

    public Ranking byProduct(int top) {
        int configuration = sums.byProduct.length - 1;
        int[] present = present(sums.devicesByProduct);
        Impacts productImpacts = board.productImpactsOn(group);
        return new Rows(
                        present.length,
                        i -> sums.byProduct[present[i]],
                        i -> present[i] == configuration
                                ? DeviceExplanation.CONFIGURATION
                                : keys.products.get(present[i]))
                .ranking(
                        top,
                        i -> present[i] == configuration
                                ? sums.dropByWeakness[sums.byWeakness.length - 1]
                                : productImpacts.weightedDrop(group, present[i]),
                        i -> present[i] == configuration
                                ? sums.devicesByProduct[configuration]
                                : productImpacts.devices(group, present[i]));
    }

    /** What weaknesses carry by what decided their probability, largest first. */
    public List<Source> bySource() {
        Formula formula = board.hazards().formula();
        Map<ProbabilitySource, Long> carried = new EnumMap<>(ProbabilitySource.class);
        int configuration = sums.byWeakness.length - 1;
        for (int weakness = 0; weakness < configuration; weakness++) {
            if (sums.devicesByWeakness[weakness] == 0) continue;
            var facts = board.hazards().facts(weakness);
            long alerted = sums.viaAlert(weakness);
            carried.merge(formula.probabilitySource(facts, false), sums.byWeakness[weakness] - alerted, Long::sum);
            if (alerted > 0) carried.merge(formula.probabilitySource(facts, true), alerted, Long::sum);
        }
        ProbabilitySource[] sources = ProbabilitySource.values();
        return new Rows(
                        sources.length + 1,
                        i -> i < sources.length ? carried.getOrDefault(sources[i], 0L) : sums.byWeakness[configuration],
                        i -> i < sources.length ? sources[i].wire() : DeviceExplanation.CONFIGURATION)
                .ranking(ALL, i -> 0, i -> 1).top().stream()
                        .map(entry -> new Source(entry.key(), entry.weighted(), entry.shareNano()))
                        .toList();
    }

    static Attribution of(Scoreboard board, GroupScore group) {
        int only = board.only(group);
        CensusKeys keys = board.keys();
        AttributionSums whole = new AttributionSums(board, keys, only);
        board.workers()
                .each(board.scores().length, () -> new AttributionSums(board, keys, only), AttributionSums::block)
                .forEach(whole::merge);
        return new Attribution(board, group, whole, board.impactsOn(group), keys);
    }

    private static int[] present(int[] devices) {
        return IntStream.range(0, devices.length).filter(i -> devices[i] > 0).toArray();
    }

    /** One list before it is sorted. */
    private final class Rows {

        private final long[] weighted;
        private final long[] shares;
        private final IntFunction<String> key;

        Rows(int count, IntToLongFunction weighted, IntFunction<String> key) {
            this.weighted = IntStream.range(0, count).mapToLong(weighted).toArray();
            this.shares = new Shares().of(group.score().orElse(0), this.weighted, count, key);
            this.key = key;
        }

        Ranking ranking(int top, IntToLongFunction drop, IntUnaryOperator devices) {
            int shown = Math.min(top, weighted.length);
            List<Carried> first = shown == 0
                    ? List.of()
                    : candidates(shown)
                            .mapToObj(i -> new Carried(
                                    key.apply(i),
                                    weighted[i],
                                    shares[i],
                                    group.impact(drop.applyAsLong(i)),
                                    devices.applyAsInt(i)))
                            .sorted(Comparator.comparingLong(Carried::weighted)
                                    .reversed()
                                    .thenComparing(Carried::key))
                            .limit(shown)
                            .toList();
            return new Ranking(
                    first,
                    weighted.length - shown,
                    Arrays.stream(weighted).sum()
                            - first.stream().mapToLong(Carried::weighted).sum(),
                    Arrays.stream(shares, 0, weighted.length).sum()
                            - first.stream().mapToLong(Carried::shareNano).sum());
        }

        /** Those that may be among the first few: a million devices are not sorted by name to show ten. */
        private IntStream candidates(int shown) {
            long[] sorted = weighted.clone();
            Arrays.sort(sorted);
            long least = sorted[sorted.length - shown];
            return IntStream.range(0, weighted.length).filter(i -> weighted[i] >= least);
        }
    }
}
