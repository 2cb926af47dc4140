package dev.lightmeter.importers.scanner;

import dev.lightmeter.core.FindingPath;
import dev.lightmeter.core.Software;
import dev.lightmeter.importers.reading.Texts;

/**
 * Gives the same path again for equal software and recommendations, if it was seen lately: the findings of a report share a few
 * thousand of them, and to write one out costs more than to compare. For one thread.
 */
final class RecentPaths {

    private static final int SLOTS = 1 << 14;

    private final Recent<Told> recent = new Recent<>(SLOTS);

    /** The open path whose way out is to update the software. */
    FindingPath update(String vendor, String product, String version) {
        return of(vendor, product, version, "");
    }

    /** The open path with this recommendation; if it is empty, the recommendation is to update the software. */
    FindingPath of(String vendor, String product, String version, String recommendation) {
        int hash = (product.hashCode() * 31 + version.hashCode()) * 31 + recommendation.hashCode();
        Told told = recent.get(hash);
        if (told != null && told.isOf(vendor, product, version, recommendation)) return told.path;
        String action = recommendation.isEmpty() ? Texts.updateOf(vendor, product) : recommendation;
        FindingPath path = FindingPath.open(new Software(vendor, product, version), action);
        recent.putPatiently(hash, new Told(path, recommendation));
        return path;
    }

    /** @param recommendation as it was told, which is not that of the path if it is empty */
    private record Told(FindingPath path, String recommendation) {

        boolean isOf(String vendor, String product, String version, String action) {
            Software software = path.software();
            return software.product().equals(product)
                    && software.version().equals(version)
                    && software.vendor().equals(vendor)
                    && recommendation.equals(action);
        }
    }
}
