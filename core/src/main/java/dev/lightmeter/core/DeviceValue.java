package dev.lightmeter.core;

import java.util.Locale;
import java.util.Optional;

/** How much a device matters. Weighs the device in the score of its group, never the score of the device itself. */
public enum DeviceValue {
    LOW("Low"),
    NORMAL("Normal"),
    HIGH("High");

    private final String wire;

    DeviceValue(String wire) {
        this.wire = wire;
    }

    /** The spelling on the wire and in files: {@code Low}, {@code Normal}, {@code High}. */
    public String wire() {
        return wire;
    }

    /** Reads the wire spelling in any letter case; empty for anything else. */
    public static Optional<DeviceValue> parse(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "low" -> Optional.of(LOW);
            case "normal" -> Optional.of(NORMAL);
            case "high" -> Optional.of(HIGH);
            default -> Optional.empty();
        };
    }
}
