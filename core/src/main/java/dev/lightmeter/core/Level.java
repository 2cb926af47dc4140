package dev.lightmeter.core;

/** Band of a score. Cut-offs are part of the wire format: Low below 30, Medium below 70, High from 70. */
public enum Level {
    LOW("Low"),
    MEDIUM("Medium"),
    HIGH("High");

    private static final long MEDIUM_FROM = 30_000_000_000L;
    private static final long HIGH_FROM = 70_000_000_000L;

    private final String wire;

    Level(String wire) {
        this.wire = wire;
    }

    public String wire() {
        return wire;
    }

    /** The band of a score given in 1e-9 points (0..10^11), on the exact value: 29.999999999 is Low. */
    public static Level ofScore(long nanoPoints) {
        if (nanoPoints < MEDIUM_FROM) return LOW;
        return nanoPoints < HIGH_FROM ? MEDIUM : HIGH;
    }
}
