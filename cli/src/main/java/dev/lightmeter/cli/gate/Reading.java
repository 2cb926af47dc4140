package dev.lightmeter.cli.gate;

import java.math.BigDecimal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What is known of one device group, read from the document of its standing.
 *
 * @param score in points, exact; null if no device counts
 * @param coverage from 0 to 1, exact; null without devices
 * @param catalogueKnown whether the catalogue of known exploited weaknesses was loaded
 */
record Reading(
        String name,
        String asOf,
        @Nullable BigDecimal score,
        @Nullable BigDecimal coverage,
        int devicesHigh,
        int knownExploited,
        boolean catalogueKnown) {

    /** Empty if the document tells nothing of the group. */
    static Optional<Reading> of(JsonNode document, String group) {
        for (JsonNode standing : document.path("standings")) {
            if (!standing.path("name").asString("").equalsIgnoreCase(group)) continue;
            return Optional.of(new Reading(
                    standing.path("name").asString(),
                    document.path("asOf").asString(""),
                    decimal(standing.path("score")),
                    decimal(standing.path("coverage")),
                    standing.path("devicesHigh").asInt(0),
                    standing.path("devicesKnownExploited").asInt(0),
                    document.path("knownExploitedCatalogue").asBoolean(false)));
        }
        return Optional.empty();
    }

    private static @Nullable BigDecimal decimal(JsonNode text) {
        return text.isString() ? new BigDecimal(text.asString()) : null;
    }
}
