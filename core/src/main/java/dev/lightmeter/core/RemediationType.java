package dev.lightmeter.core;

import java.util.Optional;
import java.util.stream.Stream;

/** What a recommendation asks people to do. */
public enum RemediationType {
    UPDATE("Update"),
    UPGRADE("Upgrade"),
    UNINSTALL("Uninstall"),
    CONFIGURATION_CHANGE("ConfigurationChange");

    private final String wire;

    RemediationType(String wire) {
        this.wire = wire;
    }

    /** The spelling on the wire: {@code ConfigurationChange}. */
    public String wire() {
        return wire;
    }

    /** Reads the wire spelling in any letter case; empty for anything else. */
    public static Optional<RemediationType> parse(String text) {
        return Stream.of(values())
                .filter(type -> type.wire.equalsIgnoreCase(text.strip()))
                .findFirst();
    }
}
