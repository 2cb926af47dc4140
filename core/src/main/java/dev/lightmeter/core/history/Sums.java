package dev.lightmeter.core.history;

import dev.lightmeter.core.fleet.GroupScore;
import dev.lightmeter.core.score.Formula;
import dev.lightmeter.core.score.GroupSum.Bounds;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the score of a set of devices is made of. Plain integers: sums of several sets add up field by field.
 *
 * @param weighted A: the sum of weight times device score in 1e-7 points
 * @param weight W: the sum of weights of the devices that count
 * @param unknownWeight the sum of weights of stale and never assessed devices
 * @param devices all devices but the excluded ones
 * @param high devices that count and have level High
 */
public record Sums(long weighted, long weight, long unknownWeight, int devices, int high) {

    public static final Sums NOTHING = new Sums(0, 0, 0, 0, 0);

    /** Those of a score. */
    public static Sums of(GroupScore score) {
        return new Sums(score.weighted(), score.weight(), score.unknownWeight(), score.devices(), score.devicesHigh());
    }

    public Sums plus(Sums other) {
        return new Sums(
                weighted + other.weighted,
                weight + other.weight,
                unknownWeight + other.unknownWeight,
                devices + other.devices,
                high + other.high);
    }

    public Sums minus(Sums other) {
        return new Sums(
                weighted - other.weighted,
                weight - other.weight,
                unknownWeight - other.unknownWeight,
                devices - other.devices,
                high - other.high);
    }

    /** Mean of the devices that count, in 1e-9 points; empty if none does. */
    public OptionalLong score() {
        return weight == 0 ? OptionalLong.empty() : OptionalLong.of(Formula.groupScore(weighted, weight));
    }

    /** The same, where no devices at all are as good as clean ones: what bars of a waterfall are differences of. */
    public long scoreOrZero() {
        return weight == 0 ? 0 : Formula.groupScore(weighted, weight);
    }

    /** Share of the weight that is assessed, in 1e-9; empty without devices. */
    public OptionalLong coverage() {
        long all = weight + unknownWeight;
        return all == 0 ? OptionalLong.empty() : OptionalLong.of(Formula.divide(weight * 1_000_000_000L, all));
    }

    /** The mean if all unknown devices scored 0, and if all scored 100, in 1e-9 points; empty without devices. */
    public Optional<Bounds> bounds() {
        long all = weight + unknownWeight;
        if (all == 0) return Optional.empty();
        return Optional.of(new Bounds(
                Formula.groupScore(weighted, all),
                Formula.groupScore(weighted + unknownWeight * Formula.DEVICE_SCORE_MAX, all)));
    }
}
