package dev.lightmeter.importers.vex;

import dev.lightmeter.core.FindingStatus;
import dev.lightmeter.core.Software;
import java.time.Instant;
import java.util.List;

/**
 * What somebody says about one weakness in a product.
 *
 * @param wholes the product under all of its names: software, or what was scanned
 * @param parts names of the component in the product that it is about; empty if it is about all of the product
 * @param at when it was said; the newest statement counts
 * @param file and {@code place} where it stands
 */
record VexStatement(
        String weakness,
        FindingStatus status,
        List<ProductName> wholes,
        List<ProductName> parts,
        Instant at,
        String file,
        String place) {

    VexStatement {
        wholes = List.copyOf(wholes);
        parts = List.copyOf(parts);
    }

    /** True if it is about this software on a device that goes by one of these names. */
    boolean isAbout(Software software, List<String> deviceNames) {
        if (parts.isEmpty()) {
            return wholes.stream().anyMatch(name -> name.names(software)) || isAboutDevice(deviceNames);
        }
        return isAboutDevice(deviceNames) && parts.stream().anyMatch(name -> name.names(software));
    }

    private boolean isAboutDevice(List<String> deviceNames) {
        return wholes.stream().anyMatch(whole -> deviceNames.stream().anyMatch(whole::namesDevice));
    }

    /** The product in words, for somebody who wonders why it matches nothing. */
    String product() {
        String whole = wholes.isEmpty() ? "" : wholes.getFirst().text();
        return parts.isEmpty() ? whole : parts.getFirst().text() + " in " + whole;
    }
}
