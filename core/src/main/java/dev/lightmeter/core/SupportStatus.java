package dev.lightmeter.core;

import java.util.Optional;

/** Whether a vendor still mends a piece of software, in the words of Defender's exports. */
public enum SupportStatus {
    NONE("None"),
    EOS_VERSION("EOS Version"),
    UPCOMING_EOS_VERSION("Upcoming EOS Version"),
    EOS_SOFTWARE("EOS Software"),
    UPCOMING_EOS_SOFTWARE("Upcoming EOS Software");

    private final String wire;

    SupportStatus(String wire) {
        this.wire = wire;
    }

    public String wire() {
        return wire;
    }

    /** The status with this spelling, in any letter case. */
    public static Optional<SupportStatus> of(String wire) {
        for (SupportStatus status : values()) {
            if (status.wire.equalsIgnoreCase(wire)) return Optional.of(status);
        }
        return Optional.empty();
    }
}
