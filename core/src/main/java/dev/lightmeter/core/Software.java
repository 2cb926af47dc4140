package dev.lightmeter.core;

import java.util.Locale;
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

    /** The id of the product, whatever its version: {@code microsoft-_-edge}. Empty if the product is unknown. */
    public String productId() {
        return product.isEmpty() ? "" : idPart(vendor) + "-_-" + idPart(product);
    }

    private static String idPart(String name) {
        return name.toLowerCase(Locale.ROOT).replace(' ', '_');
    }
}
