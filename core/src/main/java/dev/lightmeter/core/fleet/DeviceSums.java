package dev.lightmeter.core.fleet;

import dev.lightmeter.core.group.DeviceGroup;
import dev.lightmeter.core.score.Formula;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The sums over a set of devices, from which its score and all that stands beside it follow.
 *
 * @param unknownWeight the weight of stale and never assessed devices
 * @param devicesHigh devices that count and have level High
 * @param weightByScore summed weight of the devices that count, by their score in 1e-7 points
 */
public record DeviceSums(
        long unknownWeight,
        int scored,
        int stale,
        int neverAssessed,
        int excluded,
        int devicesHigh,
        SortedMap<Integer, Long> weightByScore) {

    /** Keeps every product below 64 bits whatever share the worst devices are: 22 million devices of value Normal. */
    private static final long MOST_WEIGHT = 90_000_000L;

    public static final DeviceSums NONE = new DeviceSums(0, 0, 0, 0, 0, 0, new TreeMap<>());

    public DeviceSums {
        if (unknownWeight < 0 || scored < 0 || stale < 0 || neverAssessed < 0 || excluded < 0 || devicesHigh < 0) {
            throw new IllegalArgumentException("sums over devices must not be negative");
        }
        long weight = 0;
        for (Map.Entry<Integer, Long> entry : weightByScore.entrySet()) {
            int score = entry.getKey();
            if (score < 0 || score >= Formula.DEVICE_SCORE_MAX) {
                throw new IllegalArgumentException("a device score must lie in 0..999999999, got " + score);
            }
            if (entry.getValue() < 1) {
                throw new IllegalArgumentException("a weight must be positive, got " + entry.getValue());
            }
            weight = Math.addExact(weight, entry.getValue());
        }
        if ((weight == 0) != (scored == 0) || scored > weight) {
            throw new IllegalArgumentException(scored + " devices do not have the weight " + weight);
        }
        if (weight > MOST_WEIGHT || unknownWeight > MOST_WEIGHT) {
            throw new IllegalArgumentException("more weight than sums can hold: " + weight + " and " + unknownWeight);
        }
        weightByScore = Collections.unmodifiableSortedMap(new TreeMap<>(weightByScore));
    }

    static DeviceSums of(GroupScore score, Map<Integer, Long> weightByScore) {
        return new DeviceSums(
                score.unknownWeight(),
                score.scored(),
                score.stale(),
                score.neverAssessed(),
                score.excluded(),
                score.devicesHigh(),
                new TreeMap<>(weightByScore));
    }

    /** The sums over both sets, which must not share a device. */
    public DeviceSums merge(DeviceSums other) {
        SortedMap<Integer, Long> both = new TreeMap<>(weightByScore);
        other.weightByScore.forEach((score, weight) -> both.merge(score, weight, Long::sum));
        return new DeviceSums(
                unknownWeight + other.unknownWeight,
                Math.addExact(scored, other.scored),
                Math.addExact(stale, other.stale),
                Math.addExact(neverAssessed, other.neverAssessed),
                Math.addExact(excluded, other.excluded),
                Math.addExact(devicesHigh, other.devicesHigh),
                both);
    }

    /** A: the sum of weight times score. */
    public long weighted() {
        return weightByScore.entrySet().stream()
                .mapToLong(entry -> entry.getKey() * entry.getValue())
                .sum();
    }

    /** W: the weight of the devices that count. */
    public long weight() {
        return weightByScore.values().stream().mapToLong(Long::longValue).sum();
    }

    /** The score that follows. */
    public GroupScore score(@Nullable DeviceGroup group, int tailPct) {
        TreeMap<Integer, Long> worstFirst = new TreeMap<>(Collections.reverseOrder());
        worstFirst.putAll(weightByScore);
        long left = weight() * tailPct;
        long tail = 0;
        for (Map.Entry<Integer, Long> entry : worstFirst.entrySet()) {
            long taken = Math.min(left, entry.getValue() * 100);
            tail += taken * entry.getKey();
            left -= taken;
        }
        return new GroupScore(
                group,
                weighted(),
                weight(),
                unknownWeight,
                scored,
                stale,
                neverAssessed,
                excluded,
                devicesHigh,
                weightByScore.isEmpty() ? 0 : weightByScore.lastKey(),
                tail,
                tailPct);
    }
}
