package dev.lightmeter.core;

import java.util.Optional;

/** What a device is: scanners find weaknesses not only on hosts. */
public enum DeviceKind {
    /** A machine, real or virtual; also whatever no source tells the kind of. */
    HOST("host"),
    /** A container image, named by its reference. */
    IMAGE("image"),
    /** The source, or the build, of a piece of software: a repository, a folder of packages, a bill of materials. */
    PROJECT("project");

    private final String wire;

    DeviceKind(String wire) {
        this.wire = wire;
    }

    /** In our API, in files and in the store. */
    public String wire() {
        return wire;
    }

    /** Empty for any other word. */
    public static Optional<DeviceKind> ofWire(String word) {
        for (DeviceKind kind : values()) {
            if (kind.wire.equalsIgnoreCase(word.strip())) return Optional.of(kind);
        }
        return Optional.empty();
    }
}
