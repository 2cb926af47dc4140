package dev.lightmeter.core.score;

import dev.lightmeter.core.Control;
import dev.lightmeter.core.Device;
import dev.lightmeter.core.DeviceState;
import dev.lightmeter.core.ThreatFacts;
import dev.lightmeter.core.score.DeviceExplanation.Part;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Scores devices and groups the slow and readable way, as docs/scoring.md tells it. It explains single devices and holds
 * the columnar scorer to the same bits.
 */
public final class ExposureModel {

    private final Formula formula;
    private final Function<String, ThreatFacts> threats;
    private final LocalDate day;

    /**
     * @param threats the facts of a weakness; {@link ThreatFacts#unknown} for one that nobody knows
     * @param day the UTC day that the scores describe
     */
    public ExposureModel(Parameters parameters, Function<String, ThreatFacts> threats, LocalDate day) {
        this.formula = new Formula(parameters);
        this.threats = threats;
        this.day = day;
    }

    /** A device with all paths of its findings. */
    public record Assessed(Device device, List<Finding> findings) {

        public Assessed {
            findings = List.copyOf(findings);
        }
    }

    /** What a fixed set is if nothing is fixed. */
    public static final Set<String> NOTHING_FIXED = Set.of();

    /** The worst path of each weakness on a device, and its configuration, without what {@code fixed} would remove. */
    public Map<String, Worst> hazards(Assessed assessed, Set<String> fixed) {
        Map<String, Worst> worst = new TreeMap<>();
        for (Finding finding : assessed.findings()) {
            String recommendation = finding.path().recommendation();
            if (fixed.contains(recommendation)) continue;
            long hazard = formula.pathHazard(
                    threats.apply(finding.weakness()),
                    finding.path(),
                    assessed.device().internetFacing(),
                    day);
            if (hazard > 0) {
                worst.merge(finding.weakness(), new Worst(hazard, recommendation), Worst::orWorse);
            }
        }
        List<Control> controls = assessed.device().controls().stream()
                .map(control ->
                        new Control(control.id(), control.weight(), control.failed() && !fixed.contains(control.id())))
                .toList();
        long configuration = formula.configurationHazard(controls);
        if (configuration > 0) {
            worst.put(DeviceExplanation.CONFIGURATION, new Worst(configuration, DeviceExplanation.CONFIGURATION));
        }
        return worst;
    }

    /** Score of a device in 1e-7 points if {@code fixed} were applied, whether it counts or not. */
    public int deviceScore(Assessed assessed, Set<String> fixed) {
        return Formula.deviceScore(sum(hazards(assessed, fixed)));
    }

    /** The score of a device and everything it is made of. */
    public DeviceExplanation explain(Assessed assessed) {
        Map<String, Worst> hazards = hazards(assessed, NOTHING_FIXED);
        long whole = sum(hazards);
        int score = Formula.deviceScore(whole);
        List<String> keys = List.copyOf(hazards.keySet());
        long[] shares = Shares.split(
                score, hazards.values().stream().mapToLong(Worst::hazardNano).toArray(), keys);
        List<Part> parts = new ArrayList<>();
        hazards.forEach((key, worst) -> parts.add(new Part(
                key,
                worst.recommendation(),
                worst.hazardNano(),
                shares[parts.size()],
                score - Formula.deviceScore(whole - worst.hazardNano()))));
        parts.sort(Comparator.comparingLong(Part::shareE7).reversed().thenComparing(Part::key));
        return new DeviceExplanation(assessed.device(), formula.state(assessed.device(), day), whole, score, parts);
    }

    /** The sums over a set of devices if {@code fixed} were applied. */
    public GroupSum sum(Iterable<Assessed> devices, Set<String> fixed) {
        GroupSum sum = new GroupSum();
        for (Assessed assessed : devices) {
            int weight = formula.parameters().weights().of(assessed.device().value());
            switch (formula.state(assessed.device(), day)) {
                case SCORED -> sum.add(deviceScore(assessed, fixed), weight);
                case STALE, NEVER_ASSESSED -> sum.addUnknown(weight);
                case EXCLUDED -> {}
            }
        }
        return sum;
    }

    /** Exact drop of the score of these devices in 1e-9 points if all of {@code fixed} were applied; empty without data. */
    public OptionalLong exposureImpact(Iterable<Assessed> devices, Set<String> fixed) {
        OptionalLong before = sum(devices, NOTHING_FIXED).score();
        OptionalLong after = sum(devices, fixed).score();
        return before.isEmpty() ? before : OptionalLong.of(before.getAsLong() - after.getAsLong());
    }

    /**
     * Who carries how much of a group: weight times share of every part of every device, summed by the given key. The
     * values add up to {@link GroupSum#weighted} exactly.
     */
    public Map<String, Long> attribution(Iterable<Assessed> devices, AttributionKey by) {
        Map<String, Long> carried = new TreeMap<>();
        for (Assessed assessed : devices) {
            DeviceExplanation explanation = explain(assessed);
            if (explanation.state() != DeviceState.SCORED) continue;
            long weight = formula.parameters().weights().of(assessed.device().value());
            by.of(explanation).forEach((key, share) -> carried.merge(key, weight * share, Long::sum));
        }
        return carried;
    }

    private static long sum(Map<String, Worst> hazards) {
        return hazards.values().stream().mapToLong(Worst::hazardNano).sum();
    }

    /** What an attribution is summed by. */
    @FunctionalInterface
    public interface AttributionKey {
        AttributionKey WEAKNESS =
                explanation -> explanation.parts().stream().collect(Collectors.toMap(Part::key, Part::shareE7));
        AttributionKey RECOMMENDATION = DeviceExplanation::byRecommendation;
        AttributionKey DEVICE = explanation -> explanation.parts().isEmpty()
                ? Map.of()
                : Map.of(explanation.device().id(), (long) explanation.scoreE7());

        /** The shares of one device by key, in 1e-7 points. */
        Map<String, Long> of(DeviceExplanation explanation);
    }

    /** The worst path of a weakness on a device; of equal ones that with the smallest recommendation. */
    public record Worst(long hazardNano, String recommendation) {

        Worst orWorse(Worst other) {
            if (hazardNano != other.hazardNano) return hazardNano > other.hazardNano ? this : other;
            return recommendation.compareTo(other.recommendation) <= 0 ? this : other;
        }
    }
}
