package dev.lightmeter.core.fleet;

import dev.lightmeter.core.Level;
import dev.lightmeter.core.group.DeviceGroup;
import dev.lightmeter.core.score.Formula;
import dev.lightmeter.core.score.GroupSum.Bounds;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The score of a device group or of the organisation, and what must stand beside a mean so that it does not mislead.
 * Source: docs/scoring.md section 6.
 *
 * @param group the device group; null for the organisation
 * @param weighted A: the sum of weight times device score in 1e-7 points
 * @param weight W: the sum of weights of the devices that count
 * @param unknownWeight the sum of weights of stale and never assessed devices
 * @param devicesHigh devices that count and have level High
 * @param maxDeviceScoreE7 the worst device that counts, in 1e-7 points
 * @param tailWeighted sum over the worst devices of weight taken, in percent, times score in 1e-7 points
 * @param tailPct which share of the weight the worst devices are
 */
public record GroupScore(
        @Nullable DeviceGroup group,
        long weighted,
        long weight,
        long unknownWeight,
        int scored,
        int stale,
        int neverAssessed,
        int excluded,
        int devicesHigh,
        int maxDeviceScoreE7,
        long tailWeighted,
        int tailPct) {

    /** The name that stands for all devices. */
    public static final String ORGANISATION = "organisation";

    public String name() {
        return group == null ? ORGANISATION : group.name();
    }

    /** Mean of the devices that count, in 1e-9 points; empty if none does. */
    public OptionalLong score() {
        return weight == 0 ? OptionalLong.empty() : OptionalLong.of(Formula.groupScore(weighted, weight));
    }

    /** The band of {@link #score}; empty if there is none. */
    public Optional<Level> level() {
        return weight == 0 ? Optional.empty() : Optional.of(Level.ofScore(Formula.groupScore(weighted, weight)));
    }

    /** Devices that are stale or were never assessed. */
    public int unknown() {
        return stale + neverAssessed;
    }

    /** All devices but the excluded ones. */
    public int devices() {
        return scored + unknown();
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

    /** Mean of the worst devices, in 1e-9 points; empty if no device counts. */
    public OptionalLong tail() {
        return weight == 0 ? OptionalLong.empty() : OptionalLong.of(Formula.groupScore(tailWeighted, weight * tailPct));
    }

    /** Drop of the score in 1e-9 points if the weighted sum fell by {@code dropWeighted}; 0 without data. */
    public long impact(long dropWeighted) {
        return weight == 0
                ? 0
                : Formula.groupScore(weighted, weight) - Formula.groupScore(weighted - dropWeighted, weight);
    }
}
