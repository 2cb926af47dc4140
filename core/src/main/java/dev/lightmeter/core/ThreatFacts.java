package dev.lightmeter.core;

import java.util.Objects;

/**
 * What is known about one weakness, as the formula needs it.
 *
 * @param weakness id of the weakness, such as {@code CVE-2021-44228}
 * @param epssP5 EPSS in 1e-5 (0..100000), or {@link #MISSING}
 * @param cvssTenths CVSS base score times ten (0..100), or {@link #MISSING}
 * @param severity label, used where CVSS is missing
 * @param evidence exploit evidence, see {@link Evidence}
 */
public record ThreatFacts(
        String weakness,
        int epssP5,
        int cvssTenths,
        Severity severity,
        AttackVector attackVector,
        Evidence evidence,
        boolean rejected,
        EndOfSupport endOfSupport) {

    /** Stands for an EPSS or CVSS score that nobody told. */
    public static final int MISSING = -1;

    public ThreatFacts {
        Objects.requireNonNull(weakness, "weakness");
        Objects.requireNonNull(severity, "severity");
        Objects.requireNonNull(attackVector, "attackVector");
        Objects.requireNonNull(evidence, "evidence");
        Objects.requireNonNull(endOfSupport, "endOfSupport");
        if (epssP5 < MISSING || epssP5 > 100_000) {
            throw new IllegalArgumentException("EPSS in 1e-5 must lie in 0..100000, got " + epssP5);
        }
        if (cvssTenths < MISSING || cvssTenths > 100) {
            throw new IllegalArgumentException("CVSS in tenths must lie in 0..100, got " + cvssTenths);
        }
    }

    /** A weakness that no feed and no report says anything about. */
    public static ThreatFacts unknown(String weakness) {
        return new ThreatFacts(
                weakness,
                MISSING,
                MISSING,
                Severity.UNKNOWN,
                AttackVector.UNKNOWN,
                Evidence.NONE,
                false,
                EndOfSupport.NO);
    }

    public boolean hasEpss() {
        return epssP5 != MISSING;
    }

    public boolean hasCvss() {
        return cvssTenths != MISSING;
    }

    /** The same facts with another EPSS score, in 1e-5. */
    public ThreatFacts withEpss(int other) {
        return new ThreatFacts(weakness, other, cvssTenths, severity, attackVector, evidence, rejected, endOfSupport);
    }

    /** The same facts with another CVSS score, in tenths. */
    public ThreatFacts withCvss(int other) {
        return new ThreatFacts(weakness, epssP5, other, severity, attackVector, evidence, rejected, endOfSupport);
    }

    /** The same facts with other evidence. */
    public ThreatFacts withEvidence(Evidence other) {
        return new ThreatFacts(weakness, epssP5, cvssTenths, severity, attackVector, other, rejected, endOfSupport);
    }

    /**
     * The same weakness seen by two sources: each score from the one that has it, evidence from both. Where both have a
     * score, {@code this} wins, so call it on the source of higher rank.
     */
    public ThreatFacts orElse(ThreatFacts lower) {
        boolean cvssFromLower = !hasCvss() && lower.hasCvss();
        return new ThreatFacts(
                weakness,
                hasEpss() ? epssP5 : lower.epssP5,
                cvssFromLower ? lower.cvssTenths : cvssTenths,
                severity != Severity.UNKNOWN ? severity : lower.severity,
                attackVector != AttackVector.UNKNOWN ? attackVector : lower.attackVector,
                evidence.and(lower.evidence),
                rejected || lower.rejected,
                endOfSupport != EndOfSupport.NO ? endOfSupport : lower.endOfSupport);
    }

    /**
     * The same weakness seen by two sources of one rank: the worst that either says. What a source does not know never
     * hides what the other does, and a weakness counts as rejected only if both say so. Order does not matter.
     */
    public ThreatFacts worst(ThreatFacts other) {
        return new ThreatFacts(
                weakness,
                Math.max(epssP5, other.epssP5),
                Math.max(cvssTenths, other.cvssTenths),
                severity.compareTo(other.severity) >= 0 ? severity : other.severity,
                worst(attackVector, other.attackVector),
                evidence.and(other.evidence),
                rejected && other.rejected,
                worst(endOfSupport, other.endOfSupport));
    }

    private static AttackVector worst(AttackVector one, AttackVector other) {
        if (one == AttackVector.UNKNOWN) return other;
        if (other == AttackVector.UNKNOWN) return one;
        return one.compareTo(other) <= 0 ? one : other; // declared from the network inwards
    }

    private static EndOfSupport worst(EndOfSupport one, EndOfSupport other) {
        if (one == EndOfSupport.NO) return other;
        if (other == EndOfSupport.NO) return one;
        return one.compareTo(other) <= 0 ? one : other; // an operating system weighs more than an application
    }
}
