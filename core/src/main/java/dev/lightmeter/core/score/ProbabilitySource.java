package dev.lightmeter.core.score;

import java.util.Locale;

/** What decided the probability of a weakness. */
public enum ProbabilitySource {
    EPSS,
    KEV,
    /** In KEV, with known use by ransomware. */
    RANSOMWARE,
    EXPLOIT,
    ALERT,
    END_OF_SUPPORT,
    /** A guess by severity, because EPSS has no score: shown, so that nobody takes it for knowledge. */
    PRIOR;

    /** The spelling in answers: {@code endOfSupport}. */
    public String wire() {
        return this == END_OF_SUPPORT ? "endOfSupport" : name().toLowerCase(Locale.ROOT);
    }
}
