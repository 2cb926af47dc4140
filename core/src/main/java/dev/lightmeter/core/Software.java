package dev.lightmeter.core;

import java.util.Objects;

/** Software on a device. A part that nobody told is the empty string. */
public record Software(String vendor, String product, String version) {

    /** Nothing is known about the software. */
    public static final Software UNKNOWN = new Software("", "", "");

    public Software {
        Objects.requireNonNull(vendor, "vendor");
        Objects.requireNonNull(product, "product");
        Objects.requireNonNull(version, "version");
    }
}
