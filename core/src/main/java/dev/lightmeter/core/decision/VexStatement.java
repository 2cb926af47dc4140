package dev.lightmeter.core.decision;

import dev.lightmeter.core.Device;
import dev.lightmeter.core.FindingStatus;
import dev.lightmeter.core.Software;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * What somebody says about one weakness in a product.
 *
 * @param wholes the product under all of its names: software, or what was scanned
 * @param parts names of the component in the product that it is about; empty if it is about all of the product
 * @param justification why, in the words of its author; may be empty
 * @param at when it was said, to the microsecond; the newest statement counts
 * @param place where it stands in its document: {@code line 12}
 */
public record VexStatement(
        String weakness,
        FindingStatus status,
        List<ProductName> wholes,
        List<ProductName> parts,
        String justification,
        Instant at,
        String place) {

    public VexStatement {
        if (weakness.isBlank()) throw new IllegalArgumentException("a statement needs a weakness");
        Objects.requireNonNull(status, "status");
        wholes = List.copyOf(wholes);
        parts = List.copyOf(parts);
        Objects.requireNonNull(justification, "justification");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(place, "place");
    }

    /** True if it is about this software on this device. */
    public boolean isAbout(Software software, Device device) {
        if (parts.isEmpty()) {
            return wholes.stream().anyMatch(name -> name.names(software)) || isAboutDevice(device);
        }
        return isAboutDevice(device) && parts.stream().anyMatch(name -> name.names(software));
    }

    private boolean isAboutDevice(Device device) {
        return wholes.stream().anyMatch(whole -> whole.namesDevice(device.id()) || whole.namesDevice(device.name()));
    }

    /** The product in words, for somebody who wonders why it matches nothing. */
    public String product() {
        String whole = wholes.isEmpty() ? "" : wholes.get(0).text();
        return parts.isEmpty() ? whole : parts.get(0).text() + " in " + whole;
    }
}
