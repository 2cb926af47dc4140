package dev.lightmeter.core.score;

import dev.lightmeter.core.DeviceValue;
import dev.lightmeter.core.EndOfSupport;
import dev.lightmeter.core.Evidence;
import dev.lightmeter.core.FindingStatus;
import dev.lightmeter.core.RemediationException.Justification;
import dev.lightmeter.core.Severity;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Every constant of the model, under one version. Reasons and permitted ranges stand in docs/scoring.md section 9.
 *
 * @param version travels with every score, so that two scores can be compared
 * @param scalePct κ: an average known exploited weakness alone scores about 56
 * @param breadthPct b0: how far exploitation of a hardly ever exploited weakness spreads
 * @param internetPct factor on an internet-facing device for what is reachable from the network
 * @param knownExploitedImpactPct the least impact of a known exploited weakness
 * @param configurationMaxNano hazard of a device that fails every control, in 1e-9
 * @param staleDays a device assessed longer ago does not count
 * @param tailPct share of the device weight that the worst-devices mean looks at
 * @param hidesExceptedWeaknesses whether an exception for a CVE hides it whatever its justification, as in Defender
 */
public record Parameters(
        String version,
        int scalePct,
        int breadthPct,
        int internetPct,
        Floors floors,
        BySeverity priorP5,
        BySeverity labelImpactPct,
        int endOfSupportOsP5,
        int endOfSupportAppP5,
        int knownExploitedImpactPct,
        Residuals residualPct,
        long configurationMaxNano,
        Weights weights,
        int staleDays,
        int tailPct,
        boolean hidesExceptedWeaknesses) {

    /** Version 1.0, which every golden vector and the documentation use. */
    public static final Parameters DEFAULT = new Parameters(
            "1.0",
            200,
            10,
            200,
            new Floors(95_000, 95_000, 80_000, 30_000, 10_000, 2_000),
            new BySeverity(3_000, 1_500, 1_000, 500, 0, 1_500),
            new BySeverity(95, 80, 55, 25, 0, 70),
            30_000,
            10_000,
            70,
            new Residuals(100, 100, 100, 0, 0, 0, 25, 25, 100, 100, 100),
            250_000_000,
            new Weights(3, 4, 20),
            30,
            5,
            false);

    /** The same, with exceptions as Defender treats them (section 4.2). */
    public static final Parameters PARITY = new Parameters(
            DEFAULT.version + "-parity",
            DEFAULT.scalePct,
            DEFAULT.breadthPct,
            DEFAULT.internetPct,
            DEFAULT.floors,
            DEFAULT.priorP5,
            DEFAULT.labelImpactPct,
            DEFAULT.endOfSupportOsP5,
            DEFAULT.endOfSupportAppP5,
            DEFAULT.knownExploitedImpactPct,
            new Residuals(100, 100, 100, 0, 0, 0, 0, 0, 100, 100, 100),
            DEFAULT.configurationMaxNano,
            DEFAULT.weights,
            DEFAULT.staleDays,
            DEFAULT.tailPct,
            true);

    /** κ·x above this could leave the range in which every intermediate fits a signed 64-bit integer. */
    private static final int MAX_SCALE_TIMES_INTERNET = 90_000;

    public Parameters {
        if (version.isBlank()) throw new IllegalArgumentException("parameters need a version");
        within("scalePct", scalePct, 0, 900);
        within("breadthPct", breadthPct, 0, 100);
        within("internetPct", internetPct, 100, 900);
        within("scalePct x internetPct", (long) scalePct * internetPct, 0, MAX_SCALE_TIMES_INTERNET);
        within("endOfSupportOsP5", endOfSupportOsP5, 0, 100_000);
        within("endOfSupportAppP5", endOfSupportAppP5, 0, 100_000);
        within("knownExploitedImpactPct", knownExploitedImpactPct, 0, 100);
        within("configurationMaxNano", configurationMaxNano, 0, 1_000_000_000);
        within("staleDays", staleDays, 1, 3650);
        within("tailPct", tailPct, 1, 100);
    }

    /** Those of a version that was ever published; empty for any other. */
    public static Optional<Parameters> ofVersion(String version) {
        return Stream.of(DEFAULT, PARITY)
                .filter(published -> published.version.equals(version))
                .findFirst();
    }

    /** Least probability in 1e-5 that each kind of evidence implies. */
    public record Floors(
            int alert, int kevRansomware, int kev, int exploitInKit, int exploitVerified, int publicExploit) {

        public Floors {
            for (int floor : new int[] {alert, kevRansomware, kev, exploitInKit, exploitVerified, publicExploit}) {
                within("evidence floor", floor, 0, 100_000);
            }
        }

        int of(Evidence evidence, boolean alertOnDevice) {
            int floor = alertOnDevice ? alert : 0;
            if (evidence.kevRansomware()) floor = Math.max(floor, kevRansomware);
            if (evidence.kev()) floor = Math.max(floor, kev);
            if (evidence.exploitInKit()) floor = Math.max(floor, exploitInKit);
            if (evidence.exploitVerified()) floor = Math.max(floor, exploitVerified);
            return evidence.publicExploit() ? Math.max(floor, publicExploit) : floor;
        }
    }

    /** One number for each severity label. */
    public record BySeverity(int critical, int high, int medium, int low, int none, int unknown) {

        public BySeverity {
            for (int value : new int[] {critical, high, medium, low, none, unknown}) {
                within("value by severity", value, 0, 100_000);
            }
        }

        int of(Severity severity) {
            return switch (severity) {
                case CRITICAL -> critical;
                case HIGH -> high;
                case MEDIUM -> medium;
                case LOW -> low;
                case NONE -> none;
                case UNKNOWN -> unknown;
            };
        }
    }

    /** What remains of a hazard after a VEX statement or an exception, in percent. */
    public record Residuals(
            int open,
            int underInvestigation,
            int affected,
            int fixed,
            int notAffected,
            int falsePositive,
            int thirdPartyControl,
            int alternateMitigation,
            int riskAccepted,
            int plannedRemediation,
            int noPatch) {

        public Residuals {
            for (int value : new int[] {
                open,
                underInvestigation,
                affected,
                fixed,
                notAffected,
                falsePositive,
                thirdPartyControl,
                alternateMitigation,
                riskAccepted,
                plannedRemediation,
                noPatch
            }) {
                within("residual", value, 0, 100);
            }
        }

        int of(FindingStatus status) {
            return switch (status) {
                case OPEN -> open;
                case UNDER_INVESTIGATION -> underInvestigation;
                case AFFECTED -> affected;
                case FIXED -> fixed;
                case NOT_AFFECTED -> notAffected;
                case FALSE_POSITIVE -> falsePositive;
                case HIDDEN -> 0;
            };
        }

        /** What remains under an exception that holds. */
        public int of(Justification justification) {
            return switch (justification) {
                case THIRD_PARTY_CONTROL -> thirdPartyControl;
                case ALTERNATE_MITIGATION -> alternateMitigation;
                case RISK_ACCEPTED -> riskAccepted;
                case PLANNED_REMEDIATION -> plannedRemediation;
                case NO_PATCH -> noPatch;
            };
        }
    }

    /** How much a device weighs in the score of its group, by its value. Small integers: 3/4/20 is 0.75 : 1 : 5. */
    public record Weights(int low, int normal, int high) {

        public Weights {
            for (int weight : new int[] {low, normal, high}) {
                within("device weight", weight, 1, 1000);
            }
        }

        public int of(DeviceValue value) {
            return switch (value) {
                case LOW -> low;
                case NORMAL -> normal;
                case HIGH -> high;
            };
        }
    }

    int endOfSupportP5(EndOfSupport kind) {
        return kind == EndOfSupport.OPERATING_SYSTEM ? endOfSupportOsP5 : endOfSupportAppP5;
    }

    private static void within(String what, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(what + " must lie in " + least + ".." + most + ", got " + value);
        }
    }
}
