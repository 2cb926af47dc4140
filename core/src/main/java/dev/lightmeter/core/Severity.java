package dev.lightmeter.core;

import java.util.Locale;

/** Severity label of a weakness. Used only where no CVSS score is known. Ordered from harmless to worst. */
public enum Severity {
    UNKNOWN("Unknown"),
    NONE("None"),
    LOW("Low"),
    MEDIUM("Medium"),
    HIGH("High"),
    CRITICAL("Critical");

    private final String wire;

    Severity(String wire) {
        this.wire = wire;
    }

    /** The spelling on the wire and in files, such as {@code Critical}. */
    public String wire() {
        return wire;
    }

    /** The band of a CVSS base score given in tenths (0..100), after the qualitative scale of CVSS 3.1 section 5. */
    public static Severity ofCvssTenths(int tenths) {
        if (tenths >= 90) return CRITICAL;
        if (tenths >= 70) return HIGH;
        if (tenths >= 40) return MEDIUM;
        return tenths > 0 ? LOW : NONE;
    }

    /**
     * Reads what scanners write, in any letter case; what nobody knows is {@link #UNKNOWN}. Debian's <em>negligible</em> is
     * low and not none: it is a wish to wait, and some of what carries it is exploited widely.
     */
    public static Severity parse(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "critical" -> CRITICAL;
            case "high", "important" -> HIGH;
            case "medium", "moderate" -> MEDIUM;
            case "low", "minor", "negligible" -> LOW;
            case "none", "informational", "info" -> NONE;
            default -> UNKNOWN;
        };
    }
}
