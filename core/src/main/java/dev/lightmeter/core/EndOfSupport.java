package dev.lightmeter.core;

import java.util.Locale;

/** Marks a pseudo-weakness: software that no longer gets fixes. */
public enum EndOfSupport {
    NO,
    OPERATING_SYSTEM,
    APPLICATION;

    /** Reads {@code os} and {@code app}; anything else is {@link #NO}. */
    public static EndOfSupport parse(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "os" -> OPERATING_SYSTEM;
            case "app" -> APPLICATION;
            default -> NO;
        };
    }
}
