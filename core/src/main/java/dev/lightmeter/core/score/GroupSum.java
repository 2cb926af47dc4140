package dev.lightmeter.core.score;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * The mergeable sums of any set of devices: plain integers and an exact histogram. Adding, removing and merging in any
 * order gives the same fields (docs/scoring.md section 6).
 */
public final class GroupSum {

    private long weighted;
    private long weight;
    private long unknownWeight;
    private int scored;
    private int unknown;
    private final TreeMap<Integer, Long> weightByScore = new TreeMap<>();

    /** Adds a device that counts, with its score in 1e-7 points. */
    public void add(int deviceScore, int deviceWeight) {
        put(deviceScore, deviceWeight, 1);
    }

    /** Takes back {@link #add}. */
    public void remove(int deviceScore, int deviceWeight) {
        put(deviceScore, deviceWeight, -1);
    }

    /** Adds a device that is stale or was never assessed. */
    public void addUnknown(int deviceWeight) {
        unknownWeight += deviceWeight;
        unknown++;
    }

    public void merge(GroupSum other) {
        combine(other, 1);
    }

    /** Takes back {@link #merge}. */
    public void subtract(GroupSum other) {
        combine(other, -1);
    }

    private void put(int deviceScore, long deviceWeight, int sign) {
        weighted += sign * deviceWeight * deviceScore;
        weight += sign * deviceWeight;
        scored += sign;
        count(deviceScore, sign * deviceWeight);
    }

    private void combine(GroupSum other, int sign) {
        weighted += sign * other.weighted;
        weight += sign * other.weight;
        unknownWeight += sign * other.unknownWeight;
        scored += sign * other.scored;
        unknown += sign * other.unknown;
        other.weightByScore.forEach((score, value) -> count(score, sign * value));
    }

    private void count(int score, long value) {
        if (weightByScore.merge(score, value, Long::sum) == 0) weightByScore.remove(score);
    }

    /** A: the sum of weight times score, in 1e-7 points. */
    public long weighted() {
        return weighted;
    }

    /** W: the sum of weights of the devices that count. */
    public long weight() {
        return weight;
    }

    public long unknownWeight() {
        return unknownWeight;
    }

    /** The number of devices that count. */
    public int scored() {
        return scored;
    }

    /** The number of devices that are stale or were never assessed. */
    public int unknown() {
        return unknown;
    }

    /** Device score in 1e-7 points to summed weight. */
    public Map<Integer, Long> histogram() {
        return new TreeMap<>(weightByScore);
    }

    /** Mean in 1e-9 points; empty if no device counts. */
    public OptionalLong score() {
        return weight == 0 ? OptionalLong.empty() : OptionalLong.of(Formula.groupScore(weighted, weight));
    }

    /** Share of the weight that is assessed, in 1e-9; empty without devices. */
    public OptionalLong coverage() {
        long all = weight + unknownWeight;
        return all == 0 ? OptionalLong.empty() : OptionalLong.of(Formula.divide(weight * 1_000_000_000L, all));
    }

    /** The mean if all unknown devices scored 0, and if all scored 100; empty without devices. */
    public Optional<Bounds> bounds() {
        long all = weight + unknownWeight;
        if (all == 0) return Optional.empty();
        return Optional.of(new Bounds(
                Formula.groupScore(weighted, all),
                Formula.groupScore(weighted + unknownWeight * Formula.DEVICE_SCORE_MAX, all)));
    }

    /** Mean in 1e-9 points of the worst {@code pct} percent of the weight; empty if no device counts. */
    public OptionalLong tail(int pct) {
        if (weight == 0) return OptionalLong.empty();
        long left = weight * pct;
        long sum = 0;
        for (var entry : weightByScore.descendingMap().entrySet()) {
            long take = Math.min(left, entry.getValue() * 100);
            sum += take * entry.getKey();
            left -= take;
        }
        return OptionalLong.of(Formula.groupScore(sum, weight * pct));
    }

    /** An interval of scores in 1e-9 points. */
    public record Bounds(long low, long high) {}

    @Override
    public boolean equals(Object other) {
        return other instanceof GroupSum that
                && weighted == that.weighted
                && weight == that.weight
                && unknownWeight == that.unknownWeight
                && scored == that.scored
                && unknown == that.unknown
                && weightByScore.equals(that.weightByScore);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(weighted) * 31 + Long.hashCode(weight);
    }

    @Override
    public String toString() {
        return "GroupSum[A=" + weighted + ", W=" + weight + ", unknown=" + unknownWeight + ", scored=" + scored + "]";
    }
}
