package dev.lightmeter.core;

import java.util.Locale;
import java.util.Optional;

/** What is said about one finding, in the words of VEX, and what was decided about it. */
public enum FindingStatus {
    OPEN,
    AFFECTED,
    UNDER_INVESTIGATION,
    FIXED,
    NOT_AFFECTED,
    FALSE_POSITIVE,

    /** An exception for the weakness hides it, as Defender does. Nobody says so in a file: decisions make it. */
    HIDDEN;

    /** Whether the device has the weakness as far as anybody knows. */
    public boolean isExposed() {
        return this == OPEN || this == AFFECTED || this == UNDER_INVESTIGATION;
    }

    /** The spelling in files: {@code not_affected}. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Reads {@code not_affected}, {@code notAffected}, {@code Not affected}; empty for anything else. */
    public static Optional<FindingStatus> parse(String text) {
        String plain = text.strip().toLowerCase(Locale.ROOT).replaceAll("[ _-]", "");
        for (FindingStatus status : values()) {
            if (status != HIDDEN
                    && status.name().toLowerCase(Locale.ROOT).replace("_", "").equals(plain)) {
                return Optional.of(status);
            }
        }
        return Optional.empty();
    }
}
