package dev.lightmeter.core.score;

import dev.lightmeter.core.Control;
import dev.lightmeter.core.Device;
import dev.lightmeter.core.DeviceState;
import dev.lightmeter.core.EndOfSupport;
import dev.lightmeter.core.FindingPath;
import dev.lightmeter.core.Severity;
import dev.lightmeter.core.ThreatFacts;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;

/**
 * The steps of the score in exact 64-bit integers, from one weakness to one group. No clock, no rounding but
 * {@link #divide}, no logarithm: every engine gives the same bits. Source: docs/scoring.md sections 3 to 6.
 *
 * <p>Units: probability in 1e-5 (P5), impact in percent, hazard in 1e-9 (nano), device score in 1e-7 points
 * (0..10^9), group score in 1e-9 points (0..10^11).
 */
public final class Formula {

    /** 100 points, as a device score. */
    public static final int DEVICE_SCORE_MAX = 1_000_000_000;

    private static final long NANO = 1_000_000_000L;
    private static final long P5_ONE = 100_000L;

    private final Parameters parameters;

    public Formula(Parameters parameters) {
        this.parameters = Objects.requireNonNull(parameters, "parameters");
    }

    public Parameters parameters() {
        return parameters;
    }

    /** a / b, rounded half up, for {@code a >= 0} and {@code b > 0}. */
    public static long divide(long a, long b) {
        return (2 * a + b) / (2 * b);
    }

    /** The label that a weakness counts with: that of its CVSS score, else the one it was given. */
    public static Severity severity(ThreatFacts facts) {
        return facts.hasCvss() ? Severity.ofCvssTenths(facts.cvssTenths()) : facts.severity();
    }

    /** Chance in 1e-5 that the weakness is exploited somewhere in the next 30 days (section 3.1). */
    public int probabilityP5(ThreatFacts facts, boolean alertOnDevice) {
        return Math.max(startP5(facts), parameters.floors().of(facts.evidence(), alertOnDevice));
    }

    /** The probability in 1e-5 before any evidence lifts it: p0 of section 3.1. */
    public int startP5(ThreatFacts facts) {
        if (facts.endOfSupport() != EndOfSupport.NO) return parameters.endOfSupportP5(facts.endOfSupport());
        return facts.hasEpss() ? facts.epssP5() : parameters.priorP5().of(severity(facts));
    }

    /** Where the probability of a weakness comes from: what an explanation names, and how much rests on guesses. */
    public ProbabilitySource probabilitySource(ThreatFacts facts, boolean alertOnDevice) {
        int probability = probabilityP5(facts, alertOnDevice);
        if (facts.endOfSupport() == EndOfSupport.NO && facts.epssP5() == probability) return ProbabilitySource.EPSS;
        Parameters.Floors floors = parameters.floors();
        if (alertOnDevice && probability == floors.alert()) return ProbabilitySource.ALERT;
        if (facts.evidence().kevRansomware() && probability == floors.kevRansomware()) {
            return ProbabilitySource.RANSOMWARE;
        }
        if (facts.evidence().kev() && probability == floors.kev()) return ProbabilitySource.KEV;
        if (probability == floors.of(facts.evidence(), false)) return ProbabilitySource.EXPLOIT;
        return facts.endOfSupport() == EndOfSupport.NO ? ProbabilitySource.PRIOR : ProbabilitySource.END_OF_SUPPORT;
    }

    /** Harm in percent if the weakness is exploited (section 3.2). */
    public int impactPct(ThreatFacts facts) {
        int impact = facts.hasCvss()
                ? facts.cvssTenths()
                : parameters.labelImpactPct().of(facts.severity());
        return facts.evidence().knownExploited() ? Math.max(impact, parameters.knownExploitedImpactPct()) : impact;
    }

    /** Hazard in 1e-9 of the weakness on an ordinary device (section 3.3): κ·I·p·(b0 + (1−b0)·p). */
    public long baseHazard(ThreatFacts facts, boolean alertOnDevice) {
        if (facts.rejected()) return 0;
        long p = probabilityP5(facts, alertOnDevice);
        long breadth = parameters.breadthPct() * P5_ONE + (100 - parameters.breadthPct()) * p;
        return divide(parameters.scalePct() * (long) impactPct(facts) * p * breadth, 10_000_000);
    }

    /** Factor in percent for the place of the device (section 4.1). */
    public int contextPct(ThreatFacts facts, boolean internetFacing) {
        return internetFacing && facts.attackVector().reachableFromNetwork() ? parameters.internetPct() : 100;
    }

    /** What remains of the hazard in percent, after VEX and exception, on the given day (section 4.2). */
    public int residualPct(FindingPath path, LocalDate day) {
        int residual = parameters.residualPct().of(path.status());
        var exception = path.exception();
        return exception != null && exception.holdsOn(day)
                ? Math.min(residual, parameters.residualPct().of(exception.justification()))
                : residual;
    }

    /** Hazard in 1e-9 of one path, from its three factors (section 4). */
    public static long pathHazard(long baseHazard, int contextPct, int residualPct) {
        return divide(baseHazard * contextPct * residualPct, 10_000);
    }

    /** Hazard in 1e-9 of a path of a weakness on a device (section 4). */
    public long pathHazard(ThreatFacts facts, FindingPath path, boolean internetFacing, LocalDate day) {
        return pathHazard(baseHazard(facts, path.alert()), contextPct(facts, internetFacing), residualPct(path, day));
    }

    /** Hazard in 1e-9 of the failed controls (section 5.1). */
    public long configurationHazard(List<Control> controls) {
        long failed = 0;
        long total = 0;
        for (Control control : controls) {
            total += control.weight();
            if (control.failed()) failed += control.weight();
        }
        return configurationHazard(failed, total);
    }

    /** Hazard in 1e-9 for the summed weights of failed and of all controls (section 5.1). */
    public long configurationHazard(long failedWeight, long totalWeight) {
        return totalWeight == 0 ? 0 : divide(parameters.configurationMaxNano() * failedWeight, totalWeight);
    }

    /** Score of a device in 1e-7 points for its summed hazard in 1e-9 (section 5.2): 100·H/(1+H). */
    public static int deviceScore(long hazardNano) {
        return DEVICE_SCORE_MAX - (int) divide(NANO * NANO, NANO + hazardNano);
    }

    /**
     * Mean of device scores in 1e-9 points (section 6).
     *
     * @param weighted sum of weight times device score in 1e-7 points
     * @param weight sum of weights, above 0
     */
    public static long groupScore(long weighted, long weight) {
        return weighted / weight * 100 + divide(weighted % weight * 100, weight);
    }

    /** Whether a device counts on the given day (section 6.1). A time of assessment in the future counts as today. */
    public DeviceState state(Device device, LocalDate day) {
        if (device.excluded()) return DeviceState.EXCLUDED;
        LocalDate assessed = device.assessedOn();
        if (assessed == null) return DeviceState.NEVER_ASSESSED;
        return assessed.isBefore(day.minusDays(parameters.staleDays())) ? DeviceState.STALE : DeviceState.SCORED;
    }
}
